import { type Browser, chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, chromiumOrThrow } from './chromium';

let launched: Promise<Browser> | undefined;

/** One for all files that a worker runs (vitest.config.ts): a start costs some seconds. It ends with the worker. */
export function sharedBrowser(): Promise<Browser> {
  launched ??= chromium.launch({ executablePath: chromiumOrThrow(), args: CHROMIUM_FLAGS });
  return launched;
}
