/**
 * The kind of an attribute. An external key names its class; links are the objects of a class whose key `by` is this
 * object.
 */
export type ChatAttribute =
  | { type: 'string' | 'html' | 'long-html' | 'integer' | 'time' }
  | { type: 'enum'; values: string[] }
  | { type: 'key'; to: string }
  | { type: 'links'; of: string; by: string };

const string: ChatAttribute = { type: 'string' };
const time: ChatAttribute = { type: 'time' };

/**
 * The classes of the module itop-tawk-chats (extension-chats/datamodel.*.xml): the part that the bridge and the pages
 * use.
 */
export const CHAT_CLASSES: Record<string, Record<string, ChatAttribute>> = {
  TawkChat: {
    tawkto_id: string,
    property_id: string,
    property_name: string,
    desk: string,
    status: { type: 'enum', values: ['ongoing', 'ended', 'answered', 'missed'] },
    started_at: time,
    first_answer_at: time,
    ended_at: time,
    erased_at: time,
    caller_id: { type: 'key', to: 'Person' },
    org_id: { type: 'key', to: 'Organization' },
    visitor_name: string,
    visitor_email: string,
    verified: { type: 'enum', values: ['yes', 'no'] },
    agents: string,
    message_count: { type: 'integer' },
    rating: { type: 'enum', values: ['', 'very_good', 'good', 'poor', 'very_poor'] },
    rating_comment: { type: 'html' },
    page: { type: 'html' },
    transcript: { type: 'long-html' },
    tickets_list: { type: 'links', of: 'lnkTawkChatToTicket', by: 'tawkchat_id' },
  },
  lnkTawkChatToTicket: { tawkchat_id: { type: 'key', to: 'TawkChat' }, ticket_id: { type: 'key', to: 'Ticket' } },
};

/** By uniqueness rule: the attributes that must differ between any two objects of a class. */
const UNIQUE: Record<string, { rule: string; codes: string[] }> = {
  TawkChat: { rule: 'tawkto_id', codes: ['tawkto_id', 'property_id'] },
  lnkTawkChatToTicket: { rule: 'once', codes: ['tawkchat_id', 'ticket_id'] },
};

/** Attributes that show who chatted, or what about; as in the module's src/Service/ChatRules.php. */
const PERSONAL = {
  caller_id: '0',
  visitor_name: '',
  visitor_email: '',
  verified: 'no',
  agents: '',
  page: '',
  transcript: '',
  rating_comment: '',
};

type Values = Record<string, unknown>;

/** Chats are always returned in the order of their class, the latest start first. */
export function inOrder<Found extends [id: string, values: Values]>(className: string, found: Found[]): Found[] {
  const began = ([, values]: Found) => String(values.started_at ?? '');
  return className === 'TawkChat' ? found.sort((a, b) => began(b).localeCompare(began(a))) : found;
}

/** MySQL's comparison ignores case. */
function same(one: unknown, other: unknown): boolean {
  return String(one ?? '').toLowerCase() === String(other ?? '').toLowerCase();
}

/**
 * Changes an object's values as the module does before each write. As in iTop, a uniqueness rule is checked before the
 * write: two simultaneous creates both pass.
 * @param before the object before the change, with its id; undefined for a new one
 * @returns the message of the violated rule
 */
export function applyChatRules(
  className: string,
  values: Values,
  before: Values | undefined,
  all: () => Values[],
): string | undefined {
  const unique = UNIQUE[className];
  const isTwin = (other: Values) =>
    other.id !== before?.id && unique?.codes.every((code) => same(other[code], values[code]));
  if (unique !== undefined && all().some(isTwin)) {
    return `Uniqueness rule '${unique.rule}' in error`;
  }
  if (className === 'TawkChat') {
    values.status ??= 'ongoing';
    values.verified ??= 'no';
    values.message_count ??= 0;
    if (values.erased_at) {
      Object.assign(values, PERSONAL);
    }
  }
  return undefined;
}
