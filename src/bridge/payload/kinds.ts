/** A kind of event that tawk.to documents and the bridge has a use for. */
export interface KindFacts {
  /** Of use only where chats are objects of iTop; else such an event is kept, and nothing more. */
  needsChats: boolean;
}

/**
 * The kinds of events that the bridge takes; others are taken and only counted. What each does in iTop stands in
 * `handlers/`, one file a kind.
 */
export const KINDS = {
  'ticket:create': { needsChats: false },
  'chat:transcript_created': { needsChats: false },
  'chat:start': { needsChats: true },
  'chat:end': { needsChats: true },
} satisfies Record<string, KindFacts>;

export type Kind = keyof typeof KINDS;

export function isKind(kind: string): kind is Kind {
  return Object.hasOwn(KINDS, kind);
}
