import { createHmac, randomUUID } from 'node:crypto';

/** Any of tawk.to's four webhook payloads (facts: developer.tawk.to/webhooks). */
export type WebhookPayload = Record<string, unknown> & { event: string; time: string };

export interface WebhookTarget {
  /** The bridge's address, with /webhooks/tawk; a function is asked at each attempt, as by a load balancer. */
  url: string | (() => string);
  secret: string;
}

const PROPERTY = { id: '58ca8453b8a7e060cd3b1ecb', name: 'Sandbox desk' };

export interface Visitor {
  name: string;
  email?: string;
}

/** A message of a transcript: `t` is a(gent), v(isitor) or s(ystem). */
export interface TranscriptMessage {
  sender: { t: 'a' | 'v' | 's'; n?: string; id?: string };
  type: 'msg';
  msg: string | null;
  time: string;
  attchs?: {
    type: 'file';
    content: { file: { url: string; name: string; mimeType: string; size: number; extension: string } };
  }[];
}

const place = { city: 'Jelgava', country: 'LV' };

export function chatStart(chatId: string, visitor: Visitor, text: string, time = new Date()): WebhookPayload {
  const message = { text, type: 'msg', sender: { type: 'visitor' } };
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

/** A payload as it goes over the wire: the exact bytes, and the headers that belong to them. */
export function signWebhook(payload: WebhookPayload, secret: string, eventId: string = randomUUID()) {
  const body = JSON.stringify(payload);
  const signature = createHmac('sha1', secret).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-tawk-signature': signature, 'x-hook-event-id': eventId };
  return { body, headers };
}

/**
 * Sends a webhook as tawk.to does: again and again under one event id until the answer is 2xx.
 * tawk.to's own pauses are not documented; here `pause` gives them (default: 0.2 s, doubled up to 5 s).
 * @returns how many attempts it took
 */
export async function sendWebhook(
  target: WebhookTarget,
  payload: WebhookPayload,
  options: { signal?: AbortSignal; pause?: (attempt: number) => Promise<void> } = {},
): Promise<number> {
  const { body, headers } = signWebhook(payload, target.secret);
  const pause = options.pause ?? ((attempt) => wait(Math.min(5000, 200 * 2 ** attempt)));
  for (let attempt = 1; ; attempt++) {
    options.signal?.throwIfAborted();
    // tawk.to takes 30 s without an answer for a failure
    const signal = AbortSignal.timeout(30_000);
    const status = await fetch(typeof target.url === 'string' ? target.url : target.url(), {
      method: 'POST',
      body,
      headers,
      signal,
    }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
    if (status >= 200 && status < 300) {
      return attempt;
    }
    await pause(attempt);
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
