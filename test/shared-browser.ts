import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, chromiumOrThrow } from './chromium';

let launched: Promise<Browser> | undefined;

/** One for all files that a worker runs (vitest.config.ts): a start costs some seconds. It ends with the worker. */
export function sharedBrowser(): Promise<Browser> {
  launched ??= chromium.launch({ executablePath: chromiumOrThrow(), args: CHROMIUM_FLAGS });
  return launched;
}

/**
 * What Playwright's own test runner can be told to use: one context that is emptied in place of a new one, because a new
 * one starts a process. It is not public, so playwright-core has an exact version in package.json.
 */
interface WithReuse {
  _newContextForReuse(options: BrowserContextOptions): Promise<BrowserContext>;
  _disconnectFromReusedContext(reason: string): Promise<void>;
}

/** Which browsers have lent theirs. */
const lent = new WeakSet<Browser>();

/** A browser of one's own: a context, its first page, and how to give both back. */
export interface Visit {
  context: BrowserContext;
  page: Page;
  leave(): Promise<void>;
}

/** Cookies, storages, cache, clock and scripts are as in a new one. The first visitor gets the one that is used again. */
export async function visit(browser: Browser, options?: BrowserContextOptions): Promise<Visit> {
  if (options !== undefined || lent.has(browser)) {
    const context = await browser.newContext(options);
    return { context, page: await context.newPage(), leave: () => context.close() };
  }
  lent.add(browser);
  const reusing = browser as Browser & WithReuse;
  const context = await reusing._newContextForReuse({});
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  await session.detach();
  const leave = async () => {
    // Playwright does not take back a clock whose last command was still running: the next test would have its errors.
    if (await hasClock(page)) {
      await context.close();
      lent.delete(browser);
      return;
    }
    // What its pages still ask for is not to come into the next test.
    await Promise.all(context.pages().map((each) => (each === page ? each.goto('about:blank') : each.close())));
    await reusing._disconnectFromReusedContext('the next test begins');
    lent.delete(browser);
  };
  return { context, page, leave };
}

/** Whether a test has set the clock of a page; true too if the page does not answer. */
function hasClock(page: Page): Promise<boolean> {
  return page.evaluate(() => '__pwClock' in globalThis).catch(() => true);
}
