/**
 * Gathers what is asked for at one moment and does it in one transaction: a commit to disk costs the same
 * for one event as for sixty. While a group is being committed the next one gathers; nobody waits for a timer.
 */
export class GroupCommit<Item, Result> {
  #waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = [];
  #busy = false;

  /** @param commit does a group in one transaction and gives one result per item, in order */
  constructor(private readonly commit: (items: Item[]) => Result[] | Promise<Result[]>) {}

  /** Resolves once the item is committed; rejects when its group could not be. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (!this.#busy) {
      this.#busy = true;
      // after all sockets that have something to say were read: they are one group
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
