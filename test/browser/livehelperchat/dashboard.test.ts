import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type HttpServer, type Route, serve } from '../../../sandbox/http';
import { dashboardRoute } from '../../../sandbox/livehelperchat/dashboard';
import { useDesk } from '../desk';

const SECRET = 'd5'.repeat(24);
const desk = useDesk();
let server: HttpServer;
let framers = '';
let referrers: (string | null)[] = [];
/** Notes where requests to the server come from. */
const note: Route = (request) => {
  referrers.push(request.headers.get('referer'));
  return undefined;
};

beforeAll(async () => {
  server = await serve([note, dashboardRoute(SECRET, () => framers)]);
});
afterAll(() => server.close());
beforeEach(() => {
  framers = desk.sandbox?.itopUrl ?? '';
  referrers = [];
});

/** Alice, who has opened the dashboard by the console's menu. */
async function open(host = '127.0.0.1') {
  await desk.sandbox.configure({
    provider: 'livehelperchat',
    livehelperchat_url: `http://${host}:${server.port}/`,
    dashboard_secret: SECRET,
  });
  const alice = await desk.person();
  await alice.openConsole('alice');
  await alice.page.getByRole('navigation', { name: 'iTop' }).getByRole('link', { name: 'Agent dashboard' }).click();
  await alice.page.getByText('In Live Helper Chat you are itop-alice.').waitFor();
  const { page } = alice;
  return {
    alice,
    page,
    frame: page.frameLocator('#itop-tawk-dashboard'),
    refused: page.locator('#itop-tawk-dashboard-refused'),
  };
}

test('an agent opens the dashboard from the menu of the console, and is logged in as themselves', async () => {
  const { alice, page, frame, refused } = await open();
  await frame.getByText('Dashboard of itop-alice').waitFor();
  // the probe has come back too
  await expect.poll(() => page.locator('object').count()).toBe(0);
  expect(await refused.isVisible()).toBe(false);
  expect(alice.troubles).toEqual([]);
});

test('where the server does not let iTop frame it, the page says so and how to allow it, without an empty frame', async () => {
  framers = 'https://itop.elsewhere.example';
  const { alice, page, refused } = await open();
  await refused.waitFor();
  expect(await refused.innerText()).toContain(`adds ${desk.sandbox.itopUrl} to allow_iframe_domain`);
  expect(await page.locator('iframe').count()).toBe(0);
  const [tab] = await Promise.all([
    alice.context.waitForEvent('page'),
    page.getByRole('button', { name: 'Open in a new tab' }).click(),
  ]);
  await tab.getByText('Dashboard of itop-alice').waitFor();
  expect(await tab.evaluate(() => window.opener)).toBe(null);
});

test('on another site the browser keeps no cookie, and the page says what a log-in form means', async () => {
  const { page, frame } = await open('localhost');
  await frame.getByText('Please login').waitFor();
  await page.getByText('Is the dashboard missing?').click();
  await page.getByText('It shows a log-in form: your browser keeps no cookie of http://localhost').waitFor();
});

test("what the server learns of iTop is its origin, and the server's page cannot lead the console to another address", async () => {
  const { page, frame } = await open();
  const heading = frame.getByText('Dashboard of itop-alice');
  await heading.waitFor();
  await expect.poll(() => page.locator('object').count()).toBe(0);
  expect(referrers).not.toEqual([]);
  expect(referrers.filter((each) => each !== null && each !== `${desk.sandbox.itopUrl}/`)).toEqual([]);
  const isLed = await heading.evaluate(() => {
    try {
      (window.top as Window).location.href = 'https://elsewhere.example/';
      return true;
    } catch {
      return false;
    }
  });
  expect(isLed).toBe(false);
});
