import type { Reporter, TestCase, TestModule } from 'vitest/node';

const EVERY_MS = 15_000;

/** Beside vitest's own report, which tells of a file when that has ended: each failure when it happens, and how far the run is. */
export default class Progress implements Reporter {
  readonly #running = new Set<string>();
  #passed = 0;
  #failed = 0;
  #timer: NodeJS.Timeout | undefined;

  onTestRunStart(files: readonly unknown[]): void {
    const began = performance.now();
    let left = files.length;
    this.#ended = () => {
      left -= 1;
    };
    // on a terminal vitest has a line of its own for it
    if (process.stdout.isTTY) return;
    this.#timer = setInterval(() => {
      const seconds = Math.round((performance.now() - began) / 1000);
      const now = [...this.#running].join(', ');
      console.log(`${seconds} s: ${this.#passed} passed, ${this.#failed} failed, ${left} files to go; now ${now}`);
    }, EVERY_MS);
    this.#timer.unref();
  }

  onTestModuleStart({ relativeModuleId }: TestModule): void {
    this.#running.add(relativeModuleId);
  }

  onTestModuleEnd({ relativeModuleId }: TestModule): void {
    this.#running.delete(relativeModuleId);
    this.#ended();
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors = [] } = test.result();
    if (state === 'passed') this.#passed += 1;
    if (state !== 'failed') return;
    this.#failed += 1;
    const reasons = errors.map(({ message, stacks = [] }) => {
      const [at] = stacks.filter(({ file }) => !file.includes('node_modules'));
      return `${message}${at ? `\n  at ${at.file}:${at.line}:${at.column}` : ''}`;
    });
    console.error(`\nFAILED ${test.module.relativeModuleId} > ${test.fullName}\n${reasons.join('\n')}\n`);
  }

  onTestRunEnd(): void {
    clearInterval(this.#timer);
  }

  #ended = () => {};
}
