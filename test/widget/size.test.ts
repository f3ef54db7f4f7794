import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { WIDGET_FILES } from '../../build/widget';

const gzipped = async (file: string) => gzipSync(await readFile(file), { level: 9 }).length;

test('what is on each page is within 1,536 bytes gzip', async () => {
  expect(await gzipped(WIDGET_FILES.page)).toBeLessThanOrEqual(1536);
});

test('with the script that comes with tawk.to, which draws all boxes, it is within 9 KiB gzip', async () => {
  expect((await gzipped(WIDGET_FILES.page)) + (await gzipped(WIDGET_FILES.tawk))).toBeLessThanOrEqual(9216);
});

test('with the one that comes with Live Helper Chat instead, it is within 10.75 KiB gzip', async () => {
  expect((await gzipped(WIDGET_FILES.page)) + (await gzipped(WIDGET_FILES.livehelperchat))).toBeLessThanOrEqual(11_008);
});

test('the panel, which comes when it is opened or a conversation goes on, is within 5 KiB gzip', async () => {
  expect(await gzipped(WIDGET_FILES.panel)).toBeLessThanOrEqual(5120);
});

test('what stands beside the launcher, and comes after the chat, is within 2.125 KiB gzip', async () => {
  expect(await gzipped(WIDGET_FILES.aside)).toBeLessThanOrEqual(2176);
});
