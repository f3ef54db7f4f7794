import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** What a page tells of its user: `Tawk_API.visitor`. */
export interface Identity {
  name?: string;
  email?: string;
  hash?: string;
}

export interface Message {
  from: 'visitor' | 'agent';
  text: string;
  /** ISO 8601. */
  time: string;
}

/** One visitor of the property, which for tawk.to is one browser, with their conversation. */
export interface Visitor {
  uuid: string;
  /** Second way to the visitor, kept in the browser's storage. */
  token: string;
  name: string;
  email?: string;
  /** The e-mail's hash was right. */
  verified: boolean;
  online: boolean;
  /** Of all that is written here: a visitor who comes back goes on with one chat, whose transcript grows. */
  chatId: string;
  ongoing: boolean;
  messages: Message[];
  attributes: Record<string, string>;
  tags: string[];
  events: { name: string; metadata?: unknown }[];
}

/** The visitors of the property. Nothing outlives the process. */
export class Visitors {
  readonly all: Visitor[] = [];
  /** Names and e-mails count only with the right hash (facts/tawk.md §3). */
  secureMode = true;

  constructor(private readonly apiKey: string) {}

  /** The visitor that this browser kept in cookie or storage, or a new one. */
  find(uuid?: string, token?: string): Visitor {
    const known = this.all.find((each) => each.uuid === uuid || each.token === token);
    if (known) return known;
    const visitor: Visitor = {
      uuid: randomUUID(),
      token: randomUUID(),
      name: `V${Math.floor(1e15 + Math.random() * 9e15)}`,
      verified: false,
      online: false,
      chatId: randomUUID(),
      ongoing: false,
      messages: [],
      attributes: {},
      tags: [],
      events: [],
    };
    this.all.push(visitor);
    return visitor;
  }

  /**
   * Takes over who the page says it is. With a wrong or missing hash nothing of it is taken. The conversation stays:
   * a browser with another user but the same cookie shows what the former wrote (facts/tawk.md §3.5).
   */
  identify(visitor: Visitor, { name, email, hash }: Identity): boolean {
    const verified = this.hashIsRight(email, hash);
    if (this.secureMode && !verified) return false;
    if (name) visitor.name = name;
    visitor.email = email;
    visitor.verified = verified;
    return true;
  }

  /** Whether `hash` is the lower-case hex HMAC-SHA256 of `message`. */
  hashIsRight(message: string | undefined, hash: string | undefined): boolean {
    if (!message || !hash) return false;
    const right = Buffer.from(createHmac('sha256', this.apiKey).update(message).digest('hex'));
    const given = Buffer.from(hash);
    return given.length === right.length && timingSafeEqual(given, right);
  }
}
