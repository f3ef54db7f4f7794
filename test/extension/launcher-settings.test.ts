import { describe, expect, test } from 'vitest';
import type { Setting } from '../../sandbox/itop/config-file';
import { demoUser } from '../../sandbox/itop/users';
import type { ChatContext } from '../../src/contract/chat-context';
import { EACH_ONCE, inEachItop, VALID } from './itop';

const of: Record<string, (context: ChatContext) => unknown> = {
  load: ({ load }) => load,
  consent: ({ consent }) => consent,
  launcher_color: ({ launcher }) => launcher.color,
  launcher_position: ({ launcher }) => launcher.position,
  launcher_z_index: ({ launcher }) => launcher.zIndex,
};

const DEFAULTS: [setting: string, value: unknown][] = [
  ['load', 'idle'],
  ['consent', 'none'],
  ['launcher_color', '#0b7a3e'],
  ['launcher_position', 'bottom-right'],
  ['launcher_z_index', 1_000_000],
];

const RIGHT: [setting: string, set: Setting, value: unknown][] = [
  ['load', 'click', 'click'],
  ['load', ' immediate ', 'immediate'],
  ['consent', 'ask', 'ask'],
  ['launcher_color', '#C0FFEE', '#C0FFEE'],
  ['launcher_position', 'top-left', 'top-left'],
  ['launcher_z_index', 5, 5],
  ['launcher_z_index', '2000', 2000],
  ['launcher_z_index', 0, 0],
];

// A wrong one is no reason to have no chat; where it is about consent, the user is asked.
const WRONG: [setting: string, set: Setting, value: unknown][] = [
  ['load', 'later', 'idle'],
  ['load', ['click'], 'idle'],
  ['load', true, 'idle'],
  ['consent', 'yes', 'ask'],
  ['consent', true, 'ask'],
  ['launcher_color', 'red', '#0b7a3e'],
  ['launcher_color', '#0b7a3e;}</style>', '#0b7a3e'],
  ['launcher_color', [], '#0b7a3e'],
  ['launcher_position', 'middle', 'bottom-right'],
  ['launcher_z_index', 'high', 1_000_000],
  ['launcher_z_index', -1, 1_000_000],
  ['launcher_z_index', '99999999999', 1_000_000],
];

inEachItop((itop) => {
  const value = async (setting: string) => {
    const { context } = await itop.portal();
    return context && of[setting]?.(context);
  };

  test.each([
    ['bottom-right', 20, 20],
    ['bottom-left', 100, 140],
    ['top-right', 150, 150],
    ['top-left', 150, 150],
  ])('at the %s it keeps clear of what iTop has there', async (launcher_position, portal, console) => {
    await itop.configure({
      ...VALID,
      launcher_position,
      enabled_portals: ['itop-portal', 'backoffice'],
      allowed_profiles: [],
    });
    expect((await itop.portal()).context?.launcher.offset).toBe(portal);
    expect((await itop.console()).context?.launcher.offset).toBe(console);
  });

  test.each(DEFAULTS)('%s is %s by default, from the XML', async (setting, expected) => {
    expect(await value(setting)).toBe(expected);
    expect(itop.itop.log).toEqual([]);
  });

  test.each(DEFAULTS)('%s is %s where a delta has deleted it or it is empty', async (setting, expected) => {
    await itop.itop.customise(undefined);
    await itop.configure({ ...VALID, [setting]: '' });
    expect(await value(setting)).toBe(expected);
    await itop.customise(`<property_id _delta="redefine">${VALID.property_id}</property_id>
      <widget_id _delta="redefine">default</widget_id><${setting} _delta="delete"/>`);
    expect(await value(setting)).toBe(expected);
    expect(itop.itop.log).toEqual([]);
  });

  test.each(RIGHT)('%s is taken from the configuration file: %j', async (setting, set, expected) => {
    await itop.configure({ ...VALID, [setting]: set });
    expect(await value(setting)).toBe(expected);
    expect(itop.itop.log).toEqual([]);
  });

  test('an XML delta sets them too', async () => {
    await itop.customise(`<property_id _delta="redefine">${VALID.property_id}</property_id>
      <widget_id _delta="redefine">default</widget_id><load _delta="redefine">click</load>
      <consent _delta="force">ask</consent><launcher_color _delta="redefine">#123456</launcher_color>
      <launcher_position _delta="redefine">top-right</launcher_position>
      <launcher_z_index _delta="redefine">42</launcher_z_index>`);
    expect((await itop.portal()).context).toMatchObject({
      load: 'click',
      consent: 'ask',
      launcher: { color: '#123456', position: 'top-right', zIndex: 42 },
    });
  });

  test.each(WRONG)(
    '%s that cannot be %j leaves the chat with %j, and the log says so once',
    async (setting, set, used) => {
      await itop.configure({ ...VALID, [setting]: set });
      expect(await value(setting)).toBe(used);
      await itop.portal();
      expect(itop.itop.log).toMatchObject([{ level: 'Warning', message: expect.stringContaining(`"${setting}"`) }]);
    },
  );

  describe('the key of the user', () => {
    const key = async (login: string) => {
      const { context } = await itop.portal({ user: demoUser(login) });
      return context?.user;
    };

    test('is the same on each page, and another one for each user', async () => {
      await itop.configure({ ...VALID, allowed_profiles: [] });
      const keys = [await key('paula'), await key('peter'), await key('pat'), await key('harry')];
      expect(new Set(keys).size).toBe(4);
      expect(await key('paula')).toBe(keys[0]);
    });

    test('says neither login nor id', async () => {
      expect(await key('paula')).toMatch(/^[0-9a-f]{32}$/);
    });
  });

  test('the texts are in the language of the user', async () => {
    const english = (await itop.portal()).context?.texts.retry;
    const german = (await itop.portal({ user: demoUser('layla') })).context?.texts.retry;
    expect(english).toBe('Try again');
    expect(german).toBeDefined();
    expect(german).not.toBe(english);
  });
}, EACH_ONCE);
