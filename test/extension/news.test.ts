import { describe, expect, test } from 'vitest';
import { demoUser } from '../../sandbox/itop/users';
import { isNews, isUsual } from '../../src/widget/panel/answers';
import { EACH_ONCE, inEachItop, PROPERTY_ID, VALID } from './itop';

/** As iTop keeps a time. */
const time = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

inEachItop((itop) => {
  test('of the requests of the user alone it is told when the desk has written', async () => {
    const { status, json, queries } = await itop.panel({ news: '1' });
    expect([status, isNews(json)]).toEqual([200, true]);
    expect(Object.keys(json.answered).sort()).toEqual(['UserRequest:101', 'UserRequest:102']);
    expect(queries).toBeLessThanOrEqual(3);
    expect((await itop.panel({ news: '1' }, { user: demoUser('peter') })).json.answered).toEqual({});
  });

  test('with answer_badge off nothing is asked, and no page asks', async () => {
    expect((await itop.portal()).context?.news).toMatch(/^\/[^/].*aside\.js\?v=/);
    await itop.configure({ ...VALID, answer_badge: 'off' });
    expect((await itop.portal()).context?.news).toBeUndefined();
    expect(await itop.panel({ news: '1' })).toMatchObject({ status: 200, json: { answered: {} }, queries: 0 });
  });

  test('somebody without the chat is told nothing', async () => {
    await itop.configure({ ...VALID, allowed_profiles: ['Administrator'] });
    for (const question of ['news', 'usual']) expect((await itop.panel({ [question]: '1' })).status).toBe(403);
  });

  describe('how long an answer usually takes', () => {
    let number = 0;
    /** A chat that began at this hour so many days ago, or hours beside it. */
    const put = (daysAgo: number, wait: number, hoursOff = 0, property = PROPERTY_ID) => {
      const started = Date.now() - daysAgo * 86_400_000 + hoursOff * 3_600_000;
      number++;
      itop.itop.model.put('TawkChat', {
        tawkto_id: `chat${number}`,
        property_id: property,
        status: 'answered',
        started_at: time(started),
        first_answer_at: time(started + wait * 1000),
      });
    };

    test('is the median of the last days at this hour', async () => {
      // Of which no other test has asked: the answer is kept.
      const property = 'e'.repeat(24);
      await itop.configure({ ...VALID, property_id: property });
      for (const [index, wait] of [60, 120, 180, 240, 3600].entries()) put(index + 1, wait, 0, property);
      // At another hour, and too long ago.
      for (let other = 1; other < 6; other++) put(other, 9000, 6, property);
      for (let old = 0; old < 6; old++) put(20 + old, 9000, 0, property);
      const { json: told, log } = await itop.panel({ usual: '1' });
      expect(log).toEqual([]);
      expect(told).toEqual({ usual: [180, 'An answer usually takes %1$s'] });
      expect(isUsual(told)).toBe(true);
      expect((await itop.panel({ usual: '1' })).queries).toBe(0);
    });

    test('is not said of fewer than five chats', async () => {
      await itop.configure({ ...VALID, property_id: 'f'.repeat(24) });
      for (const day of [1, 2, 3, 4]) put(day, 60, 0, 'f'.repeat(24));
      expect(await itop.panel({ usual: '1' })).toMatchObject({ status: 200, json: { usual: null }, log: [] });
    });
  });
}, EACH_ONCE);
