import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { SANDBOX_PROPERTY } from '../property';

/** Any of tawk.to's four webhook payloads (facts: developer.tawk.to/webhooks). */
export type WebhookPayload = Record<string, unknown> & { event: string; time: string };

export interface WebhookTarget {
  /** The bridge's address, with /webhooks/tawk; a function is called at each attempt, as by a load balancer. */
  url: string | (() => string);
  secret: string;
}

const PROPERTY = { id: SANDBOX_PROPERTY.propertyId, name: 'Sandbox desk' };

export interface Visitor {
  name: string;
  email?: string;
}

/** A message of a transcript: `t` is a(gent), v(isitor) or s(ystem). */
export interface TranscriptMessage {
  sender: { t: 'a' | 'v' | 's'; n?: string; id?: string };
  /**
   * `msg`, `file` and `webrtc-call` are documented for the first message of a chat; the name of a rating is unknown.
   */
  type: 'msg' | 'file' | 'webrtc-call' | 'rating';
  msg: string | null;
  time: string;
  attchs?: {
    type: 'file';
    content: { file: { url: string; name: string; mimeType: string; size: number; extension: string } };
  }[];
}

const place = { city: 'Jelgava', country: 'LV' };

export function chatStart(
  chatId: string,
  visitor: Visitor,
  text: string,
  sender: 'visitor' | 'agent' = 'visitor',
  time = new Date(),
): WebhookPayload {
  const message = { text, type: 'msg', sender: { type: sender } };
  return {
    event: 'chat:start',
    chatId,
    time: time.toISOString(),
    message,
    visitor: { ...visitor, ...place },
    property: PROPERTY,
  };
}

export function chatEnd(chatId: string, visitor: Visitor, time = new Date()): WebhookPayload {
  return { event: 'chat:end', chatId, time: time.toISOString(), visitor: { ...visitor, ...place }, property: PROPERTY };
}

export function chatTranscript(
  chatId: string,
  visitor: Visitor,
  messages: TranscriptMessage[],
  time = new Date(),
): WebhookPayload {
  return {
    event: 'chat:transcript_created',
    time: time.toISOString(),
    domain: 'itop.example.org',
    referrer: 'https://itop.example.org/pages/exec.php',
    property: PROPERTY,
    chat: { id: chatId, visitor: { ...visitor, ...place }, messages },
  };
}

export function ticketCreate(
  ticket: { id?: string; humanId: number; subject: string; message: string },
  requester: { name: string; email?: string; type: 'agent' | 'visitor' },
  time = new Date(),
): WebhookPayload {
  return {
    event: 'ticket:create',
    time: time.toISOString(),
    property: PROPERTY,
    requester,
    ticket: { id: randomUUID(), ...ticket },
  };
}

/** A payload as it is sent: the exact bytes, and their headers. */
export function signWebhook(payload: WebhookPayload, secret: string, eventId: string = randomUUID()) {
  const body = JSON.stringify(payload);
  const signature = createHmac('sha1', secret).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-tawk-signature': signature, 'x-hook-event-id': eventId };
  return { body, headers };
}

/**
 * After this time without an answer tawk.to counts a failure; it gives up after this many hours (facts/tawk.md §4.1).
 */
const PATIENCE = 30_000;
const RETRIED_FOR = 12 * 3_600_000;

export interface SendOptions {
  signal?: AbortSignal;
  /** tawk.to's own pauses are not documented; here 0.2 s, doubled up to 5 s. */
  pause?: (attempt: number, signal?: AbortSignal) => Promise<unknown>;
  /** Called after each attempt; status 0 means no answer. */
  attempted?: (attempt: number, status: number) => void;
}

/**
 * Sends a webhook as tawk.to does: repeatedly with the same event id until the answer is 2xx.
 * @returns the number of attempts
 * @throws Error if the signal aborts it, or after twelve hours
 */
export async function sendWebhook(
  target: WebhookTarget,
  payload: WebhookPayload,
  options: SendOptions = {},
): Promise<number> {
  const { signal, pause = growingPause, attempted = () => {} } = options;
  const { body, headers } = signWebhook(payload, target.secret);
  const end = Date.now() + RETRIED_FOR;
  for (let attempt = 1; Date.now() < end; attempt++) {
    const url = typeof target.url === 'string' ? target.url : target.url();
    const status = await postOnce(url, { body, headers }, signal);
    signal?.throwIfAborted();
    attempted(attempt, status);
    if (status >= 200 && status < 300) {
      return attempt;
    }
    await pause(attempt, signal);
  }
  throw new Error('No answer with 2xx for twelve hours');
}

async function postOnce(url: string, request: RequestInit, signal?: AbortSignal): Promise<number> {
  const limit = AbortSignal.timeout(PATIENCE);
  try {
    const both = signal ? AbortSignal.any([signal, limit]) : limit;
    const response = await fetch(url, { ...request, method: 'POST', signal: both });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

function growingPause(attempt: number, signal?: AbortSignal): Promise<unknown> {
  return wait(Math.min(5000, 200 * 2 ** attempt), undefined, { signal });
}
