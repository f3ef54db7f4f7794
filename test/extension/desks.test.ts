import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Setting } from '../../sandbox/itop/config-file';
import type { PageRequest } from '../../sandbox/itop/itop';
import { DEMO_ORGANIZATION, demoUser } from '../../sandbox/itop/users';
import { API_KEY, inEachItop, PROPERTY_ID, VALID } from './itop';

const OTHER = 'abcdefabcdef012345678901';
const OTHER_KEY = 'o'.repeat(40);
const DESK = { property_id: OTHER, widget_id: 'other' };
const EVERYWHERE = { ...VALID, enabled_portals: ['itop-portal', 'my-portal', 'backoffice'], allowed_profiles: [] };
const VIP = "SELECT Person WHERE id = :current_contact->id AND function = 'CEO'";
const LAYLA = { user: demoUser('layla') };
const ALICE = { user: demoUser('alice'), portal: 'backoffice' };
/** One in which the session is open on the page, one in which it was closed after the log-in. */
const SESSIONS: Parameters<typeof inEachItop>[1] = [
  ['2.7', '7.4'],
  ['3.2', '8.3'],
];

inEachItop((itop) => {
  const configure = (widgets: Setting, more = {}) => itop.configure({ ...EVERYWHERE, widgets, ...more });
  /** The desk that a page is of: 'plain', or the widget's id. */
  const desk = async (change: Partial<PageRequest> = {}) => {
    const { context } = await itop.portal(change);
    const [property, widget] = context?.embedUrl.split('/').slice(-2) ?? [];
    return property === PROPERTY_ID && widget === VALID.widget_id ? 'plain' : widget;
  };
  const holds = async (conditions: Record<string, Setting>, change: Partial<PageRequest> = {}) => {
    await configure([{ ...DESK, ...conditions }]);
    return (await desk(change)) === 'other';
  };
  const messages = () => itop.itop.log.map(({ message }) => message);

  test('the first entry whose conditions all hold gives property, widget and key, and none the plain settings', async () => {
    await configure(
      [
        { ...DESK, widget_id: 'first', portals: ['my-portal'], languages: ['EN'] },
        { ...DESK, widget_id: 'second', api_key: OTHER_KEY, languages: ['EN US'] },
        { ...DESK, widget_id: 'third' },
      ],
      { api_key: API_KEY },
    );
    expect(await desk({ portal: 'my-portal' })).toBe('first');
    expect(await desk()).toBe('second');
    expect(await desk(LAYLA)).toBe('third');
    const { context } = await itop.portal();
    const hash = createHmac('sha256', OTHER_KEY).update('paula.portal@example.com').digest('hex');
    expect(context).toMatchObject({
      embedUrl: `https://embed.tawk.to/${OTHER}/second`,
      visitor: { hash },
      panel: { url: expect.stringContaining('desk=2') },
    });
    await configure([{ ...DESK, languages: 'DE' }]);
    expect(await desk()).toBe('plain');
    expect((await itop.portal()).context?.panel?.url).not.toContain('desk');
    expect(itop.itop.log).toEqual([]);
  });

  test('portals, profiles and languages cost no query and keep nothing in the session', async () => {
    expect(await holds({ portals: ['itop-portal'], profiles: ['Portal user'], languages: ['en'] })).toBe(true);
    expect(await itop.portal()).toMatchObject({ queries: 0, log: [] });
    expect(itop.itop.sessions.get(`${itop.version} paula`)).toEqual({});
    expect(await holds({ portals: 'backoffice' })).toBe(false);
    expect(await holds({ portals: 'backoffice' }, ALICE)).toBe(true);
    expect(await holds({ profiles: ['Administrator', 'Support Agent'] })).toBe(false);
    expect(await holds({ profiles: ['Administrator', 'Support Agent'] }, ALICE)).toBe(true);
    expect(await holds({ profiles: ['Portal user'] }, { user: demoUser('pat') })).toBe(false);
    expect(await holds({ languages: ['FR FR', 'DE DE'] }, LAYLA)).toBe(true);
    expect(await holds({ languages: ['D'] }, LAYLA)).toBe(false);
  });

  test('organizations are names or ids of the own one; those below another only where that is wanted', async () => {
    const { id, name } = DEMO_ORGANIZATION;
    for (const organizations of [[name], [id], String(id)]) expect(await holds({ organizations })).toBe(true);
    expect((await itop.portal()).queries).toBe(0);
    const { model } = itop.itop;
    const top = model.put('Organization', { name: 'Top', parent_id: '0' });
    const middle = model.put('Organization', { name: 'Middle', parent_id: top });
    model.put('Organization', { name, parent_id: middle }, String(id));
    expect(await holds({ organizations: ['Top'] })).toBe(false);
    expect(await holds({ organizations: ['Top'], with_children: true })).toBe(true);
    expect(await holds({ organizations: [Number(middle)], with_children: 'true' })).toBe(true);
    expect((await itop.portal()).queries).toBe(0);
    // A circle, which iTop's checks do not allow.
    model.put('Organization', { name: 'Top', parent_id: String(id) }, top);
    itop.itop.sessions.clear();
    expect(await holds({ organizations: ['Nobody'], with_children: true })).toBe(false);
    const nick = { user: demoUser('nick'), portal: 'backoffice' };
    expect(await holds({ organizations: ['', '0'].slice(1), with_children: true }, nick)).toBe(false);
  });

  test('scope holds where its OQL gives anything; the session knows it for five minutes', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await holds({ scope: VIP }, { now })).toBe(true);
    expect((await itop.portal({ now: now + 299 })).queries).toBe(0);
    expect((await itop.portal({ now: now + 301 })).queries).toBeGreaterThan(0);
    // A clock that was put back.
    expect((await itop.portal({ now: now - 9999 })).queries).toBeGreaterThan(0);
    expect(await holds({ scope: VIP }, { user: demoUser('peter') })).toBe(false);
    expect((await itop.portal({ user: demoUser('peter') })).queries).toBe(0);
    expect(itop.itop.log).toEqual([]);
  });

  test('an OQL about the contact of a user who has none holds not, costs nothing and says nothing', async () => {
    const nick = { user: demoUser('nick'), portal: 'backoffice' };
    expect(await holds({ scope: VIP }, nick)).toBe(false);
    expect(await itop.portal(nick)).toMatchObject({ queries: 0, log: [] });
  });

  test.each([
    ['of no class of this iTop', "SELECT NoSuchClass WHERE name = 'secret'"],
    ['that is wrong', 'SELECT Person WHERE'],
    ['of an attribute that is not there', "SELECT Person WHERE colour = 'secret'"],
  ])(
    'a scope %s leaves its entry out, is asked once in five minutes and named once, without its text',
    async (_what, scope) => {
      expect(await holds({ scope })).toBe(false);
      expect((await itop.portal()).queries).toBe(0);
      expect(messages()).toEqual([expect.stringMatching(/"widgets", entry 1: its "scope" fails/)]);
      expect(messages().join()).not.toContain('secret');
    },
  );

  test('where the session takes nothing it is asked anew', async () => {
    await configure([{ ...DESK, scope: VIP }]);
    itop.itop.failing = ['Session::Set'];
    expect(await desk()).toBe('other');
    expect(await desk()).toBe('other');
    expect(messages()).toHaveLength(itop.version === '2.7' ? 0 : 1);
  });

  describe('an entry that is wrong is left out and named once', () => {
    test.each<[string, Setting]>([
      ['a string', 'portal'],
      ['a number', 7],
      ['a list in a list', [[[]]]],
      ['nothing', {}],
      ['conditions alone', { portals: ['itop-portal'] }],
      ['a misspelt condition', { ...DESK, langauges: ['DE'] }],
      ['an empty list', { ...DESK, languages: [] }],
      ['an empty name', { ...DESK, profiles: ['Portal user', ' '] }],
      ['a list of lists', { ...DESK, portals: [['itop-portal']] }],
      ['a number for a name', { ...DESK, profiles: [7] }],
      ['a hash for a scope', { ...DESK, scope: { a: 'SELECT Person' } }],
      ['a scope that is none', { ...DESK, scope: 'DELETE Person' }],
      ['a scope without an end', { ...DESK, scope: `SELECT ${'x'.repeat(6000)}` }],
      ['a wrong property', { property_id: 'x' }],
      ['a property without its widget', { property_id: OTHER }],
      ['a key with blanks', { ...DESK, api_key: 'a b' }],
      ['a key in a list', { ...DESK, api_key: [OTHER_KEY] }],
      ['a wrong word', { ...DESK, when_closed: 'never' }],
      ['wrong hours', { ...DESK, hours: { weekly: { mon: ['8-12'] } } }],
    ])('%s', async (_what, entry) => {
      await configure([entry, { ...DESK, widget_id: 'second' }], { api_key: API_KEY });
      expect(await desk()).toBe('second');
      expect(await desk()).toBe('second');
      expect(messages()).toEqual([expect.stringMatching(/"widgets", entry 1.*left out/)]);
      expect(messages().join()).not.toContain(OTHER_KEY);
    });

    test('the whole setting, where it is no list; what comes after the fiftieth entry', async () => {
      await configure('DE');
      expect(await desk()).toBe('plain');
      expect(messages()).toEqual([expect.stringContaining('"widgets"')]);
      itop.itop.log.length = 0;
      await configure([...Array(60).fill({ ...DESK, languages: ['XX'] }), DESK]);
      expect(await desk()).toBe('plain');
      expect(messages()).toEqual([expect.stringContaining('50 entries')]);
    });
  });

  test('a property of its own has the key that its entry says, and never that of another', async () => {
    await configure([{ ...DESK }], { api_key: API_KEY });
    expect((await itop.portal()).context?.visitor).not.toHaveProperty('hash');
    await configure([{ widget_id: 'other' }], { api_key: API_KEY });
    const hash = createHmac('sha256', API_KEY).update('paula.portal@example.com').digest('hex');
    expect((await itop.portal()).context).toMatchObject({
      embedUrl: `https://embed.tawk.to/${PROPERTY_ID}/other`,
      visitor: { hash },
    });
    await configure([{ widget_id: 'other', api_key: '' }], { api_key: API_KEY });
    expect((await itop.portal()).context?.visitor).not.toHaveProperty('hash');
  });

  test('neither key nor name of an entry is on the page or in the log, whatever is wrong', async () => {
    const wrong: Record<string, Setting>[] = [
      {},
      { scope: 'SELECT X' },
      { property_id: OTHER_KEY },
      { languages: OTHER_KEY },
      { x: OTHER_KEY },
    ];
    for (const more of wrong) {
      await configure([{ ...DESK, name: 'Secret desk', api_key: OTHER_KEY, ...more }]);
      const everything = JSON.stringify([await itop.portal(), await itop.panel({ desk: '1' }), itop.itop.log]);
      expect(everything).not.toContain(OTHER_KEY);
      expect(everything).not.toContain('Secret desk');
    }
  });

  test('from the XML', async () => {
    await itop.customise(`<property_id _delta="redefine">${PROPERTY_ID}</property_id>
      <widget_id _delta="redefine">${VALID.widget_id}</widget_id>
      <widgets type="array" _delta="redefine"><widget id="de"><property_id>${OTHER}</property_id>
      <widget_id>other</widget_id><languages type="array"><language id="de">DE</language></languages></widget></widgets>`);
    expect([await desk(), await desk(LAYLA)]).toEqual(['plain', 'other']);
  });
}, SESSIONS);
