/** Events like those of the real client. */
export class Events {
  readonly #heard = new Map<string, Set<(data?: unknown) => void>>();

  addListener(name: string, heard: (data?: unknown) => void): void {
    const all = this.#heard.get(name) ?? new Set();
    this.#heard.set(name, all.add(heard));
  }
  removeEvent(name: string): void {
    this.#heard.delete(name);
  }
  emitEvent(name: string, data: unknown[] = []): void {
    for (const heard of [...(this.#heard.get(name) ?? [])]) heard(...(data as [unknown]));
  }
}

/** A value that calls its subscribers at once, and whenever it changes. */
export class Watched<Value> {
  readonly #changed: ((value: Value) => void)[] = [];
  constructor(public value: Value) {}

  next(value: Value): void {
    this.value = value;
    for (const changed of this.#changed) changed(value);
  }
  subscribe(changed: (value: Value) => void): void {
    this.#changed.push(changed);
    changed(this.value);
  }
}
