/**
 * Collects everything that is requested at the same moment and does it in one transaction: a commit to disk costs the
 * same for one event as for sixty. While one group is committed, the next one collects; nothing waits for a timer.
 */
export class GroupCommit<Item, Result> {
  #waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = [];
  #busy = false;

  /** @param commit processes a group in one transaction and returns one result per item, in order */
  constructor(private readonly commit: (items: Item[]) => Result[] | Promise<Result[]>) {}

  /** Resolves once the item is committed; rejects when its group failed. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (!this.#busy) {
      this.#busy = true;
      // after all sockets that have data were read: their requests are one group
      setImmediate(() => this.#run());
    }
  }

  async #run(): Promise<void> {
    const group = this.#waiting;
    this.#waiting = [];
    try {
      const results = await this.commit(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => {
        resolve(results[index] as Result);
      });
    } catch (error) {
      for (const { reject } of group) {
        reject(error);
      }
    }
    this.#busy = false;
    if (this.#waiting.length > 0) {
      this.#schedule();
    }
  }
}
