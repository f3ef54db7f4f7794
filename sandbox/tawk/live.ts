/** Server-sent events to any number of listeners. */
export class Live {
  readonly #streams = new Set<{ send(data: unknown): void; end(): void }>();

  /**
   * A response that stays open.
   *
   * @param first sent at once
   * @param onClose called when the browser disconnects
   */
  open(first: unknown, onClose: () => void = () => {}): Response {
    const encoder = new TextEncoder();
    const streams = this.#streams;
    let stream: { send(data: unknown): void; end(): void };
    const body = new ReadableStream({
      start(controller) {
        stream = {
          send: (data) => controller.enqueue(encoder.encode(`data: ${JSON.stringify(data)}\n\n`)),
          end: () => controller.close(),
        };
        streams.add(stream);
        stream.send(first);
      },
      cancel() {
        streams.delete(stream);
        onClose();
      },
    });
    return new Response(body, {
      headers: { 'content-type': 'text/event-stream', 'access-control-allow-origin': '*' },
    });
  }

  get listeners(): number {
    return this.#streams.size;
  }

  send(data: unknown): void {
    for (const stream of this.#streams) stream.send(data);
  }
}
