import { sendWebhook, type WebhookPayload, type WebhookTarget } from './webhooks';

/** A webhook as the agent's page shows it. */
export interface SentWebhook {
  event: string;
  attempts: number;
  /** The status of the last attempt: an HTTP status, 0 for no answer, undefined before the first. */
  status: number | undefined;
}

/** Sends the property's webhooks, each until it is accepted, and independently of the others. */
export class WebhookSender {
  /** The target; undefined: no webhook is configured, nothing is sent. */
  target: WebhookTarget | undefined;
  readonly sent: SentWebhook[] = [];
  readonly #end = new AbortController();

  /** @param changed called after each attempt */
  constructor(private readonly changed: () => void) {}

  send(payload: WebhookPayload): void {
    if (!this.target) return;
    const webhook: SentWebhook = { event: payload.event, attempts: 0, status: undefined };
    this.sent.push(webhook);
    const attempted = (attempts: number, status: number) => {
      Object.assign(webhook, { attempts, status });
      this.changed();
    };
    // Given up: the page keeps showing the last status.
    sendWebhook(this.target, payload, { signal: this.#end.signal, attempted }).catch(() => {});
  }

  /** Stops all retries. */
  close(): void {
    this.#end.abort();
  }
}
