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

type Value = string | number | boolean | null | Value[];
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
