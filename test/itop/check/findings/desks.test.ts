import { describe, expect, it } from 'vitest';
import { KEY, RIGHT } from '../../small-itop';
import { findings, settingOf } from '../reports';

const OTHER = 'abcdefabcdef012345678901';
const OTHER_KEY = 'o1'.repeat(20);
const DESK = `'property_id' => '${OTHER}', 'widget_id' => 'other', 'api_key' => '${OTHER_KEY}'`;
const widgets = (...entries: string[]) => ({
  settings: `${RIGHT}\n'widgets' => array(${entries.map((entry) => `array(${entry})`).join(', ')})`,
});
const hours = (text: string) => ({ settings: `${RIGHT}\n'hours' => array(${text})` });
const codes = async (options: { settings: string }) => (await findings(options)).map(({ code }) => code);

describe('desks', () => {
  it('that are right are no finding', async () => {
    const settings = widgets(
      `'name' => 'Germans', ${DESK}, 'portals' => 'itop-portal', 'languages' => array('DE')`,
      `${DESK}, 'scope' => 'SELECT Person WHERE id = :current_contact->id', 'organizations' => array(3, 'Demo'), 'with_children' => true`,
      `'widget_id' => 'night', 'profiles' => array('Support Agent'), 'hours' => array('time_zone' => 'Europe/Berlin', 'weekly' => array('mon' => '22:00-06:00')), 'when_closed' => 'next'`,
    );
    expect(await findings(settings)).toEqual([]);
  });

  it.each([
    ['a misspelt condition', `${DESK}, 'langauges' => 'DE'`, 'Is "langauges" meant to be "languages"?'],
    ['conditions alone', "'portals' => 'itop-portal'", ''],
    ['an empty list', `${DESK}, 'languages' => array()`, ''],
    ['a property without its widget', `'property_id' => '${OTHER}'`, ''],
    ['a key with blanks', "'widget_id' => 'x', 'api_key' => 'a b'", ''],
    ['wrong hours', "'widget_id' => 'x', 'hours' => array('weekly' => array('mon' => '8-12'))", ''],
    ['a scope that is none', `${DESK}, 'scope' => 'DELETE Person'`, ''],
  ])('an entry with %s is named, with what to do', async (_what, entry, remedy) => {
    const [found, ...more] = await findings(widgets(entry));
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      severity: 'warning',
      code: 'desk-wrong',
      at: expect.stringContaining('config-itop.php:10'),
    });
    expect(found?.what).toMatch(/^entry 1 of "widgets" is left out: /);
    expect(found?.remedy).toContain(remedy);
  });

  it('portals, profiles, languages and classes that are not there, with what may be meant', async () => {
    const found = await findings(
      widgets(
        `${DESK}, 'portals' => array('itop_portal', 'itop-portal'), 'profiles' => 'Support agents', 'languages' => 'de-DE', 'scope' => "SELECT UserReqest AS r JOIN UserRequest AS o ON r.x = o.id WHERE r.caller_id = :current_contact->id"`,
      ),
    );
    expect(found.map(({ code, remedy }) => [code, /Did you mean "[^"]*"/.exec(remedy)?.[0]])).toEqual([
      ['unknown-portal', 'Did you mean "itop-portal"'],
      ['unknown-profile', 'Did you mean "Support Agent"'],
      ['desk-scope', 'Did you mean "UserRequest"'],
      ['unknown-language', 'Did you mean "DE DE"'],
    ]);
  });

  it('an entry that can never be reached, and by which one it is hidden', async () => {
    const reached = async (...entries: string[]) =>
      (await findings(widgets(...entries.map((entry) => `${DESK}, ${entry}`)))).map(({ what }) => what);
    expect(await reached("'languages' => 'DE'", "'languages' => 'DE DE', 'portals' => 'itop-portal'")).toEqual([
      'entry 2 of "widgets" can never be reached: all of its users are taken by entry 1',
    ]);
    expect(await reached("'name' => 'all'", "'languages' => 'DE DE'")).toHaveLength(1);
    expect(await reached("'languages' => 'DE DE'", "'languages' => 'DE'")).toEqual([]);
    expect(await reached("'languages' => 'DE'", "'portals' => 'itop-portal'")).toEqual([]);
    expect(await reached("'organizations' => 'A'", "'organizations' => 'A', 'with_children' => true")).toEqual([]);
    expect(await reached("'when_closed' => 'next'", "'languages' => 'DE'")).toEqual([]);
    expect(await reached("'portals' => 'backoffice'")).toEqual([expect.stringContaining('"enabled_portals"')]);
  });

  it('a property of its own without a key, where the plain one has one; a scope that is for all', async () => {
    expect(await codes(widgets(`'property_id' => '${OTHER}', 'widget_id' => 'x'`))).toEqual(['desk-without-key']);
    expect(await codes(widgets(`'property_id' => '${OTHER}', 'widget_id' => 'x', 'api_key' => ''`))).toEqual([]);
    expect(await codes(widgets(`${DESK}, 'scope' => 'SELECT UserRequest'`))).toEqual(['desk-scope-for-all']);
  });

  it('no list at all, and more than are read', async () => {
    expect(await codes({ settings: `${RIGHT}\n'widgets' => 'DE'` })).toEqual(['desk-wrong']);
    const many = Array.from({ length: 51 }, (_, number) => `'widget_id' => 'x', 'languages' => 'X${number}'`);
    const found = await findings(widgets(...many));
    expect(found.filter(({ code }) => code === 'desk-wrong').map(({ what }) => what)).toEqual([
      '"widgets" has 51 entries, of which the extension reads 50',
    ]);
  });

  it('a key of a desk is never shown', async () => {
    const options = widgets(
      `${DESK}, 'languages' => '${OTHER_KEY}'`,
      `${DESK}, '${OTHER_KEY}' => 1`,
      `'api_key' => array('${OTHER_KEY}'), 'widget_id' => 'x'`,
    );
    const shown = JSON.stringify([await findings(options), await settingOf('widgets', options)]);
    expect(shown).not.toContain(`api_key = ${OTHER_KEY}`);
    expect(JSON.stringify(await settingOf('widgets', options))).not.toContain(OTHER_KEY);
    expect(shown).not.toContain(KEY);
  });
});

describe('hours', () => {
  it.each([
    ["'weekly' => array('mon' => array('08:00-12:00', '22:00-06:00'), 'sunday' => '')", []],
    ["'time_zone' => 'Mars/Olympus', 'weekly' => array('mon' => '08:00-12:00')", ['hours-wrong']],
    ["'weekly' => array('mon' => '8-12')", ['hours-wrong']],
    ["'weekly' => array('mon' => '08:00-08:00')", ['hours-wrong']],
    ["'weekly' => array('someday' => '08:00-12:00')", ['hours-wrong']],
    ["'weekly' => array('mon' => '08:00-12:00'), 'holidays' => array('2026-02-30')", ['hours-wrong']],
    ["'weekly' => array('mon' => '08:00-12:00'), 'holidays' => array('02-29', '2026-12-24')", []],
    ["'week' => array()", ['hours-wrong']],
    ["'weekly' => array('mon' => array())", ['hours-never']],
    ["'coverage_window' => 'Office'", ['hours-window']],
  ])('%s', async (text, expected) => {
    expect(await codes(hours(text))).toEqual(expected);
  });
});

describe('share', () => {
  it('a name which does not exist, with the one that may be meant', async () => {
    const found = await findings({ settings: `${RIGHT}\n'share' => array('name', 'organisation')` });
    expect(found).toMatchObject([{ code: 'share-unknown', remedy: expect.stringContaining('"organization"') }]);
  });
});
