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
import { type Unreadable, Watch } from './watch';

/** The pauses between requests to a server in trouble grow up to this length. Milliseconds. */
const LONGEST_PAUSE_MS = 60_000;

/** The log names an unreadable chat at most once in this time. Milliseconds. */
const REPEAT_LOG_LINE_MS = 3_600_000;

/** Reads the chats of one server again and again until it is stopped. Logs when trouble begins and when it ends. */
export function startPolling(property: LivehelperchatProperty, parts: SourceParts): Source {
  const { metrics, log, heartbeats } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const name = `chats of ${property.id}`;
  const facts = { property: property.id, source: sayable(property.url) };
  const server = new Server(property, property.department, signal);
  const watch = new Watch(property, server, parts, () => heartbeats.beat(name));
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

  const poll = async () => {
    while (!signal.aborted) {
      heartbeats.beat(name);
      try {
        const unreadable = await watch.look(signal);
        if (!signal.aborted) succeed(unreadable);
      } catch (error) {
        if (!signal.aborted) fail(error);
      }
      heartbeats.rest(name);
      const wait =
        failures === 0
          ? property.poll
          : backoff(failures, { first: property.poll, longest: Math.max(LONGEST_PAUSE_MS, property.poll) });
      await pause(wait, undefined, { signal }).catch(() => {});
    }
  };
  const ended = poll();
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
