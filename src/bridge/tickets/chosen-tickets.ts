import { TOPIC_CLASS } from '../../contract/itop-classes';
import type { ItopObject } from '../../itop/rest/object';
import type { Delivery } from '../delivery/delivery';
import type { Transcript, Visitor } from '../payload/payload';
import { type Choice, choicesOf, spanOf } from './choices';

export const TOPIC_FIELDS = ['id', 'email', 'person_id', 'item_class', 'item_id', 'chosen_at'];

/** How many choices are looked up, the newest first. */
const MAX_CHOSEN = 20;

/** What the visitor chose in the panel for this chat. */
export interface Chosen {
  items: { class: string; id: string }[];
  /** The ids of the persons who made a choice for it, also if they chose nothing in particular. */
  persons: string[];
  /** A line for each choice that does not count, and why. */
  notCounted: string[];
}

const nothing = (): Chosen => ({ items: [], persons: [], notCounted: [] });

/**
 * What the visitor chose in the panel for this chat. The panel stores only tickets that iTop shows to the user who
 * chooses, so a choice counts with any caller. The visitor's e-mail, if `trust` allows it, or the proof shows whose
 * choice it is.
 */
export async function chosenFor(
  delivery: Delivery,
  { chat }: { chat: Pick<Transcript['chat'], 'visitor' | 'all'> },
): Promise<Chosen> {
  const whose = criteriaOf(delivery, chat.visitor);
  if (whose === undefined || spanOf(chat.all) === undefined) {
    return nothing();
  }
  const topics = await delivery.optional.find(TOPIC_CLASS, whose, TOPIC_FIELDS);
  if (topics === 'forbidden') {
    delivery.tell(
      `the bridge's user may not read ${TOPIC_CLASS}: a chat finds the ticket that its visitor chose only by a reference in the text (see docs/bridge-reference.md)`,
    );
  }
  if (typeof topics === 'string') {
    return nothing();
  }
  // the database's collation also takes é for e
  const own = topics.filter(
    ({ fields }) => whose.email === undefined || String(fields.email).trim().toLowerCase() === whose.email,
  );
  const choices = choicesOf(chat.all, own.map(choiceOf).sort(byAge));
  return { persons: [...new Set(choices.map(({ person }) => person))], ...countable(delivery, choices) };
}

/** The search for the visitor's choices; undefined if it is not known who the visitor is. */
function criteriaOf({ property }: Delivery, { email = '', person }: Visitor): Record<string, string> | undefined {
  if (property.provider === 'livehelperchat') {
    return person === undefined ? undefined : { person_id: person };
  }
  const plain = email.trim().toLowerCase();
  return property.trust === 'never' || plain === '' ? undefined : { email: plain };
}

/** A topic from iTop's REST. With an invalid time it belongs to no chat. */
export function choiceOf({ key, fields }: ItopObject): Choice & { key: number } {
  const [className, id] = [String(fields.item_class ?? ''), String(fields.item_id ?? '')];
  return {
    key: Number(key),
    person: String(fields.person_id),
    item: /^\w+$/.test(className) && /^[1-9]\d*$/.test(id) ? { class: className, id } : undefined,
    at: Date.parse(String(fields.chosen_at)),
  };
}

/** Of two choices in the same second, the one that iTop stored later is the later one. */
function byAge(a: { at: number; key: number }, b: { at: number; key: number }): number {
  return a.at - b.at || a.key - b.key;
}

function countable({ property: { ticket } }: Delivery, choices: Choice[]): Omit<Chosen, 'persons'> {
  const named = new Map(choices.flatMap(({ item }) => (item ? [[`${item.class}::${item.id}`, item] as const] : [])));
  const refuse = (name: string, why: string) => `${name}, chosen in the panel, does not count: ${why}`;
  if (named.size > 0 && new Set(choices.map(({ person }) => person)).size > 1) {
    const why = 'several persons with the e-mail of the visitor chose at that time';
    return { items: [], notCounted: [...named.keys()].map((name) => refuse(name, why)) };
  }
  const isConfigured = (item: { class: string }) => ticket.classes.includes(item.class);
  return {
    items: [...named.values()].filter(isConfigured).slice(-MAX_CHOSEN),
    notCounted: [...named]
      .filter(([, item]) => !isConfigured(item))
      .map(([name, item]) => refuse(name, `\`ticket.classes\` does not name ${item.class}`)),
  };
}

/** The line for a chosen ticket that cannot be found. */
export function chosenAndGone(item: { class: string; id: string }): string {
  return `${item.class}::${item.id}, chosen in the panel, does not count: it is not there, or the bridge's user may not see it`;
}
