import { CHAT_CLASS } from '../../contract/itop-classes';
import { ItopError, isForbidden } from '../../itop/rest/error';
import type { Fields, ItopObject } from '../../itop/rest/object';
import { BridgeError } from '../base/errors';
import type { Delivery } from '../delivery/delivery';
import { chatLock } from '../delivery/lock-names';
import { hasNoClass, type Refusal } from '../delivery/optional-reads';
import { visitorPerson } from '../tickets/caller';
import { chosenFor } from '../tickets/chosen-tickets';
import { CHAT_FIELDS, type ChatNews, changesTo, newChat, tellsPerson } from './chat-fields';

/** A chat as iTop has it now. */
export interface RecordedChat {
  key: string;
  /** The ids of the tickets that it is linked to. */
  tickets: string[];
  did: 'created' | 'updated' | 'found';
  /** What was done, in words. */
  says: string;
}

/**
 * Creates the object of a chat, or completes it with what the event says. Order and repetition of the events do not
 * matter: the chat is looked up by tawk.to's id, and no other delivery writes to it meanwhile.
 * @param looksFirst the event is old, so iTop probably has the chat
 * @returns why this iTop takes no chats: it has no such class, or the bridge's user may not use it
 * @throws BridgeError TICKET_BUSY, LEASE_LOST, ID_TAKEN; ItopError
 */
export async function recordChat(
  delivery: Delivery,
  news: ChatNews,
  looksFirst = false,
): Promise<RecordedChat | Refusal> {
  const { itop, property, lease } = delivery;
  return ofChats(delivery, () =>
    lease.withLock(chatLock(property, news.chat.id), async () => {
      const done = looksFirst ? undefined : await recordAsUsual(delivery, news);
      if (done !== undefined) {
        return done;
      }
      const current = await findChat(delivery, news.chat.id);
      if (typeof current === 'string') {
        return current;
      }
      const fields = current === undefined ? newChat(news, property) : changesTo(current.fields, news, property);
      // an earlier attempt may have ended after the fields were written and before the person was
      if (tellsPerson(current?.fields)) {
        Object.assign(fields, await personOf(delivery, news));
      }
      if (current === undefined) {
        const created = await create(delivery, fields).catch((error) => {
          throw isTaken(error) ? new BridgeError('ID_TAKEN', error.detail) : error;
        });
        return told('created', created, fields);
      }
      if (Object.keys(fields).length > 0) {
        await lease.beforeWrite();
        await itop.update(CHAT_CLASS, current.key, fields);
        return told('updated', current, fields);
      }
      return told('found', current, fields);
    }),
  );
}

/** The state in which a chat usually is when an event of this kind comes. */
const USUALLY = { 'chat:end': 'ongoing', 'chat:transcript_created': 'ended' } as const;

/**
 * iTop compares ids with the database's collation. Ids of these characters differ for every collation. tawk.to's ids
 * are UUIDs.
 */
const UNLIKE_OTHERS = /^[0-9a-z-]+$/;

/**
 * The usual course, which needs no lookup: chat:start creates the chat; chat:end and the first transcript find it in
 * the state before. In all other cases iTop refuses the write (its uniqueness rule, no such object), and nothing was
 * written.
 * @returns undefined when the chat must be looked up
 */
async function recordAsUsual(delivery: Delivery, news: ChatNews): Promise<RecordedChat | Refusal | undefined> {
  const { itop, property, lease, optional } = delivery;
  try {
    if (news.kind === 'chat:start') {
      const fields = { ...newChat(news, property), ...(await personOf(delivery, news)) };
      return told('created', await create(delivery, fields), fields);
    }
    if (!UNLIKE_OTHERS.test(news.chat.id)) {
      return undefined;
    }
    const status = USUALLY[news.kind];
    const fields = changesTo({ status }, news, property);
    await lease.beforeWrite();
    const criteria = { tawkto_id: news.chat.id, property_id: property.id, status };
    const updated = await itop.updateOne(CHAT_CLASS, criteria, fields, UPDATED_FIELDS);
    if (updated === undefined) {
      return undefined;
    }
    const person = tellsPerson(updated.fields) ? await personOf(delivery, news) : {};
    if (Object.keys(person).length > 0) {
      await lease.beforeWrite();
      await itop.update(CHAT_CLASS, updated.key, person);
    }
    return told('updated', updated, fields);
  } catch (error) {
    if (hasNoClass(error)) return optional.refuse(CHAT_CLASS, 'absent');
    if (error instanceof ItopError && error.code === 'ITOP_REJECTED') return undefined;
    throw error;
  }
}

const UPDATED_FIELDS = ['id', 'status', 'caller_id', 'erased_at', 'tickets_list'];

async function create({ itop, lease }: Delivery, fields: Fields): Promise<ItopObject> {
  await lease.beforeWrite();
  return itop.create(CHAT_CLASS, fields, ['id', 'status']);
}

/** The person of the chat, if iTop knows them. */
async function personOf(delivery: Delivery, news: ChatNews): Promise<Fields> {
  const person = await visitorPerson(delivery.itop, news.chat.visitor, delivery.property, async () =>
    news.kind === 'chat:transcript_created' ? (await chosenFor(delivery, news)).persons : [],
  );
  if (person === undefined) return {};
  // tawk.to does not say whether a visitor was verified: its chats keep their value
  const verified = delivery.property.provider === 'livehelperchat' ? { verified: 'yes' } : {};
  return { caller_id: person.id, org_id: person.orgId, ...verified };
}

/**
 * The property's chat with an id of tawk.to's, with its CHAT_FIELDS and links. Another property may have a chat with
 * the same id.
 * @throws BridgeError ID_TAKEN where a chat with that id has no property
 */
export async function findChat(
  { optional, property }: Delivery,
  tawkId: string,
): Promise<ItopObject | Refusal | undefined> {
  const found = await optional.find(CHAT_CLASS, { tawkto_id: tawkId }, [...CHAT_FIELDS, 'tickets_list']);
  if (typeof found === 'string') {
    return found;
  }
  const of = (id: string) => found.find(({ fields }) => fields.tawkto_id === tawkId && fields.property_id === id);
  const [own, nobodys] = [of(property.id), of('')];
  if (own === undefined && nobodys !== undefined) {
    throw new BridgeError('ID_TAKEN', `${CHAT_CLASS}::${nobodys.key} has the id ${tawkId}, and no property_id`);
  }
  return own;
}

/** Texts for the reasons. */
export function linkedTickets({ fields }: ItopObject): string[] {
  const links = Array.isArray(fields.tickets_list) ? (fields.tickets_list as { ticket_id?: unknown }[]) : [];
  return links.map(({ ticket_id }) => String(ticket_id));
}

/** Why a chat has no object. */
const WHY: Record<Refusal | 'off', string> = {
  off: '`chats` is off',
  absent: `this iTop has no ${CHAT_CLASS}`,
  forbidden: `the bridge's user may not read and write ${CHAT_CLASS}`,
};

/** Why a chat has no object, in words. */
export function whyNoChats(refusal: Refusal | 'off'): string {
  return WHY[refusal];
}

/**
 * Runs `work` unless this iTop takes no chats. When the bridge's user may not use them, a warning is logged once, and
 * tickets are created anyway.
 */
export async function ofChats<T>(delivery: Delivery, work: () => Promise<T | Refusal>): Promise<T | Refusal> {
  const { optional } = delivery;
  const known = optional.refusal(CHAT_CLASS);
  if (known !== undefined) {
    return known;
  }
  const result = await work().catch((error) => {
    if (!isForbidden(error)) throw error;
    return optional.refuse(CHAT_CLASS, 'forbidden');
  });
  if (optional.refusal(CHAT_CLASS) === 'forbidden') {
    delivery.tell(
      `the bridge's user may not read and write ${CHAT_CLASS}: chats are not recorded (see docs/bridge-reference.md)`,
    );
  }
  return result;
}

/**
 * iTop's message names the module's uniqueness rule `tawkto_id`, whatever its language. Either a chat exists that the
 * bridge's user cannot see, or the module is older than the bridge and its ids have no property.
 */
function isTaken(error: unknown): error is ItopError {
  return error instanceof ItopError && error.code === 'ITOP_REJECTED' && /\btawkto_id\b/.test(error.detail);
}

function told(did: RecordedChat['did'], chat: ItopObject, changed: Fields): RecordedChat {
  const status = changed.status ?? chat.fields.status;
  return { key: chat.key, tickets: linkedTickets(chat), did, says: `${did} ${CHAT_CLASS}::${chat.key}, ${status}` };
}

/** Whether iTop refused the chat's object only. */
export function isRefusal(error: unknown): error is ItopError | BridgeError {
  const isKnown = error instanceof ItopError || error instanceof BridgeError;
  return isKnown && (error.code === 'ITOP_REJECTED' || error.code === 'ID_TAKEN');
}
