import { expect, test } from 'vitest';
import { startErasing } from '../../src/bridge/jobs/schedule';
import { until } from './ring';

test('work that takes long holds up no other work', async () => {
  let begun = 0;
  const forEver = (signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  const erasing = startErasing([
    forEver,
    async () => {
      begun += 1;
    },
  ]);
  await until(() => begun === 1);
  await erasing.stop();
  expect(begun).toBe(1);
});
