import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

/** The same engine without windows, in which a page costs two thirds. */
const HEADLESS_SHELL = ['chromium-headless-shell', 'chrome-headless-shell'];

const NAMES = [
  ...HEADLESS_SHELL,
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'chrome.exe',
];

const USUAL_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  '/snap/bin/chromium',
];

/**
 * What a test browser has no use for. The first two are pages that Chromium 156 makes for the address bar of each window,
 * which cost as much as the page that is tested; the others are Playwright's, whose own switch ours takes the place of.
 */
const USELESS = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'PreloadTopChromeWebUI',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** What a test browser is started with; root (a container, say) has no sandbox, and nothing is to leave this machine. */
export const CHROMIUM_FLAGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // a process for each site costs a page a tenth of a second, and is nothing that a page can see
  '--disable-site-isolation-trials',
  `--disable-features=${USELESS}`,
];

/** Path of a Chromium or Chrome: CHROMIUM_PATH, the PATH, the usual places, playwright's own. Undefined if there is none. */
export function findChromium(): string | undefined {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return CHROMIUM_PATH;
  return [...onPath(NAMES), ...USUAL_PLACES, chromium.executablePath()].find((path) => existsSync(path));
}

export function hasHeadlessShell(): boolean {
  return process.env.CHROMIUM_PATH !== undefined || onPath(HEADLESS_SHELL).some((path) => existsSync(path));
}

function onPath(names: string[]): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

export const HOW_TO_HAVE_CHROMIUM =
  'Install Chromium or Chrome, or run "npx playwright-core install chromium", or set CHROMIUM_PATH to its executable.';

/** @throws Error that says what is missing */
export function chromiumOrThrow(): string {
  const path = findChromium();
  if (path === undefined) throw new Error(`No Chromium or Chrome was found. ${HOW_TO_HAVE_CHROMIUM}`);
  return path;
}
