import { createHash } from 'node:crypto';
import { BridgeError } from '../base/errors';
import { parseJson } from '../base/json';
import { emailsIn } from '../payload/whose';

/**
 * The part of an event that the webhook handler reads. The rest is read at delivery; an event of an unexpected form is
 * then set aside, not lost.
 */
export interface Envelope {
  kind: string;
  /** The signed time, milliseconds since 1970. */
  sentAt: number;
  property: string;
  /** The chat or ticket that the event is about. */
  subject: string;
  /** The e-mail addresses of the person that the event is about. */
  emails: string[];
}

/** An id that can be stored and shown unchanged. */
const PLAIN_ID = /^[\w.:-]{1,100}$/;

/**
 * Reads the envelope of a signed body.
 * @throws BridgeError NOT_JSON, TOO_COMPLEX, NOT_AN_EVENT
 */
export function readEnvelope(text: string): Envelope {
  const event = asObject(parseJson(text));
  const { event: kind, time, property, chatId, chat, ticket } = event;
  const propertyId = asObject(property).id;
  const sentAt = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  if (typeof kind !== 'string' || Number.isNaN(sentAt) || typeof propertyId !== 'string') {
    throw new BridgeError('NOT_AN_EVENT');
  }
  const ids = [chatId, asObject(chat).id, asObject(ticket).id];
  const subject = ids.find((id): id is string => typeof id === 'string' && PLAIN_ID.test(id));
  return {
    kind,
    sentAt,
    property: propertyId.toLowerCase(),
    // without a usable id the event is its own subject: it is in no order with others
    subject: subject ?? createHash('sha256').update(text).digest('hex'),
    emails: emailsIn(event),
  };
}

function asObject(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}
