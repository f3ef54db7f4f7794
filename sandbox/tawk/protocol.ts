import type { Identity, Message } from './visitors';

/** What the embed script sends; which fields, depends on the call. */
export interface VisitorCall {
  uuid?: string;
  token?: string;
  visitor?: Identity;
  text?: string;
  name?: string;
  email?: string;
  hash?: string;
  userId?: string;
  attributes?: Record<string, string>;
  tags?: string[];
}

/** What it gets back: the visitor it is now. */
export interface Connection {
  uuid: string;
  token: string;
  messages: Message[];
  ongoing: boolean;
  status: 'online' | 'away' | 'offline';
}

/** What comes by itself, as an agent writes. */
export type LiveEvent = { type: 'connected' } | { type: 'message'; text: string };
