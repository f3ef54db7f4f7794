/** A kind of event that the bridge uses. */
export interface KindFacts {
  /** Used only where chats are objects of iTop; otherwise such an event is stored and never delivered. */
  needsChats: boolean;
  /** tawk.to's webhooks have it. The others come only from a source (sources/). */
  isWebhook: boolean;
}

/** The kinds of events that the bridge uses; it only counts others. `handlers/` has one file per kind. */
export const KINDS = {
  'ticket:create': { needsChats: false, isWebhook: true },
  'chat:transcript_created': { needsChats: false, isWebhook: true },
  /** An agent's command while chatting. */
  'chat:command': { needsChats: false, isWebhook: false },
  'chat:start': { needsChats: true, isWebhook: true },
  'chat:end': { needsChats: true, isWebhook: true },
} satisfies Record<string, KindFacts>;

export type Kind = keyof typeof KINDS;

export function isKind(kind: string): kind is Kind {
  return Object.hasOwn(KINDS, kind);
}
