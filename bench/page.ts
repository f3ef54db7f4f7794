import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { buildWidget } from '../build/widget';
import { type HttpServer, serve } from '../sandbox/http';
import { portalPath } from '../sandbox/itop/portal';
import { SANDBOX_PROPERTY } from '../sandbox/property';
import { type Sandbox, startSandbox } from '../sandbox/sandbox';
import { Person } from '../test/browser/person';
import { CHROMIUM_FLAGS, chromiumOrThrow } from '../test/chromium';
import { median, spread } from './statistics';

/**
 * What a page view costs before the user does anything; times in milliseconds. Those of the browser count from the
 * first byte of the page: the sandbox runs iTop's PHP in WebAssembly, and compiles it for each page, which no server
 * does.
 */
interface View {
  firstByte: number;
  largestContentfulPaint: number;
  domContentLoaded: number;
  load: number;
  /** All tasks of the page's main thread. */
  mainThread: number;
  /** Long tasks, without their first 50 ms each, until the load event. */
  blockingUntilLoad: number;
  /** The same, until a second after tawk.to has loaded or, if it does not, after the load event. */
  blockingInAll: number;
  requests: number;
  bytes: number;
  tawkRequests: number;
}

const LABELS: Record<keyof View, string> = {
  firstByte: 'first byte, made by PHP in WebAssembly (ms)',
  largestContentfulPaint: 'largest contentful paint (ms)',
  domContentLoaded: 'DOMContentLoaded (ms)',
  load: 'load event (ms)',
  mainThread: 'main thread, until a second after that (ms)',
  blockingUntilLoad: 'blocking time until load (ms)',
  blockingInAll: 'blocking time in all (ms)',
  requests: 'requests',
  bytes: 'bytes',
  tawkRequests: 'requests to tawk.to',
};

const BASELINE = 'no chat';
type Variant = {
  name: string;
  settings: Parameters<Sandbox['configure']>[0];
  /** tawk.to loads by itself, and the view ends when it is there. */
  bringsTawk?: true;
  isSnippet?: true;
};
const NO_CHAT = { enabled_portals: [] };
const VARIANTS: readonly Variant[] = [
  { name: BASELINE, settings: NO_CHAT },
  { name: 'no chat, again', settings: NO_CHAT },
  { name: 'ours, click', settings: { load: 'click' } },
  { name: 'ours, idle', settings: { load: 'idle' }, bringsTawk: true },
  { name: 'ours, immediate', settings: { load: 'immediate' }, bringsTawk: true },
  { name: "tawk.to's snippet", settings: NO_CHAT, bringsTawk: true, isSnippet: true },
];

const { values } = parseArgs({ options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '15' } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds: expected 1 or more, got "${values.rounds}"`);

await buildWidget();
const sandbox = await startSandbox();
sandbox.tawk.weight = 'real';
const browser = await chromium.launch({
  executablePath: chromiumOrThrow(),
  args: CHROMIUM_FLAGS,
});
let atEnd = '';
const server = await serveWith(() => atEnd);
const views = new Map<string, View[]>(VARIANTS.map(({ name }) => [name, []]));
for (let round = 0; round <= rounds; round++) {
  process.stderr.write(`\rround ${round} of ${rounds}${round === 0 ? ' (to warm up)' : '               '}`);
  for (const variant of VARIANTS) {
    const seen = await view(browser, variant);
    if (round > 0) views.get(variant.name)?.push(seen);
  }
}
process.stderr.write('\n');
await browser.close();
await server.close();
await sandbox.close();
report();

/** One view of the portal's home page by a user who has just logged in, with an empty browser cache. */
async function view(from: Browser, { settings, bringsTawk, isSnippet }: Variant): Promise<View> {
  await sandbox.configure(settings);
  const paula = await Person.at(from, sandbox);
  await paula.open('pages/logoff.php');
  await paula.openPortal('paula', '3.2', '/object/view/UserRequest/1');
  // Files that the log-in loaded must neither count nor be reused.
  const page = await paula.context.newPage();
  await paula.page.close();
  await page.bringToFront();
  const cost = await watch(page);
  atEnd = isSnippet ? snippet() : '';
  await page.goto(`http://127.0.0.1:${server.port}/3.2/${portalPath()}`, { waitUntil: 'load' });
  if (bringsTawk) await page.waitForFunction(() => (window.Tawk_API as { onLoaded?: true })?.onLoaded);
  await page.waitForTimeout(1000);
  const seen = await cost();
  await paula.leave();
  return seen;
}

async function watch(page: Page): Promise<() => Promise<View>> {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Performance.enable', { timeDomain: 'threadTicks' });
  await network.send('Network.clearBrowserCache');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  const counted = { requests: 0, bytes: 0, tawkRequests: 0 };
  network.on('Network.requestWillBeSent', ({ request }) => {
    if (!request.url.startsWith('http')) return;
    counted.requests++;
    if (request.url.startsWith(sandbox.tawkUrl)) counted.tawkRequests++;
  });
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    counted.bytes += encodedDataLength;
  });
  await page.addInitScript(() => {
    if (window !== top) return;
    const seen = { paint: 0, tasks: [] as [start: number, duration: number][] };
    Object.assign(window, { benchSeen: seen });
    new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntries()) seen.paint = startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) seen.tasks.push([startTime, duration]);
    }).observe({ type: 'longtask', buffered: true });
  });
  return async () => {
    const { metrics } = await network.send('Performance.getMetrics');
    const mainThread = (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
    const { load, tasks, ...times } = await page.evaluate(() => {
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      const { paint, tasks } = (window as unknown as { benchSeen: { paint: number; tasks: [number, number][] } })
        .benchSeen;
      const firstByte = navigation?.responseStart ?? 0;
      return {
        firstByte,
        largestContentfulPaint: paint - firstByte,
        domContentLoaded: (navigation?.domContentLoadedEventEnd ?? 0) - firstByte,
        load: (navigation?.loadEventEnd ?? 0) - firstByte,
        tasks: tasks.map(([start, duration]) => [start - firstByte, duration] as const),
      };
    });
    const blocking = (before: number) =>
      tasks.reduce((sum, [start, duration]) => (start < before ? sum + Math.max(0, duration - 50) : sum), 0);
    const blockingUntilLoad = blocking(load);
    const blockingInAll = blocking(Number.POSITIVE_INFINITY);
    return { ...times, load, mainThread, blockingUntilLoad, blockingInAll, ...counted };
  };
}

/** tawk.to's snippet for everybody: two globals and an async script before the first one (facts/tawk.md §1.1). */
function snippet(): string {
  const { propertyId, widgetId } = SANDBOX_PROPERTY;
  return `<script>var Tawk_API = Tawk_API || {}, Tawk_LoadStart = new Date();
(function () {
  var script = document.createElement('script'), first = document.scripts[0];
  script.async = true;
  script.src = '${sandbox.tawkUrl}/${propertyId}/${widgetId}';
  script.charset = 'UTF-8';
  script.setAttribute('crossorigin', '*');
  first.parentNode.insertBefore(script, first);
})();</script>`;
}

/** The sandbox's iTop, with something added at the end of each page: every variant is served this way. */
async function serveWith(atEnd: () => string): Promise<HttpServer> {
  return serve([
    async (request, { pathname, search }) => {
      const cookie = request.headers.get('cookie') ?? '';
      const response = await fetch(sandbox.itopUrl + pathname + search, { headers: { cookie } });
      const type = response.headers.get('content-type') ?? '';
      const body = (await response.text())
        .replaceAll(sandbox.itopUrl, `http://${request.headers.get('host')}`)
        .replace('</body>', () => `${atEnd()}</body>`);
      return new Response(body, { headers: { 'content-type': type } });
    },
  ]);
}

function report(): void {
  const figures = VARIANTS.map(({ name }) => {
    const of = (key: keyof View) => (views.get(name) ?? []).map((seen) => seen[key]);
    const base = (key: keyof View) => median((views.get(BASELINE) ?? []).map((seen) => seen[key]));
    const entries = (Object.keys(LABELS) as (keyof View)[]).map((key) => {
      const middle = median(of(key));
      return [key, { median: middle, spread: spread(of(key)), ratio: base(key) ? middle / base(key) : null }] as const;
    });
    return { name, ...Object.fromEntries(entries) } as { name: string } & Record<
      keyof View,
      { median: number; spread: number; ratio: number | null }
    >;
  });
  if (values.json) {
    console.log(JSON.stringify({ rounds, baseline: BASELINE, variants: figures }));
    return;
  }
  console.log(
    `\nMedians of ${rounds} views each, with half the distance of the quartiles, and the ratio to "${BASELINE}".\n`,
  );
  for (const key of Object.keys(LABELS) as (keyof View)[]) {
    console.log(LABELS[key]);
    for (const figure of figures) {
      const { median: middle, spread: around, ratio } = figure[key];
      const share = ratio === null ? '' : `  x ${ratio.toFixed(2)}`;
      console.log(
        `  ${figure.name.padEnd(18)} ${middle.toFixed(0).padStart(8)} ± ${around.toFixed(0).padEnd(6)}${share}`,
      );
    }
  }
}
