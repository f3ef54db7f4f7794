import { createHash, randomUUID } from 'node:crypto';
import type { WebhookPayload } from '../sandbox/tawk/webhooks';
import { readEnvelope } from '../src/bridge/http/envelope';
import type { Arrival } from '../src/bridge/store/store';
import { PROPERTY } from './running';

/** An event as the webhook handler stores it; `sentAt` in milliseconds since 1970. */
export function arrivalOf(event: WebhookPayload, sentAt: number): Arrival {
  const payload = JSON.stringify(event);
  const digest = createHash('sha256').update(payload).digest();
  const { kind, subject } = readEnvelope(payload);
  return { property: PROPERTY, hookId: randomUUID(), sentAt, digest, kind, subject, payload, deliver: true };
}
