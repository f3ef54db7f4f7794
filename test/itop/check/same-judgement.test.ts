import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox';
import { check } from '../../../src/itop/check/check';
import { Browser } from '../../../src/itop/web/browser';
import { readChatPage } from '../../../src/itop/web/chat-page';
import { KEY, PROPERTY, smallItop } from '../small-itop';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
/** The sandbox's XML has a property. */
const LHC: Record<string, Value> = {
  provider: 'livehelperchat',
  livehelperchat_url: 'https://chat.example.com/',
  property_id: '',
  widget_id: '',
};
const RIGHT: Record<string, Value> = { property_id: PROPERTY, widget_id: 'default', api_key: KEY };

/** Whether the real extension gives the chat to a portal user. */
async function hasChat(settings: Record<string, Value>): Promise<boolean> {
  await sandbox.configure(settings);
  const answer = await new Browser(60_000).post(new URL(`${sandbox.itopUrl}/3.2/`), { auth_user: 'paula' });
  return readChatPage(answer).chat !== undefined;
}

/** Whether `check` finds nothing that stands against it. */
async function isFine(settings: Record<string, Value>): Promise<boolean> {
  const lines = Object.entries(settings).map(([name, value]) => `'${name}' => ${php(value)},`);
  const { findings } = await check(await smallItop({ settings: lines.join('\n') }));
  return findings.every(({ severity }) => severity !== 'error');
}

function php(value: Value): string {
  if (Array.isArray(value)) return `array(${value.map(php).join(', ')})`;
  if (typeof value === 'object' && value !== null)
    return `array(${Object.entries(value).map(([key, entry]) => `'${key}' => ${php(entry)}`)})`;
  return typeof value === 'string' ? `'${value}'` : String(value);
}

describe('check and the extension judge a value alike', () => {
  it.each<[string, Value]>([
    ['property_id', PROPERTY.toUpperCase()],
    ['property_id', ` ${PROPERTY} `],
    ['property_id', `${PROPERTY}0`],
    ['property_id', ''],
    ['property_id', 123],
    ['property_id', 'PUT_YOUR_PROPERTY_ID_HERE'],
    ['widget_id', 'a-b'],
    ['widget_id', 'x'.repeat(51)],
    ['widget_id', 'widget_you_want_to_use'],
    ['api_key', ''],
    ['api_key', 'PUT_YOUR_API_KEY_HERE'],
    ['api_key', 'two words'],
    ['api_key', ['x']],
    ['api_key', 5],
    ['embed_base_url', ''],
    ['embed_base_url', 'https://user@proxy.example/'],
    ['embed_base_url', 'https://proxy.example/tawk/'],
    ['embed_base_url', 'https://proxy.example/?a=b'],
    ['enabled_portals', 'itop-portal'],
    ['enabled_portals', ['itop-portal', '']],
    ['enabled_portals', []],
    ['enabled_portals', ''],
    ['enabled_portals', ['itop-portal', 7]],
    ['allowed_profiles', ''],
    ['allowed_profiles', ['  ']],
    ['allowed_profiles', true],
    ['load', 'never'],
    ['load', ''],
    ['consent', ['ask']],
    ['panel', 'sometimes'],
    ['ticket_classes', ['UserRequest', '']],
    ['ticket_classes', 'UserRequest'],
    ['consent_url', 'javascript:alert(1)'],
    ['share', []],
    ['share', ['name', 7]],
    ['launcher_color', 'red'],
    ['launcher_position', 'middle'],
    ['launcher_z_index', 12],
    ['launcher_z_index', '12px'],
    ['property_id', `${PROPERTY}\u00a0`],
    ['property_id', `\u000b${PROPERTY}\0`],
    ['property_id', `${PROPERTY}\n`],
    ['api_key', `k\u00a0k`],
    ['api_key', 'schlüssel'],
    ['enabled_portals', '  '],
    ['allowed_profiles', ['Portal user', '\u00a0']],
    ['allowed_profiles', { a: 'Portal user' }],
    ['share', { a: ' email ' }],
    ['ticket_classes', [['UserRequest']]],
    ['embed_base_url', 'ftp://proxy.example'],
    ['embed_base_url', 'https://proxy.example/~tawk'],
    ['embed_base_url', false],
  ])('%s = %j', async (name, value) => {
    const settings = { ...RIGHT, [name]: value };
    expect(await isFine(settings)).toBe(await hasChat(settings));
  });
  it('site_id in place of property_id, also behind a placeholder', async () => {
    for (const property_id of ['', 'PUT_YOUR_PROPERTY_ID_HERE']) {
      const settings = { ...RIGHT, property_id, site_id: PROPERTY };
      expect([await isFine(settings), await hasChat(settings)]).toEqual([true, true]);
    }
  });
});

describe('check and the extension judge settings of Live Helper Chat alike', () => {
  it.each<[string, Value]>([
    ['provider', 'LiveHelperChat '],
    ['provider', ''],
    ['provider', 'livehelpchat'],
    ['provider', true],
    ['livehelperchat_url', ''],
    ['livehelperchat_url', 'PUT_YOUR_SERVER_HERE'],
    ['livehelperchat_url', 'chat.example.com'],
    ['livehelperchat_url', 'https://chat.example.com/lhc_web'],
    ['livehelperchat_url', 'https://chat.example.com/index.php/'],
    ['livehelperchat_url', 'https://user@chat.example.com'],
    ['livehelperchat_url', 'https://chat.example.com/?a=b'],
    ['livehelperchat_url', ['https://chat.example.com']],
    ['livehelperchat_department', 3],
    ['livehelperchat_department', ' 3 '],
    ['livehelperchat_department', 0],
    ['livehelperchat_department', '03'],
    ['livehelperchat_department', 'sales'],
    ['livehelperchat_department', ''],
    ['livehelperchat_department', [3]],
    ['livehelperchat_department', 3.5],
    ['livehelperchat_secret', 'x'.repeat(32)],
    ['livehelperchat_secret', 'x'.repeat(31)],
    ['livehelperchat_secret', `${'x'.repeat(32)} x`],
    ['livehelperchat_secret', 'ü'.repeat(32)],
    ['livehelperchat_secret', '  '],
    ['property_id', 'nonsense'],
    ['api_key', 'two words'],
    ['embed_base_url', false],
  ])('%s = %j', async (name, value) => {
    const settings = { ...LHC, [name]: value };
    expect(await isFine(settings)).toBe(await hasChat(settings));
  });
  it('those of the other provider are nobody’s business, while it is tawk.to', async () => {
    for (const name of ['livehelperchat_url', 'livehelperchat_department', 'livehelperchat_secret']) {
      const settings = { ...RIGHT, [name]: ['wrong'] };
      expect([await isFine(settings), await hasChat(settings)]).toEqual([true, true]);
    }
  });
});

const WEEK = { mon: '08:00-12:00' };
const DESK = { property_id: 'abcdefabcdef012345678901', widget_id: 'x' };
/** Its "scope" is read, and never asked of the database. */
const NOBODYS = { ...DESK, portals: ['elsewhere'] };

/** Whether the real extension says nothing of it in iTop's log. */
async function isTaken(settings: Record<string, Value>): Promise<boolean> {
  const before = sandbox.itop.log.length;
  await hasChat(settings);
  return sandbox.itop.log.slice(before).every(({ message }) => !/"(widgets|hours)"/.test(message));
}

/** Whether `check` says nothing of it that the extension would leave out. */
async function isRight(settings: Record<string, Value>): Promise<boolean> {
  const lines = Object.entries(settings).map(([name, value]) => `'${name}' => ${php(value)},`);
  const { findings } = await check(await smallItop({ settings: lines.join('\n') }));
  return findings.every(({ code }) => !['desk-wrong', 'hours-wrong'].includes(code));
}

/** Whether the real extension says nothing of that setting in iTop's log. */
async function isTakenAsItIs(name: string, settings: Record<string, Value>): Promise<boolean> {
  const before = sandbox.itop.log.length;
  await hasChat(settings);
  return sandbox.itop.log.slice(before).every(({ message }) => !message.includes(`"${name}"`));
}

async function isShownAsRight(settings: Record<string, Value>): Promise<boolean> {
  const lines = Object.entries(settings).map(([name, value]) => `'${name}' => ${php(value)},`);
  const { findings } = await check(await smallItop({ settings: lines.join('\n') }));
  return findings.every(({ code }) => !['setting-wrong', 'setting-placeholder'].includes(code));
}

describe('check and the extension replace the same values', () => {
  it.each<[string, Value]>([
    ['load', ' click '],
    ['load', 'Click'],
    ['load', 0],
    ['load', '  '],
    ['load', 'PUT_YOUR_LOAD_HERE'],
    ['consent', 'yes'],
    ['consent_url', '//elsewhere.example'],
    ['consent_url', '/privacy'],
    ['consent_url', 'https://a.example/\u00a0'],
    ['consent_url', 'https://a.example/ b'],
    ['launcher_color', '#ABCDEF'],
    ['launcher_color', '#abc'],
    ['launcher_z_index', 12],
    ['launcher_z_index', -1],
    ['launcher_z_index', true],
    ['launcher_z_index', ' 7 '],
    ['launcher_position', ['top-left']],
  ])('%s = %j', async (name, value) => {
    const settings = { ...RIGHT, [name]: value };
    expect(await isShownAsRight(settings)).toBe(await isTakenAsItIs(name, settings));
  });
});

/** Entries of `widgets` that name providers, each as it is judged beside plain settings of tawk.to and of Live Helper Chat. */
const PROVIDER_DESKS: { [key: string]: Value }[] = [
  { provider: 'livehelperchat' },
  { provider: 'LiveHelperChat', livehelperchat_url: 'https://b.example' },
  { provider: 'tawk' },
  { provider: 'other' },
  { provider: '' },
  { provider: null, livehelperchat_department: 3 },
  { livehelperchat_department: 3 },
  { livehelperchat_department: '' },
  { livehelperchat_department: [3] },
  { livehelperchat_url: 'https://b.example/' },
  { livehelperchat_url: 'https://b.example/index.php' },
  { provider: 'livehelperchat', livehelperchat_url: 'https://b.example', livehelperchat_secret: 'short' },
  { provider: 'livehelperchat', livehelperchat_url: 'https://b.example', livehelperchat_secret: '' },
  { provider: 'livehelperchat', property_id: PROPERTY },
  { provider: 'tawk', livehelperchat_department: 3 },
  { provider: 'tawk', widget_id: 'x' },
  { provider: 'tawk', property_id: PROPERTY },
  { provider: 'tawk', property_id: PROPERTY, widget_id: 'x' },
  { property_id: PROPERTY, widget_id: 'x' },
];

describe('check and the extension judge desks of two providers alike', () => {
  const plain: [string, Record<string, Value>][] = [
    ['tawk.to', RIGHT],
    ['Live Helper Chat', LHC],
    ['tawk.to, with a server', { ...LHC, ...RIGHT, provider: 'tawk' }],
    ['Live Helper Chat, with a property', { ...LHC, ...RIGHT, provider: 'livehelperchat' }],
  ];
  it.each(plain)('beside plain settings of %s', async (_, settings) => {
    for (const desk of PROVIDER_DESKS) {
      const all = { ...settings, widgets: [desk] };
      expect([desk, await isRight(all)]).toEqual([desk, await isTaken(all)]);
    }
  });
});

describe('check and the extension judge desks and hours alike', () => {
  const table: [string, Value][] = [
    ['hours', 'always'],
    ['hours', []],
    ['hours', ['08:00-12:00']],
    ['hours', { weekly: WEEK }],
    ['hours', { weekly: {} }],
    ['hours', { weekly: { monday: ' 8:00 - 24:00 ' } }],
    ['hours', { weekly: { mon: '22:00-06:00', sunday: [] } }],
    ['hours', { weekly: { mon: '0:00-00:00' } }],
    ['hours', { weekly: { mon: '24:00-08:00' } }],
    ['hours', { weekly: { mon: '08:00-12:00,13:00-17:00' } }],
    ['hours', { weekly: { MON: '08:00-12:00', Monday: '13:00-17:00' } }],
    ['hours', { weekly: WEEK, time_zone: '' }],
    ['hours', { weekly: WEEK, time_zone: 'Europe/Paris' }],
    ['hours', { weekly: WEEK, time_zone: 'Mars' }],
    ['hours', { weekly: WEEK, time_zone: 7 }],
    ['hours', { weekly: WEEK, time_zone: '+02:00' }],
    ['hours', { weekly: WEEK, time_zone: 'CEST' }],
    ['hours', { weekly: WEEK, time_zone: 'CET' }],
    ['hours', { weekly: WEEK, time_zone: 'IST' }],
    ['hours', { weekly: WEEK, time_zone: 'GMT+2' }],
    ['hours', { weekly: WEEK, time_zone: 'Etc/GMT+2' }],
    ['hours', { weekly: WEEK, time_zone: 'europe/berlin ' }],
    ['hours', { weekly: WEEK, time_zone: 'utc' }],
    ['hours', { weekly: WEEK, holidays: '12-25' }],
    ['hours', { weekly: WEEK, holidays: ['2026-02-29'] }],
    ['hours', { weekly: WEEK, holidays: [20261224] }],
    ['hours', { weekly: WEEK, coverage_window: 'Office' }],
    ['hours', { coverage_window: ['Office'] }],
    ['hours', { weekly: null }],
    ['hours', { Weekly: WEEK }],
    ['hours', '  '],
    ['hours', false],
    ['hours', {}],
    ['hours', { time_zone: 'Europe/Berlin' }],
    ['hours', { weekly: '', coverage_window: '' }],
    ['hours', { weekly: WEEK, holiday_calendar: '  ' }],
    ['hours', { coverage_window: 'PUT_YOUR_WINDOW_HERE' }],
    ['hours', { weekly: WEEK, coverage_window: '  ' }],
    ['hours', { weekly: WEEK, holiday_calendar: 7 }],
    ['hours', { weekly: { mon: null } }],
    ['hours', { weekly: { mon: true } }],
    ['hours', { weekly: { mon: '08:00-08:00' } }],
    ['hours', { weekly: { mon: '08:00\u00a0-\u00a012:00' } }],
    ['hours', { weekly: { mon: '08:00\t-\t12:00' } }],
    ['hours', { weekly: { mon: ['08:00-12:00', '08:00-12:00', '10:00-14:00'] } }],
    ['hours', { weekly: { ' mon': '08:00-12:00' } }],
    ['hours', { weekly: { mo: '08:00-12:00' } }],
    ['hours', { weekly: { mon: Array(500).fill('08:00-12:00') } }],
    ['hours', { weekly: { mon: Array(501).fill('08:00-12:00') } }],
    ['hours', { weekly: 'mon 08:00-12:00' }],
    ['hours', { weekly: WEEK, time_zone: '  ' }],
    ['hours', { weekly: WEEK, time_zone: 'UTC+2' }],
    ['hours', { weekly: WEEK, time_zone: '+0200' }],
    ['hours', { weekly: WEEK, time_zone: 'AST' }],
    ['hours', { weekly: WEEK, time_zone: 'EST5EDT' }],
    ['hours', { weekly: WEEK, time_zone: 'localtime' }],
    ['hours', { weekly: WEEK, time_zone: 'Factory' }],
    ['hours', { weekly: WEEK, time_zone: 'SystemV/AST4' }],
    ['hours', { weekly: WEEK, time_zone: 'Europe/Nowhere' }],
    ['hours', { weekly: WEEK, time_zone: 'America/Argentina/Buenos_Aires' }],
    ['hours', { weekly: WEEK, time_zone: 'PUT_YOUR_ZONE_HERE' }],
    ['hours', { weekly: WEEK, holidays: '' }],
    ['hours', { weekly: WEEK, holidays: [''] }],
    ['hours', { weekly: WEEK, holidays: [null] }],
    ['hours', { weekly: WEEK, holidays: [' 12-25 ', '12-25', '02-29', '2028-02-29'] }],
    ['hours', { weekly: WEEK, holidays: '0000-01-01' }],
    ['hours', { weekly: WEEK, holidays: '12-32' }],
    ['hours', { weekly: WEEK, holidays: '2026-2-3' }],
    ['hours', { weekly: WEEK, holidays: Array(501).fill('12-25') }],
    ['widgets', 7],
    ['widgets', {}],
    ['widgets', { first: DESK }],
    ['widgets', [DESK, { ...DESK, name: ['x'] }]],
    ['widgets', [null]],
    ['widgets', [{ ...DESK, languages: null }]],
    ['widgets', [{ ...DESK, languages: '' }]],
    ['widgets', [{ ...DESK, portals: { a: 'itop-portal' } }]],
    ['widgets', [{ ...DESK, organizations: 3 }]],
    ['widgets', [{ ...DESK, profiles: 3 }]],
    ['widgets', [{ ...DESK, with_children: 'yes' }]],
    ['widgets', [{ ...DESK, with_children: 1 }]],
    ['widgets', [{ ...DESK, with_children: false }]],
    ['widgets', [{ ...DESK, scope: 'select Person' }]],
    ['widgets', [{ ...DESK, scope: ' SELECT Person ' }]],
    ['widgets', [{ ...DESK, scope: 'SELECT' }]],
    ['widgets', [{ ...DESK, api_key: '' }]],
    ['widgets', [{ ...DESK, api_key: 'PUT_YOUR_API_KEY_HERE' }]],
    ['widgets', [{ ...DESK, api_key: 5 }]],
    ['widgets', [{ ...DESK, when_closed: true }]],
    ['widgets', [{ ...DESK, hours: { weekly: { mon: '8' } } }]],
    ['widgets', [{ hours: [] }]],
    ['widgets', [{ property_id: PROPERTY }]],
    ['widgets', [{ widget_id: 'PUT_YOUR_WIDGET_ID_HERE' }]],
    ['widgets', '  '],
    ['widgets', true],
    ['widgets', [[]]],
    ['widgets', [{}]],
    ['widgets', [{ name: 'x' }]],
    ['widgets', [{ hours: null }]],
    ['widgets', [{ hours: '  ' }]],
    ['widgets', [{ hours: { weekly: WEEK, time_zone: 'GMT+2' } }]],
    ['widgets', [DESK, DESK]],
    ['widgets', Array(50).fill(DESK)],
    ['widgets', Array(51).fill(DESK)],
    ['widgets', [{ property_id: PROPERTY.toUpperCase() }]],
    ['widgets', [{ property_id: PROPERTY, widget_id: '' }]],
    ['widgets', [{ widget_id: ' x ' }]],
    ['widgets', [{ ...DESK, api_key: '  ' }]],
    ['widgets', [{ ...DESK, api_key: 'two words' }]],
    ['widgets', [{ ...DESK, with_children: ['true'] }]],
    ['widgets', [{ ...DESK, with_children: ' true' }]],
    ['widgets', [{ ...DESK, with_children: 'TRUE' }]],
    ['widgets', [{ ...DESK, with_children: '' }]],
    ['widgets', [{ ...DESK, when_closed: ' next' }]],
    ['widgets', [{ ...DESK, when_closed: '' }]],
    ['widgets', [{ ...DESK, scope: '' }]],
    ['widgets', [{ ...NOBODYS, scope: `SELECT ${'x'.repeat(5000)}` }]],
    ['widgets', [{ ...NOBODYS, scope: `SELECT ${'x'.repeat(5001)}` }]],
    ['widgets', [{ ...NOBODYS, scope: 'SELECT Person\nWHERE id = 1' }]],
    ['widgets', [{ ...DESK, scope: 'PUT_YOUR_SCOPE_HERE' }]],
    ['widgets', [{ ...DESK, languages: [] }]],
    ['widgets', [{ ...DESK, languages: ['FR', ' '] }]],
    ['widgets', [{ ...DESK, portals: [null] }]],
    ['widgets', [{ ...DESK, portals: true }]],
    ['widgets', [{ ...DESK, organizations: ['3', 3] }]],
    ['widgets', [{ ...DESK, organizations: [3.5] }]],
    ['widgets', [{ ...DESK, organizations: [['3']] }]],
    ['widgets', [{ ...DESK, profiles: Array(501).fill('x') }]],
    ['widgets', [{ ...DESK, Hours: { weekly: WEEK } }]],
  ];
  const shown = table.map(([name, value]) => [name, JSON.stringify(value).slice(0, 100), value] as const);
  it.each(shown)('%s = %s', async (name, _, value) => {
    const settings = { ...RIGHT, [name]: value };
    expect(await isRight(settings)).toBe(await isTaken(settings));
  });
});
