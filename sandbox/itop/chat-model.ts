/** An attribute's kind: an external key names its class; links are the objects of a class that have this one as their key `by`. */
export type ChatAttribute =
  | { type: 'string' | 'html' | 'long-html' | 'integer' | 'time' }
  | { type: 'enum'; values: string[] }
  | { type: 'key'; to: string }
  | { type: 'links'; of: string; by: string };

const string: ChatAttribute = { type: 'string' };
const time: ChatAttribute = { type: 'time' };

/** The classes of the module itop-tawk-chats (extension-chats/datamodel.*.xml), as far as the bridge and the pages use them. */
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
    page: { type: 'html' },
    transcript: { type: 'long-html' },
    tickets_list: { type: 'links', of: 'lnkTawkChatToTicket', by: 'tawkchat_id' },
  },
  lnkTawkChatToTicket: { tawkchat_id: { type: 'key', to: 'TawkChat' }, ticket_id: { type: 'key', to: 'Ticket' } },
};

/** By uniqueness rule: the attributes that no two objects of a class have the same of. */
const UNIQUE: Record<string, { rule: string; codes: string[] }> = {
  TawkChat: { rule: 'tawkto_id', codes: ['tawkto_id', 'property_id'] },
  lnkTawkChatToTicket: { rule: 'once', codes: ['tawkchat_id', 'ticket_id'] },
};

/** What tells who chatted, or what about; as the module's src/Service/ChatRules.php has it. */
const PERSONAL = {
  caller_id: '0',
  visitor_name: '',
  visitor_email: '',
  verified: 'no',
  agents: '',
  page: '',
  transcript: '',
};

type Values = Record<string, unknown>;

/** Chats come in the order of their class, whatever is asked for: the last one that began is the first. */
export function inOrder<Found extends [id: string, values: Values]>(className: string, found: Found[]): Found[] {
  const began = ([, values]: Found) => String(values.started_at ?? '');
  return className === 'TawkChat' ? found.sort((a, b) => began(b).localeCompare(began(a))) : found;
}

/** MySQL compares without regard to case. */
function same(one: unknown, other: unknown): boolean {
  return String(one ?? '').toLowerCase() === String(other ?? '').toLowerCase();
}

/**
 * Does to an object's values what the module does before each write. A uniqueness rule is a look before the write, as in
 * iTop: two creates at one moment both pass.
 * @param before the object as it was, with its id; undefined for a new one
 * @returns the message of the rule that is broken
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
