import { hash } from 'node:crypto';
import { BridgeError } from '../base/errors';
import { isSent, KINDS } from '../payload/kinds';
import type { Arrival } from '../store/store';
import { readEnvelope } from './envelope';
import { findSigner, isSignature } from './signature';

/** tawk.to retries for up to 12 h; the rest allows for clocks and queues. */
const MAX_EVENT_AGE_MS = 13 * 3_600_000;
/** A clock that was changed to summer time by hand is an hour off; a larger difference is an error. */
const MAX_CLOCK_AHEAD_MS = 3_600_000;

/**
 * The result of a signed webhook: its property, and what to store; undefined for a kind that the bridge does not use.
 */
export interface Received {
  property: string;
  arrival: Arrival | undefined;
}

/** A secret, and the property that it belongs to. */
export interface SigningKey {
  secret: string;
  property: string;
  /** Whether its chats are objects of iTop; otherwise chat:start and chat:end are stored but not delivered. */
  chats?: boolean;
}

/** What the webhook handler reads of a request: the raw body and two headers. */
export interface WebhookRequest {
  body: Buffer;
  signature: string | undefined;
  eventId: string | undefined;
}

/**
 * Checks a webhook and turns it into what is stored. Nothing is parsed before the signature is verified.
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
  if (!isSent(kind)) {
    return { property, arrival: undefined };
  }
  const deliver = !KINDS[kind].needsChats || signer.chats === true;
  const digest = hash('sha256', body, 'buffer');
  return { property, arrival: { property, hookId: eventId, sentAt, digest, kind, subject, payload, deliver, emails } };
}
