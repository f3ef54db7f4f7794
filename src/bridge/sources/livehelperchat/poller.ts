import { setTimeout as pause } from 'node:timers/promises';
import { sayable } from '../../../itop/address';
import { monotonicNow } from '../../base/clock';
import { BridgeError, ERRORS, type ErrorCode } from '../../base/errors';
import { placesOf } from '../../base/log';
import { createThrottle } from '../../base/throttle';
import type { LivehelperchatProperty } from '../../config/config';
import { backoff } from '../../outbox/retry-decision';
import type { Source, SourceParts } from '../source';
import { Server } from './server';
import { Speaker, type Turn } from './speaker';
import { Teller } from './telling/teller';
import { type Unreadable, Watch } from './watch';

/** The pauses between requests to a server in trouble grow up to this length. Milliseconds. */
const LONGEST_PAUSE_MS = 60_000;

/** The log names an unreadable chat at most once in this time. Milliseconds. */
const REPEAT_LOG_LINE_MS = 3_600_000;

/** Reads the chats of one server again and again until it is stopped, and tells what waits for them. Logs when trouble begins and when it ends. */
export function startPolling(property: LivehelperchatProperty, parts: SourceParts): Source {
  const { metrics, log, heartbeats } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const name = `chats of ${property.id}`;
  const facts = { property: property.id, source: sayable(property.url) };
  const server = new Server(property, property.department, signal);
  const moved = () => heartbeats.beat(name);
  const watch = new Watch(property, server, parts, moved);
  const speaker = new Speaker(property, server, parts, (chat, to) => watch.isOver(chat, to), moved);
  let woken = new AbortController();
  const teller = new Teller(property, parts, () => woken.abort());
  const throttle = createThrottle(REPEAT_LOG_LINE_MS);
  let trouble: { code: ErrorCode; since: number } | undefined;
  let failures = 0;

  const succeed = (unreadable: Unreadable[]) => {
    failures = 0;
    metrics.lastPoll.set({ property: property.id }, Date.now() / 1000);
    metrics.unreadable.set({ property: property.id }, unreadable.length);
    for (const { row, error } of unreadable) {
      if (throttle(`${row.id} ${error.code}`) !== undefined) {
        log.warn({ ...facts, code: error.code, chat: row.id }, `a chat cannot be read: ${ERRORS[error.code].says}`);
      }
    }
    if (trouble !== undefined) {
      const seconds = Math.round((monotonicNow() - trouble.since) / 1000);
      log.info({ ...facts, seconds }, 'chats can be read again');
      trouble = undefined;
    }
  };
  const fail = (error: unknown) => {
    failures += 1;
    const code = error instanceof BridgeError ? error.code : 'UNEXPECTED';
    metrics.pollFailed.inc({ property: property.id, code });
    if (trouble?.code !== code) {
      const at = code === 'UNEXPECTED' ? { at: placesOf(error) } : {};
      log.warn({ ...facts, code, ...at }, `chats cannot be read, trying again: ${ERRORS[code].says}`);
      trouble = { code, since: trouble?.since ?? monotonicNow() };
    }
  };

  const spoke = ({ failed }: Turn) => {
    for (const code of failed) {
      metrics.notesFailed.inc({ property: property.id, code });
      if (throttle(`note ${code}`) !== undefined) {
        log.warn({ ...facts, code }, `a message cannot be written into a chat, trying again: ${ERRORS[code].says}`);
      }
    }
  };

  const poll = async () => {
    while (!signal.aborted) {
      heartbeats.beat(name);
      woken = new AbortController();
      let isMore = false;
      try {
        const unreadable = await watch.look(signal);
        if (!signal.aborted) succeed(unreadable);
        teller.start(watch.lively, watch.now);
        const turn = await speaker.speak(signal);
        spoke(turn);
        isMore = turn.isMore;
      } catch (error) {
        if (!signal.aborted) fail(error);
      }
      heartbeats.rest(name);
      const wait =
        failures === 0
          ? isMore
            ? 0
            : property.poll
          : backoff(failures, { first: property.poll, longest: Math.max(LONGEST_PAUSE_MS, property.poll) });
      // whatever wakes it, a server in trouble gets its pause
      const ends = failures === 0 ? [signal, woken.signal] : [signal];
      await pause(wait, undefined, { signal: AbortSignal.any(ends) }).catch(() => {});
    }
  };
  const ended = poll();
  return {
    wake: (id) => {
      if (id === property.id) woken.abort();
    },
    stop: async () => {
      stopping.abort();
      await ended;
      await teller.end();
    },
  };
}
