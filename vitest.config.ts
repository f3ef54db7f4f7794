import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Small files that take minutes: last, as their size would have them, they would keep one worker waiting for the other. */
const SLOW = /\/(kill|ring)\.test\.ts$/;

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification) => Number(SLOW.test(moduleId));
    return (await super.sort(files)).sort((a, b) => isSlow(b) - isSlow(a));
  }
}

/** What runs PHP or a browser: a worker keeps both from file to file, since a start of either costs seconds. */
const SHARING = ['test/browser', 'test/sandbox', 'test/extension'];
const files = (folders: string[]) => folders.map((folder) => `${folder}/**/*.test.ts`);

const limits = {
  slowTestThreshold: 10_000,
  testTimeout: 180_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 60_000 } },
};

export default defineConfig({
  test: {
    globalSetup: 'test/setup.ts',
    maxWorkers: availableParallelism(),
    sequence: { sequencer: SlowFirst },
    projects: [
      { test: { ...limits, name: 'shared', include: files(SHARING), isolate: false } },
      { test: { ...limits, name: 'own', include: files(['test']), exclude: files(SHARING) } },
    ],
  },
});
