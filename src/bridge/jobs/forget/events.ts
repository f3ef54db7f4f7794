import { parseJson } from '../../base/json';
import { emailsIn, nameOfEmail, nameOfSubject, plainEmail } from '../../payload/whose';
import type { EventState, Store } from '../../store/store';
import { ticketsOf } from '../../tickets/ticket';

/** How many events are read at a time: each can have 2 MiB. */
const EVENTS_PER_READ = 32;
/** How many chats and tickets are looked up at a time, and how many events one transaction erases. */
const EVENTS_PER_STEP = 500;

/** A chat's last event comes within a day of its last message; tawk.to gives the next chat a new id. Milliseconds. */
const LATE_EVENT_MS = 24 * 3_600_000;

/** How often to try again while an event is being delivered. Milliseconds. */
const CLAIMED_RETRY_MS = 200;

/** States of events that are not finished and may still be delivered. */
const TO_COME: EventState[] = ['waiting', 'delivering', 'set_aside'];

/** What a bridge has stored about a person. */
export interface PersonsEvents {
  /** The number of the last event that was read; there may be newer ones. */
  readTo: number;
  /** The person's chats and tawk.to tickets, by property. */
  subjects: Map<string, Set<string>>;
  /** The state of each of those events that has content to erase, or that would still be delivered, by number. */
  states: Map<number, EventState>;
  /** Events of other people in which somebody has written the address. */
  mentions: Set<number>;
  /** The iTop tickets that they were delivered into, as `UserRequest::42 R-000042`. */
  tickets: Set<string>;
}

export function noEvents(): PersonsEvents {
  return { readTo: 0, subjects: new Map(), states: new Map(), mentions: new Set(), tickets: new Set() };
}

/**
 * Reads all events and finds those of a person: events with their e-mail as visitor or requester, and all other events
 * of the same chats and tickets. Adds to what was found before; then it reads only newer events.
 * @param progress called with the number of the last event that was read
 */
export async function findEvents(
  store: Store,
  email: string,
  found: PersonsEvents,
  progress: (readTo: number) => void = () => {},
): Promise<void> {
  for (
    let page = await store.read(found.readTo, EVENTS_PER_READ);
    page.length > 0;
    page = await store.read(found.readTo, EVENTS_PER_READ)
  ) {
    for (const { id, property, subject, payload } of page) {
      const whose = payload === null ? 'nobody' : whoseIs(payload, plainEmail(email));
      if (whose === 'theirs') addTo(found.subjects, property, subject);
      if (whose === 'mentions them') found.mentions.add(id);
      found.readTo = id;
    }
    progress(found.readTo);
  }
  found.states.clear();
  for (const [property, subjects] of found.subjects) {
    for (const some of inSteps([...subjects])) {
      for (let after = 0; ; ) {
        const ids = await store.pick({ property, subjects: some }, after, EVENTS_PER_STEP);
        for (const id of ids) await note(store, id, found);
        if (ids.length < EVENTS_PER_STEP) break;
        after = ids.at(-1) as number;
      }
    }
  }
}

/** Decides by the form of an event or, where the form is unknown, by its text. */
function whoseIs(payload: string, email: string): 'theirs' | 'mentions them' | 'nobody' {
  try {
    if (emailsIn(parseJson(payload)).includes(email)) return 'theirs';
  } catch {
    // an event that another version stored: its text can be searched anyway
  }
  return payload.toLowerCase().includes(JSON.stringify(email).slice(1, -1)) ? 'mentions them' : 'nobody';
}

async function note(store: Store, id: number, found: PersonsEvents): Promise<void> {
  const event = await store.get(id);
  if (event === undefined) return;
  found.mentions.delete(id);
  if (event.payload !== null || TO_COME.includes(event.state)) found.states.set(id, event.state);
  for (const { class: of, id, ref } of ticketsOf(event)) found.tickets.add(`${of}::${id} ${ref}`);
}

/**
 * Erases the events that were found, and makes sure that events which tawk.to sends later are not kept. Waits for
 * running deliveries.
 * @param patience milliseconds
 * @returns how many were erased, and the numbers of those that are still being delivered
 */
export async function forgetEvents(
  store: Store,
  email: string,
  found: PersonsEvents,
  patience: number,
): Promise<{ erased: number; left: number[] }> {
  const until = performance.now() + patience;
  await store.remember([nameOfEmail(email)], Date.now());
  let erased = 0;
  for (;;) {
    await findEvents(store, email, found);
    const names = [...found.subjects].flatMap(([property, those]) => [...those].map((s) => nameOfSubject(property, s)));
    for (const some of inSteps(names)) await store.remember(some, Date.now() + LATE_EVENT_MS);
    const ids = [...found.states.keys()];
    for (const some of inSteps(ids)) {
      for (const id of await store.forget(some)) {
        found.states.delete(id);
        erased += 1;
      }
    }
    if (found.states.size === 0 || performance.now() > until) return { erased, left: [...found.states.keys()] };
    await new Promise((resolve) => setTimeout(resolve, CLAIMED_RETRY_MS));
  }
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}

function inSteps<T>(all: T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / EVENTS_PER_STEP) }, (_, index) =>
    all.slice(index * EVENTS_PER_STEP, (index + 1) * EVENTS_PER_STEP),
  );
}
