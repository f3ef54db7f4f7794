import { hash } from 'node:crypto';
import { BridgeError } from '../base/errors';
import { isKind, KINDS } from '../payload/kinds';
import type { Arrival } from '../store/store';
import { readEnvelope } from './envelope';
import { findSigner, isSignature } from './signature';

/** tawk.to retries for up to 12 h; the rest allows for clocks and queues. */
const MAX_EVENT_AGE_MS = 13 * 3_600_000;
/** A clock that is set to summer time by hand is an hour off; more is no clock. */
const MAX_CLOCK_AHEAD_MS = 3_600_000;

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

/** What the webhook handler reads of a request: raw bytes and two headers. */
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
  const { kind, sentAt, property, subject, emails } = readEnvelope(payload);
  if (property !== signer.property) {
    throw new BridgeError('WRONG_PROPERTY');
  }
  if (sentAt < now - MAX_EVENT_AGE_MS) {
    throw new BridgeError('TOO_OLD');
  }
  if (sentAt > now + MAX_CLOCK_AHEAD_MS) {
    throw new BridgeError('TOO_NEW');
  }
  if (!isKind(kind)) {
    return { property, arrival: undefined };
  }
  const deliver = !KINDS[kind].needsChats || signer.chats === true;
  const digest = hash('sha256', body, 'buffer');
  return { property, arrival: { property, hookId: eventId, sentAt, digest, kind, subject, payload, deliver, emails } };
}
