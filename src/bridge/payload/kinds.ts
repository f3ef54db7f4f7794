/** A kind of event that the bridge uses. */
export interface KindFacts {
  /** Used only where chats are objects of iTop; otherwise such an event is stored and never delivered. */
  needsChats: boolean;
  /** The kind of a fetched event (sources/): no webhook has it. */
  isFetched?: boolean;
}

/** The kinds of events that the bridge uses; it only counts others. `handlers/` has one file per kind. */
export const KINDS = {
  'ticket:create': { needsChats: false },
  'chat:transcript_created': { needsChats: false },
  /** An agent's command while chatting. */
  'chat:command': { needsChats: false, isFetched: true },
  'chat:start': { needsChats: true },
  'chat:end': { needsChats: true },
  'chat:rated': { needsChats: false, isFetched: true },
} satisfies Record<string, KindFacts>;

export type Kind = keyof typeof KINDS;

/** Whether the webhook handler takes events of a kind. */
export function isSent(kind: string): kind is Kind {
  return isKind(kind) && !(KINDS[kind] as KindFacts).isFetched;
}

export function isKind(kind: string): kind is Kind {
  return Object.hasOwn(KINDS, kind);
}
