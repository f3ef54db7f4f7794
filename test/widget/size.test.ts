import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { WIDGET_FILE } from '../../build/widget';

test('the whole browser script is within 2,560 bytes gzip', async () => {
  expect(gzipSync(await readFile(WIDGET_FILE), { level: 9 }).length).toBeLessThanOrEqual(2560);
});
