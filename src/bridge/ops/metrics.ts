import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { ERRORS, type ErrorCode } from '../base/errors';
import { version } from '../base/version';
import { KINDS } from '../payload/kinds';
import type { Store } from '../store/store';
import { createStoreGauges } from './store-gauges';

export type Metrics = ReturnType<typeof createMetrics>;

const codes = Object.keys(ERRORS) as ErrorCode[];
const REFUSALS = codes.filter((code) => ERRORS[code].status !== undefined);
const SOURCE = codes.filter((code) => code.startsWith('SOURCE_'));
const FAILURES = codes.filter((code) => ERRORS[code].next !== undefined);

/**
 * What Prometheus reads at /metrics. Counters count since this process started. Gauges describe the store, so several
 * bridges on one PostgreSQL show the same values; only the gauges about erasing belong to the process. A counter starts
 * at 0 before anything happens: an alert on a series that appears with its first event would miss that event.
 *
 * @param properties ids of the configured tawk.to properties
 * @param canStore see createStoreCheck
 * @param polled the properties whose chats the bridge fetches
 */
export function createMetrics(
  store: Store,
  properties: string[],
  canStore: () => Promise<boolean>,
  polled: string[] = [],
) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers });
  gauge('itop_tawk_build_info', 'Always 1; the version', ['version']).set({ version }, 1);
  const times = createStoreGauges(store, properties, canStore, registers);

  const metrics = {
    registry,
    received: counter('itop_tawk_received_total', 'Events received and stored', ['property', 'kind']),
    unused: counter('itop_tawk_unused_total', 'Events of kinds that the bridge does not use', ['property']),
    duplicates: counter('itop_tawk_duplicates_total', 'Events that were stored before', ['property']),
    rejected: counter('itop_tawk_rejected_total', 'Requests not taken', ['code']),
    delivered: counter('itop_tawk_delivered_total', 'Events delivered', ['property', 'kind']),
    noTicket: counter('itop_tawk_no_ticket_total', 'Chats that went into no ticket', ['property']),
    postponed: counter(
      'itop_tawk_postponed_total',
      'Attempts that waited for another delivery to the same ticket or chat',
      ['property'],
    ),
    failed: counter('itop_tawk_failed_total', 'Failed delivery attempts', ['property', 'code']),
    lastPoll: gauge(
      'itop_tawk_last_poll_timestamp_seconds',
      'When the chats of a server that is polled were last read, seconds since 1970; before that, when the bridge started',
      ['property'],
    ),
    pollFailed: counter('itop_tawk_polls_failed_total', 'Failed attempts to read chats', ['property', 'code']),
    unreadable: gauge('itop_tawk_chats_unreadable', 'Chats that the server did not let be read at the last poll', [
      'property',
    ]),
    notes: counter(
      'itop_tawk_notes_total',
      'Messages for chats, by their end: told, or given up because the chat is over',
      ['property', 'end'],
    ),
    notesFailed: counter('itop_tawk_notes_failed_total', 'Failed attempts to write a message into a chat', [
      'property',
      'code',
    ]),
    tellingFailed: counter(
      'itop_tawk_telling_failed_total',
      'Failed attempts to read news of requests for open chats',
      ['property', 'code'],
    ),
    chatsErased: counter('itop_tawk_chats_erased_total', 'Old chats that were erased in iTop', ['property']),
    chatsNotErased: gauge('itop_tawk_chats_not_erased', 'Old chats that iTop did not erase at the last check', [
      'property',
    ]),
    lastChatsErasure: gauge(
      'itop_tawk_last_chats_erasure_timestamp_seconds',
      'When all old chats in iTop were last checked, seconds since 1970; before that, when the bridge started',
      ['property'],
    ),
    lastEventsErasure: gauge(
      'itop_tawk_last_events_erasure_timestamp_seconds',
      'When old events were last erased, seconds since 1970; before that, when the bridge started',
      [],
    ),
    deliverySeconds: new Histogram({
      name: 'itop_tawk_delivery_seconds',
      help: 'From the arrival of an event to its delivery',
      labelNames: ['property'],
      buckets: [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3600, 86_400],
      registers,
    }),
    /** Call it for each signed event of a property, whatever the result. */
    heard: (property: string) => times.heard(property),
    /** Call it for each event that is now in iTop. @param receivedAt when it arrived, milliseconds since 1970 */
    inItop: (property: string, kind: string, receivedAt: number) => {
      metrics.delivered.inc({ property, kind });
      metrics.deliverySeconds.observe({ property }, Math.max(0, Date.now() - receivedAt) / 1000);
      times.inItop(property);
    },
  };
  for (const property of properties) {
    for (const kind of Object.keys(KINDS)) {
      metrics.received.inc({ property, kind }, 0);
      metrics.delivered.inc({ property, kind }, 0);
    }
    for (const code of FAILURES) metrics.failed.inc({ property, code }, 0);
    metrics.noTicket.inc({ property }, 0);
    metrics.postponed.inc({ property }, 0);
    metrics.chatsErased.inc({ property }, 0);
    metrics.chatsNotErased.set({ property }, 0);
    metrics.unused.inc({ property }, 0);
    metrics.duplicates.inc({ property }, 0);
    metrics.deliverySeconds.zero({ property });
  }
  for (const property of polled) {
    metrics.lastPoll.set({ property }, Date.now() / 1000);
    metrics.unreadable.set({ property }, 0);
    for (const code of SOURCE) {
      metrics.pollFailed.inc({ property, code }, 0);
      metrics.notesFailed.inc({ property, code }, 0);
    }
    for (const end of ['told', 'given_up']) metrics.notes.inc({ property, end }, 0);
  }
  for (const code of REFUSALS) metrics.rejected.inc({ code }, 0);
  return metrics;
}
