import type { Hours } from './chat-context';

/**
 * The answer of the module's page to the panel (extension/panel.php). Addresses are without host, times in seconds
 * since 1970.
 */
export interface Answer {
  /** The request that the panel asked about; null if this user may not see it here. */
  about: ItopRequest | null;
  /** The user's own open requests, without the one above, the latest change first. */
  requests: ItopRequest[];
  /** The portal's own list of them. */
  all: [words: string, url: string] | null;
  /** Where this user creates a new one; null if there is no such page. */
  newRequest: [words: string, url: string] | null;
  /** Whether there are FAQ entries to search. */
  faq: boolean;
  /** When the desk is open, with `now` as the time of the answer; null: always. */
  hours: Hours | null;
  /** The time of the answer, by the server's clock. */
  now: number;
  /** The user's language, such as `fr-FR`: a portal's page does not contain it. */
  lang: string;
  texts: PanelTexts;
}

export interface ItopRequest {
  /** Class and key, such as `UserRequest:12`. */
  id: string;
  ref: string;
  title: string;
  /** In the user's language. */
  state: string;
  changed: number;
  /** When the desk wrote the newest entry of the public log; 0 if somebody else wrote it. */
  answered: number;
  url: string;
}

/** In the user's language. */
export interface PanelTexts {
  /** Name of the panel. */
  title: string;
  close: string;
  chat: string;
  /** The desk is open. */
  there: string;
  away: string;
  /** Heading of the user's own requests. */
  yours: string;
  /** Link to all of them. */
  all: string;
  /** With `%1$s` for a reference, like the next one. */
  about: string;
  open: string;
  /** Label of a request in which the desk has written. */
  fresh: string;
  /** With `%1$s` for a time such as "2 hours ago". */
  changed: string;
  search: string;
  /** The search found nothing. */
  nothing: string;
  /** The desk is closed. */
  closed: string;
  /** With `%1$s` for the time at which it opens today. */
  opens: string;
  /** With `%1$s` for the day and time at which it opens. */
  back: string;
  /** Withdraws the consent. */
  withdraw: string;
}

/** What the agent is told when the chat is opened. */
export interface Told {
  /** Attributes in tawk.to's sense. */
  facts: Record<string, string>;
  hours: Hours | null;
}

/** The user's own open requests in which the desk has written, for the launcher's badge. */
export interface News {
  now: number;
  /** When it last did, by class and key such as `UserRequest:12`. */
  answered: Record<string, number>;
}

/** How long the first answer in a chat usually takes at this time of day. */
export interface Usual {
  /** The time, and a sentence with `%1$s` for it, such as "5 minutes"; null: there are too few chats to tell. */
  usual: [seconds: number, sentence: string] | null;
}

/** A new proof of who the user is: the answer to `operation=proof`. The page's own proof is valid for an hour. */
export interface Proved {
  /** null: this user gets no proof. */
  proof: string | null;
}

/** An object that the user looks at. */
export interface Viewed {
  title: string;
  /** Its address in the console. */
  link: string;
}

/** The part of a chosen request that may be sent to the agent. */
export interface Topic {
  reference: string;
  class: string;
  /** Its address in the console. */
  link: string;
  title?: string;
}

/** The answer to the message that an agent has answered. */
export interface Noted {
  /** Whether iTop has noted it; false also if iTop does not know the chat yet. */
  answered: boolean;
}
