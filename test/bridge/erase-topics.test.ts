import { afterEach, describe, expect, test } from 'vitest';
import type { ItopModel } from '../../sandbox/itop/model';
import { eraseOldTopics } from '../../src/bridge/jobs/erase-topics';
import { type Ring, type Settings, startRing, until } from './ring';

let ring: Ring;
afterEach(() => ring.stop());

const daysAgo = (days: number) => `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 19)}Z`;
const put = (model: ItopModel, days: number) =>
  model.put('TawkChatTopic', {
    email: 'x@example.com',
    person_id: '2',
    item_class: '',
    item_id: '0',
    chosen_at: daysAgo(days),
  });
const topics = () => ring.itop.model.all('TawkChatTopic');
const start = async (fill: Settings['fill']) => {
  ring = await startRing(fill === undefined ? {} : { fill });
};

describe('what was chosen in the panel long ago', () => {
  test('goes when the bridge starts, however much it is, and what is younger stays', async () => {
    await start((model) => {
      for (let i = 0; i < 101; i++) put(model, 33);
      put(model, 29);
    });
    await until(() => topics().length === 1);
    await until(() => ring.logged().includes('old choices deleted in iTop'));
    expect(topics()).toMatchObject([{ chosen_at: expect.stringContaining(daysAgo(29).slice(0, 10)) }]);
    expect(ring.logged()).not.toContain('x@example.com');
  });

  test('is left alone by a bridge that may not delete it, or whose iTop has none', async () => {
    await start((model) => model.lacks.add('TawkChatTopic'));
    const erase = () =>
      eraseOldTopics(ring.config, { warn: failed, info: failed } as never)(new AbortController().signal);
    const failed = () => expect.unreachable();
    await erase();
    ring.itop.model.lacks.clear();
    put(ring.itop.model, 33);
    ring.itop.readable.add('TawkChatTopic');
    await erase();
    ring.itop.hidden.add('TawkChatTopic');
    await erase();
    expect(topics()).toHaveLength(1);
  });

  test('is reported as not deleted while iTop is away', async () => {
    await start(undefined);
    const lines: [object, string][] = [];
    ring.itop.behave = () => ({ trouble: 'unavailable' });
    await eraseOldTopics(ring.config, { warn: (...line: [object, string]) => lines.push(line) } as never)(
      new AbortController().signal,
    );
    expect(lines).toMatchObject([[{ code: 'ITOP_HTTP' }, expect.stringContaining('trying again in an hour')]]);
  });
});
