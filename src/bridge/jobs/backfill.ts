import { ItopError } from '../../itop/rest/error';
import { ItopRest } from '../../itop/rest/rest';
import { BridgeError, ERRORS, type ErrorCode } from '../base/errors';
import type { PropertyConfig } from '../config/config';
import type { Delivery } from '../delivery/delivery';
import { leaseTime } from '../delivery/lease';
import { LockLease } from '../delivery/lock-lease';
import { OptionalReads, type Refusal } from '../delivery/optional-reads';
import { kindOf } from '../handlers/table';
import { isSurelyWhole, troubleOf } from '../outbox/whole-itop';
import { isKind } from '../payload/kinds';
import type { EventState, Store, StoredEvent } from '../store/store';
import { ticketsOf } from '../tickets/ticket';

/** Events that the bridge has finished, or that wait for a person. Waiting events are left to the bridge itself. */
const STATES: EventState[] = ['kept', 'delivered', 'no_ticket', 'set_aside'];

/** How many events are read at a time. */
const EVENTS_PER_STEP = 100;

/** How long to wait before trying again, when the bridge works on the same chat. Milliseconds. */
const LOCK_RETRY_MS = 200;

/** The result for one property's events. */
export interface Backfilled {
  property: string;
  /** Why nothing could be done: this iTop has no chats, or its user may not write them. */
  refused?: Refusal;
  /** How many events there are, and how many of them were checked. */
  events: number;
  done: number;
  /** How many objects were created, and how often one was completed or already had everything that an event says. */
  created: number;
  updated: number;
  found: number;
  /** Events whose content is erased. */
  erased: number;
  /** Events that failed, and the errors' codes. */
  failed: { event: number; code: ErrorCode }[];
}

/**
 * Creates and completes the chats in iTop from the stored events of one property. Chats that are complete stay
 * unchanged, so it is safe to repeat it, to kill it, or to run it next to the bridge. Creates no tickets.
 * @param progress called after each step
 * @throws BridgeError when iTop as a whole is in trouble
 */
export async function backfill(
  store: Store,
  property: PropertyConfig,
  since: number | undefined,
  progress: (so: Backfilled) => void = () => {},
): Promise<Backfilled> {
  const ids: number[] = [];
  const filter = { states: STATES, property: property.id, since };
  for (let step = await store.pick(filter, 0, EVENTS_PER_STEP); step.length > 0; ) {
    ids.push(...step);
    step = await store.pick(filter, ids.at(-1) ?? 0, EVENTS_PER_STEP);
  }
  const result: Backfilled = {
    property: property.id,
    events: ids.length,
    done: 0,
    created: 0,
    updated: 0,
    found: 0,
    erased: 0,
    failed: [],
  };
  const itop = new ItopRest(property.itop);
  const parts = { itop, optional: new OptionalReads(itop), property, tell: () => {} };
  const delivery = () => ({
    ...parts,
    lease: new LockLease(store, property.itop),
    arrived: store.payloads.bind(store),
  });
  const isLink = ({ kind }: StoredEvent) => isKind(kind) && kindOf(kind).linksOnly === true;
  const inSteps = async (all: number[], work: (events: StoredEvent[]) => Promise<void>) => {
    for (let at = 0; at < all.length && result.refused === undefined; at += EVENTS_PER_STEP) {
      const step = all.slice(at, at + EVENTS_PER_STEP);
      await work((await Promise.all(step.map((id) => store.get(id)))).filter((event) => event !== undefined));
    }
  };
  const tickets: number[] = [];
  const bringInChats = async (events: StoredEvent[]) => {
    const chats = events.filter((event) => !isLink(event));
    await bringInAll(delivery, chats, result);
    tickets.push(...events.filter(isLink).map(({ id }) => id));
    result.done += chats.length;
    progress(result);
  };
  await inSteps(ids, bringInChats);
  // these are linked to chats, which exist by now
  await inSteps(tickets, async (events) => {
    await bringInAll(delivery, events, result);
    result.done += events.length;
    progress(result);
  });
  return result;
}

/**
 * Delivers events, half as many at a time as the bridge does, because the bridge may run too; the events of one chat
 * one after the other.
 */
async function bringInAll(delivery: () => Delivery, events: StoredEvent[], result: Backfilled): Promise<void> {
  const groups = bySubject(events);
  const worker = async () => {
    for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
      for (const event of group) await bringIn(delivery(), event, result);
    }
  };
  const { concurrency } = delivery().property.itop;
  await Promise.all(Array.from({ length: Math.ceil(concurrency / 2) }, worker));
}

/** The events of each chat, in their order. */
function bySubject(events: StoredEvent[]): StoredEvent[][] {
  const groups = new Map<string, StoredEvent[]>();
  for (const event of events) {
    groups.set(event.subject, [...(groups.get(event.subject) ?? []), event]);
  }
  return [...groups.values()];
}

/** Whether an iTop is in trouble as a whole, and not only with one event. */
async function isWhole(error: BridgeError | ItopError, { itop, property }: Delivery): Promise<boolean> {
  if (!(error instanceof ItopError) || !ERRORS[error.code].wholeItop) return false;
  return isSurelyWhole(error) || (await troubleOf(itop, property.ticket.class)) !== undefined;
}

/** Delivers one event, and counts the result. */
async function bringIn(delivery: Delivery, event: StoredEvent, result: Backfilled): Promise<void> {
  if (event.payload === null) {
    result.erased += 1;
    return;
  }
  const until = performance.now() + 2 * leaseTime(delivery.property.itop);
  for (;;) {
    try {
      const chat = await kindOf(event.kind).bringIn(delivery, event.payload, ticketsOf(event));
      if (typeof chat === 'string') {
        result.refused = chat;
      } else if (chat !== undefined) {
        result[chat.did] += 1;
      }
      return;
    } catch (error) {
      if (!(error instanceof BridgeError || error instanceof ItopError)) throw error;
      const { code } = error;
      if (await isWhole(error, delivery))
        throw new BridgeError(code, `${error.detail}\nRun it again: what is done stays done.`);
      if (code !== 'TICKET_BUSY' || performance.now() > until) {
        result.failed.push({ event: event.id, code });
        return;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
  }
}
