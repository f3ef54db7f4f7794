import { hash } from 'node:crypto';
import { readEnvelope } from './envelope';
import { BridgeError } from './errors';
import { findSigner, isSignature } from './signature';
import type { Arrival } from './store/store';

/** tawk.to retries for up to 12 h; the rest allows for clocks and queues. */
const OLDEST = 13 * 3_600_000;
/** A clock that is set to summer time by hand is an hour off; more is no clock. */
const NEWEST = 3_600_000;

/** Kinds of events that tawk.to documents: those that are delivered in any case, and those only where chats are objects of iTop. Others are taken and only counted. */
export const TICKET_KINDS = ['ticket:create', 'chat:transcript_created'];
export const CHAT_KINDS = ['chat:start', 'chat:end'];

/** What a signed webhook comes to: whose it is, and what is to be stored; undefined for a kind that we do not use. */
export interface Received {
  property: string;
  arrival: Arrival | undefined;
}

/** A secret, and the property that it speaks for. */
export interface SigningKey {
  secret: string;
  property: string;
  /** Whether its chats are objects of iTop; else their begin and end are only kept. */
  chats?: boolean;
}

/** What the door reads of a request: raw bytes and two headers. */
export interface WebhookRequest {
  body: Buffer;
  signature: string | undefined;
  eventId: string | undefined;
}

/**
 * Checks a webhook and makes of it what is stored.
 * Nothing is parsed before the signature is found right.
 * @throws BridgeError with a code that has a `status`
 */
export function receive(request: WebhookRequest, keys: SigningKey[], now: number): Received {
  const { body, signature, eventId } = request;
  if (!isSignature(signature)) {
    throw new BridgeError('SIGNATURE_MISSING');
  }
  const signer = findSigner(body, signature, keys);
  if (signer === undefined) {
    throw new BridgeError('SIGNATURE_WRONG');
  }
  if (eventId === undefined || !/^[\x21-\x7e]{1,200}$/.test(eventId)) {
    throw new BridgeError('EVENT_ID');
  }
  const payload = body.toString();
  const { kind, sentAt, property, subject } = readEnvelope(payload);
  if (property !== signer.property) {
    throw new BridgeError('WRONG_PROPERTY');
  }
  if (sentAt < now - OLDEST) {
    throw new BridgeError('TOO_OLD');
  }
  if (sentAt > now + NEWEST) {
    throw new BridgeError('TOO_NEW');
  }
  if (!TICKET_KINDS.includes(kind) && !CHAT_KINDS.includes(kind)) {
    return { property, arrival: undefined };
  }
  const deliver = TICKET_KINDS.includes(kind) || signer.chats === true;
  const digest = hash('sha256', body, 'buffer');
  return { property, arrival: { property, hookId: eventId, sentAt, digest, kind, subject, payload, deliver } };
}
