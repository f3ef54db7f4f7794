import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Store } from './store/store';

export type Metrics = ReturnType<typeof createMetrics>;

/**
 * What Prometheus reads at /metrics. Counters are of this process since its start; gauges are of the store,
 * so with several bridges on one PostgreSQL each shows the same.
 */
export function createMetrics(store: Store) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: (totals: Awaited<ReturnType<Store['totals']>>) => number) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(read(await store.totals()));
      },
    });
  gauge('itop_tawk_events_waiting', 'Events stored but not yet in iTop', (totals) => totals.waiting);
  gauge(
    'itop_tawk_oldest_waiting_seconds',
    'Age of the oldest event that waits',
    (totals) => totals.oldestWaiting / 1000,
  );
  gauge('itop_tawk_events_set_aside', 'Events that wait for a person', (totals) => totals.setAside);
  return {
    registry,
    received: new Counter({
      name: 'itop_tawk_received_total',
      help: 'Events taken and stored, by kind',
      labelNames: ['kind'],
      registers,
    }),
    unused: new Counter({
      name: 'itop_tawk_unused_total',
      help: 'Events of kinds that the bridge does not use',
      registers,
    }),
    duplicates: new Counter({
      name: 'itop_tawk_duplicates_total',
      help: 'Events that were stored before',
      registers,
    }),
    rejected: new Counter({
      name: 'itop_tawk_rejected_total',
      help: 'Requests not taken, by error code',
      labelNames: ['code'],
      registers,
    }),
    delivered: new Counter({
      name: 'itop_tawk_delivered_total',
      help: 'Events delivered, by kind',
      labelNames: ['kind'],
      registers,
    }),
    noTicket: new Counter({
      name: 'itop_tawk_no_ticket_total',
      help: 'Chats that went into no ticket',
      registers,
    }),
    failed: new Counter({
      name: 'itop_tawk_failed_total',
      help: 'Attempts to deliver that failed, by error code',
      labelNames: ['code'],
      registers,
    }),
    deliverySeconds: new Histogram({
      name: 'itop_tawk_delivery_seconds',
      help: 'From the arrival of an event to its delivery',
      buckets: [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3600, 86_400],
      registers,
    }),
  };
}
