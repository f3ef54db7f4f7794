import { Gauge, type Registry } from 'prom-client';
import { ERRORS, type ErrorCode } from '../base/errors';
import type { Store } from '../store/store';

const SET_ASIDE = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => ERRORS[code].next === 'set_aside');

/**
 * The gauges of the store's content, read with one query at each scrape; and the times of the last events, which are
 * read from the store once, at the first scrape. `itop_tawk_store_up` shows the same as /readyz. When the store does
 * not answer, its gauges are missing and all others are there.
 *
 * @param properties ids of the configured properties; the store may hold events of others too
 */
export function createStoreGauges(
  store: Store,
  properties: string[],
  canStore: () => Promise<boolean>,
  registers: Registry[],
) {
  let scrape: Promise<void> | undefined;
  // prom-client collects all gauges at the same moment: the first one reads the store, the others wait for it
  const collect = () => {
    scrape ??= read().finally(() => {
      scrape = undefined;
    });
    return scrape;
  };
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers, collect });
  const up = gauge('itop_tawk_store_up', '1 while events can be stored, else 0', []);
  const waiting = gauge('itop_tawk_events_waiting', 'Events stored but not yet in iTop', ['property']);
  const oldest = gauge('itop_tawk_oldest_waiting_seconds', 'Age of the oldest event that waits', ['property']);
  const setAside = gauge('itop_tawk_events_set_aside', 'Events that wait for a person', ['property', 'code']);
  const notes = gauge('itop_tawk_notes_waiting', 'Messages that wait to be told in a chat', ['property']);
  const oldestNote = gauge('itop_tawk_oldest_note_seconds', 'Age of the oldest message that waits to be told', [
    'property',
  ]);
  const received = gauge(
    'itop_tawk_last_received_timestamp_seconds',
    'When the last signed event came, seconds since 1970; 0 when none ever did',
    ['property'],
  );
  const delivered = gauge(
    'itop_tawk_last_delivered_timestamp_seconds',
    'When the last event was delivered, seconds since 1970; 0 when none ever was',
    ['property'],
  );

  /** Seconds since 1970, by property. */
  const last = { received: new Map<string, number>(), delivered: new Map<string, number>() };
  let isRestored = false;

  async function restore(): Promise<void> {
    for (const property of isRestored ? [] : properties) {
      const known = await store.latest(property);
      for (const what of ['received', 'delivered'] as const) {
        last[what].set(property, Math.max(last[what].get(property) ?? 0, known[what] / 1000));
      }
    }
    isRestored = true;
  }

  async function read(): Promise<void> {
    const [totals, isUp] = await Promise.all([
      Promise.all([store.totals(), store.noteTotals(), restore()]).then(
        ([events, notes]) => ({ events, notes }),
        () => undefined,
      ),
      canStore(),
    ]);
    up.set(isUp && totals !== undefined ? 1 : 0);
    for (const each of [waiting, oldest, setAside, notes, oldestNote]) each.reset();
    for (const property of totals === undefined ? [] : properties) {
      waiting.set({ property }, 0);
      oldest.set({ property }, 0);
      notes.set({ property }, 0);
      oldestNote.set({ property }, 0);
      for (const code of SET_ASIDE) setAside.set({ property, code }, 0);
    }
    for (const { property, ...found } of totals?.events ?? []) {
      waiting.set({ property }, found.waiting);
      oldest.set({ property }, found.oldestWaiting / 1000);
      for (const [code, count] of Object.entries(found.setAside)) setAside.set({ property, code }, count);
    }
    for (const { property, ...found } of totals?.notes ?? []) {
      notes.set({ property }, found.waiting);
      oldestNote.set({ property }, found.oldest / 1000);
    }
    for (const [property, seconds] of last.received) received.set({ property }, seconds);
    for (const [property, seconds] of last.delivered) delivered.set({ property }, seconds);
  }

  return {
    heard: (property: string) => last.received.set(property, Date.now() / 1000),
    inItop: (property: string) => last.delivered.set(property, Date.now() / 1000),
  };
}
