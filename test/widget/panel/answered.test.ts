import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Client } from '../../../src/widget/chat/client';
import { watchAnswer } from '../../../src/widget/panel/answered';

/** An agent's message, as tawk.to's client tells the page of it. */
const MESSAGE = 'tawkChatMessageAgent';

describe('the page tells iTop that an agent has answered', () => {
  let page: EventTarget;
  let ended: AbortController;
  let client: Client;
  beforeEach(() => {
    vi.useFakeTimers();
    page = new EventTarget();
    ended = new AbortController();
    client = { isVisitorEngaged: () => true };
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  });
  afterEach(() => {
    ended.abort();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  /** What iTop answers, from the first time to the last; an Error: it does not. */
  const watch = (...answers: (boolean | Error)[]) => {
    const say = vi.fn(async () => {
      const answered = answers.shift();
      if (typeof answered !== 'boolean') throw answered;
      return { answered };
    });
    watchAnswer(() => client, say, ended.signal);
    return say;
  };
  const happen = (name = MESSAGE) => {
    const event = new CustomEvent(name, { detail: { message: 'Hello' } });
    page.dispatchEvent(Object.defineProperty(event, 'timeStamp', { value: performance.now() }));
  };
  const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

  test('once, however many messages follow each other', async () => {
    const say = watch(true);
    for (let each = 0; each < 100; each++) {
      happen();
      await pass(50);
    }
    expect(say).toHaveBeenCalledTimes(1);
    expect(say).toHaveBeenCalledWith();
  });

  test('again after half a minute where iTop does not know the chat yet, and then no more', async () => {
    const say = watch(false, false);
    happen();
    await pass(29);
    expect(say).toHaveBeenCalledTimes(1);
    await pass(2);
    expect(say).toHaveBeenCalledTimes(2);
    await pass(3600);
    expect(say).toHaveBeenCalledTimes(2);
  });

  test('again after half a minute where iTop does not answer', async () => {
    const say = watch(new Error('no answer'), true);
    happen();
    await pass(31);
    expect(say).toHaveBeenCalledTimes(2);
  });

  test('in each chat: tawk.to ends one after 90 seconds of silence, and does not tell the page', async () => {
    const say = watch(true, true);
    happen();
    await pass(90);
    happen();
    await pass(0);
    expect(say).toHaveBeenCalledTimes(2);
  });

  test('nothing of a greeting before the visitor wrote, nor of automatic messages', async () => {
    const say = watch(true);
    happen('tawkChatMessageSystem');
    client.isVisitorEngaged = () => false;
    happen();
    client.isVisitorEngaged = undefined;
    happen();
    await pass(60);
    expect(say).not.toHaveBeenCalled();
    client.isVisitorEngaged = () => true;
    happen();
    expect(say).toHaveBeenCalledTimes(1);
  });

  test('nothing any more once the chat on this page has ended: the session may be somebody else’s', async () => {
    const say = watch(false, true);
    happen();
    await pass(1);
    ended.abort();
    await pass(60);
    happen();
    expect(say).toHaveBeenCalledTimes(1);
  });
});
