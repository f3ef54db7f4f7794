import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Entry } from './protocol';

/** What a page says about its user: `Tawk_API.visitor`. */
export interface Identity {
  name?: string;
  email?: string;
  hash?: string;
  phone?: string;
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
  name: string;
  email?: string;
  /** The e-mail's hash was right. */
  verified: boolean;
  online: boolean;
  /**
   * The id for everything that is written here: a visitor who returns continues the same chat, whose transcript grows.
   */
  chatId: string;
  ongoing: boolean;
  messages: Message[];
  /** The same with all other events, as browsers get it. */
  history: Entry[];
  /** An agent is in the chat. */
  attended: boolean;
  attributes: Record<string, unknown>;
  tags: string[];
  events: { name: string; metadata?: unknown }[];
}

/** The visitors of the property. Nothing is stored beyond the process. */
export class Visitors {
  readonly all: Visitor[] = [];
  /** Names and e-mails count only with the right hash (facts/tawk.md §3). */
  secureMode = true;
  readonly #byKey = new Map<string, Visitor>();
  /** The second way to find a visitor, stored in the browser's storage. */
  readonly #byToken = new Map<string, Visitor>();

  constructor(private readonly apiKey: string) {}

  /** The visitor that this browser stored in its storage or cookie, or a new one. */
  find(uuid?: string, token?: string): Visitor {
    return this.ofToken(token) ?? this.all.find((each) => each.uuid === uuid) ?? this.#create(uuid);
  }

  /** A new visitor for each key: a browser that repeats an unanswered request gets the same one. */
  first(key: string): Visitor {
    const visitor = this.#byKey.get(key) ?? this.#create();
    this.#byKey.set(key, visitor);
    return visitor;
  }

  ofToken(token?: string): Visitor | undefined {
    return token === undefined ? undefined : this.#byToken.get(token);
  }

  tokenFor(visitor: Visitor): string {
    const token = randomUUID();
    this.#byToken.set(token, visitor);
    return token;
  }

  /** The browser with that token logs in: one visitor for each user id, in any browser (facts/tawk.md §3.2). */
  logIn(token: string, userId: string): Visitor {
    const user = this.find(`user ${userId}`);
    this.#byToken.set(token, user);
    return user;
  }

  /** The browser with that token becomes a new visitor. */
  logOut(token: string): void {
    this.#byToken.set(token, this.#create());
  }

  forgetAll(): void {
    this.all.length = 0;
    this.#byKey.clear();
    this.#byToken.clear();
  }

  /**
   * Accepts the identity from the page. With a wrong or missing hash nothing is accepted. The conversation stays: a
   * browser with another user but the same cookie shows what the former user wrote (facts/tawk.md §3.5).
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

  #create(uuid: string = randomUUID()): Visitor {
    const visitor: Visitor = {
      uuid,
      name: `V${Math.floor(1e15 + Math.random() * 9e15)}`,
      verified: false,
      online: false,
      chatId: randomUUID(),
      ongoing: false,
      messages: [],
      history: [],
      attended: false,
      attributes: {},
      tags: [],
      events: [],
    };
    this.all.push(visitor);
    return visitor;
  }
}
