/** A permission that only one worker of the process has at a time: to deliver an event while no other delivery runs. */
export class Alone {
  #taken = false;

  /** Runs `work`, unless another worker has the permission. @returns whether it ran */
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
