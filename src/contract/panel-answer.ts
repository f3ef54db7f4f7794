import type { Hours } from './chat-context';

/**
 * What the module's page tells the panel (extension/panel.php). Addresses are without host, times in seconds since 1970.
 */
export interface Answer {
  /** The request that was asked about; null where this user may not see it here. */
  about: ItopRequest | null;
  /** Open ones of the user's own, the newest change first, without the one above. */
  requests: ItopRequest[];
  /** The portal's own list of them. */
  all: [words: string, url: string] | null;
  /** Where this user makes a new one; null where there is no such page. */
  newRequest: [words: string, url: string] | null;
  /** Whether there are answers to search in. */
  faq: boolean;
  /** When the desk is there, `now` being the moment of the answer; null: always. */
  hours: Hours | null;
  /** The moment of the answer, by the server's clock. */
  now: number;
  /** Of the user, such as `fr-FR`: a portal's page does not say it. */
  lang: string;
  texts: PanelTexts;
}

export interface ItopRequest {
  /** Class and key, such as `UserRequest:12`. */
  id: string;
  ref: string;
  title: string;
  /** In the user's words. */
  state: string;
  changed: number;
  /** When the desk wrote the newest entry of the public log; 0 where it did not. */
  answered: number;
  url: string;
}

/** In the user's language. */
export interface PanelTexts {
  /** Name of the panel. */
  title: string;
  close: string;
  chat: string;
  /** Of the desk. */
  there: string;
  away: string;
  /** Heading of the user's own requests. */
  yours: string;
  /** Leads to all of them. */
  all: string;
  /** With `%1$s` for a reference, as the next one. */
  about: string;
  open: string;
  /** Of a request in which the desk has written. */
  fresh: string;
  /** With `%1$s` for a time such as "2 hours ago". */
  changed: string;
  search: string;
  /** The search found none. */
  nothing: string;
  /** The desk is outside its hours. */
  closed: string;
  /** With `%1$s` for the time of today when it opens. */
  opens: string;
  /** With `%1$s` for day and time when it opens. */
  back: string;
  /** Takes the consent back. */
  withdraw: string;
}

/** What the agent is told when the chat is opened. */
export interface Told {
  /** Attributes in tawk.to's sense. */
  facts: Record<string, string>;
  hours: Hours | null;
}

/** In which of the user's own open requests the desk has written, for the launcher's badge. */
export interface News {
  now: number;
  /** When it last did, by class and key such as `UserRequest:12`. */
  answered: Record<string, number>;
}

/** How long the first answer in a chat usually takes at this hour. */
export interface Usual {
  /** With the sentence that says so, which has `%1$s` for a time such as "5 minutes"; null: there are too few figures. */
  usual: [seconds: number, sentence: string] | null;
}

/** A new proof of who is asking, as `operation=proof` gives it; that of the page is good for an hour. */
export interface Proved {
  /** null: nobody is to be proved. */
  proof: string | null;
}

/** An object that the user looks at. */
export interface Viewed {
  title: string;
  /** Address in the console. */
  link: string;
}

/** What of a chosen request may be told to the agent. */
export interface Topic {
  reference: string;
  class: string;
  /** Address in the console. */
  link: string;
  title?: string;
}

/** What became of the word that an agent has answered. */
export interface Noted {
  /** Whether iTop knows it now; false also where it does not know the chat yet. */
  answered: boolean;
}
