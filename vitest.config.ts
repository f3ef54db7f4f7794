import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, the longest first: begun last, one of them would keep one worker when all others have ended. */
const LONGEST = [
  'bridge/livehelperchat-tell-kill',
  'browser/unreachable',
  'browser/one-person',
  'browser/ring',
  'browser/panel',
  'browser/boxes',
  'cli/as-root',
  'bridge/kill',
  'browser/chat',
  'browser/launcher',
  'browser/slow-line',
  'bridge/livehelperchat-kill',
  'bridge/livehelperchat-chats',
  'extension/panel',
  'browser/pages',
  'sandbox/start-page',
  'itop/check/same-judgement',
  'build/release',
].map((file) => `/test/${file}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((file) => moduleId.endsWith(file));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

/** These put something else in the place of a module of Node's (vi.mock), hence have a worker of their own. */
const ALONE = ['test/itop/install/links', 'test/itop/install/install', 'test/itop/configure/write-config'].map(
  (file) => `${file}.test.ts`,
);

const limits = {
  slowTestThreshold: 10_000,
  testTimeout: 180_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 60_000 } },
};

export default defineConfig({
  test: {
    globalSetup: 'test/setup.ts',
    reporters: ['default', './test/progress.ts'],
    // some tests wait: somebody else can work then
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    projects: [
      // A worker keeps from file to file what costs seconds to start: modules, browser, PHP, PostgreSQL.
      {
        test: {
          ...limits,
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: ALONE,
          isolate: false,
          unstubEnvs: true,
        },
      },
      { test: { ...limits, name: 'alone', include: ALONE } },
    ],
  },
});
