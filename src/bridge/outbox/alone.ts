/** A permission that one worker of the process has at a time: to deliver an event with nothing else next to it. */
export class Alone {
  #taken = false;

  /** Runs `work`, unless another has the permission; whether it ran. */
  async run(work: () => Promise<void>): Promise<boolean> {
    if (this.#taken) {
      return false;
    }
    this.#taken = true;
    try {
      await work();
      return true;
    } finally {
      this.#taken = false;
    }
  }
}
