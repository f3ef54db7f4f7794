import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { devices, type Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { REST_MODES } from '../../sandbox/itop/rest-mode';
import { Agent, useDesk } from '../browser/desk';
import type { Person } from '../browser/person';

const desk = useDesk();
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PATIENCE = { timeout: 30_000 };

/** Somebody who has opened the start page. */
async function visitor(options?: object): Promise<Person> {
  const person = await desk.person(options);
  await person.page.goto(`${desk.sandbox.itopUrl}/`);
  return person;
}

/** The page that a link of the start page opens in a tab of its own. */
async function follow(page: Page, name: string): Promise<Page> {
  const [opened] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name }).click()]);
  await opened.waitForLoadState();
  return opened;
}

/** The steps that are ticked. */
function done(page: Page): Promise<string[]> {
  return page
    .locator('[data-tick].done')
    .evaluateAll((ticks) => ticks.map((tick) => tick.getAttribute('data-tick') ?? ''));
}

test('the start page leads through chat, answer, ticket, iTop and a failure, each as the right person, and ticks off what was done', async () => {
  const person = await visitor();
  const { page } = person;
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await done(page)).toEqual([]);

  const portal = await follow(page, 'Open the portal as Paula');
  await portal.getByText('Paula Portal').waitFor();
  const paula = await person.inTab(portal);
  await paula.openChat();
  await paula.write('My chair squeaks');
  await expect.poll(() => done(page)).toEqual(['asked']);

  const agent = new Agent(await follow(page, 'Open the agent dashboard'));
  const chat = agent.chatWith('My chair squeaks');
  await agent.answer(chat, 'Let me see');
  await agent.makeTicket(chat, 'Squeaking chair');
  await expect.poll(() => done(page), PATIENCE).toEqual(['asked', 'answered', 'ticket']);

  // in the tab where Paula is already
  await page.getByRole('link', { name: 'Open Paula’s requests' }).click();
  await portal.getByRole('link', { name: 'Squeaking chair' }).click();
  await portal.getByRole('heading', { name: 'Squeaking chair' }).waitFor();
  const console_ = await follow(page, 'Open the chat in the console');
  await console_.getByText('Alice Agent').waitFor();
  await console_.getByRole('region', { name: 'Transcript' }).waitFor();
  await expect.poll(() => done(page)).toEqual(['asked', 'answered', 'ticket', 'seenTicket', 'seenChat']);
  // Alice has a browser session of her own: Paula is still there.
  await portal.reload();
  await portal.getByText('Paula Portal').waitFor();

  await page.getByRole('button', { name: 'Take iTop down' }).click();
  await page.getByRole('button', { name: 'Bring iTop back' }).waitFor();
  await agent.endChat(chat);
  await expect.poll(() => done(page), PATIENCE).toContain('failed');
  await page.getByText(/\d+ events? wait/).waitFor();
  expect(await done(page)).not.toContain('recovered');
  await page.getByRole('button', { name: 'Bring iTop back' }).click();
  await expect.poll(() => done(page), PATIENCE).toContain('recovered');
  expect(person.troubles).toEqual([]);
});

test('portal, console, log-in page and agent dashboard lead back to the start page', async () => {
  const paula = await desk.person();
  const back = async () => {
    await paula.page.getByRole('link', { name: 'Start page' }).click();
    await paula.page.getByRole('heading', { name: 'Be Paula' }).waitFor();
  };
  await paula.openPortal('paula');
  await back();
  await paula.openConsole('alice');
  await back();
  await paula.open('pages/logoff.php');
  await back();
  await paula.page.goto(`${desk.sandbox.tawkUrl}/agent`);
  await back();
});

test.each([
  ['desktop', {}],
  ['phone', devices['Pixel 5']],
])('axe finds nothing on any page of the demo, and none is wider than the window, %s', async (_where, options) => {
  const person = await visitor(options);
  const { page } = person;
  const look = async () => {
    await page.evaluate(axe);
    const found = await page.evaluate(() =>
      (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run().then(({ violations }) => violations),
    );
    const words = found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
    expect([page.url(), words]).toEqual([page.url(), []]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  };
  await look();
  await person.open('');
  await look();
  for (const version of ['3.2', '3.3']) {
    await person.openPortal('paula', version);
    await look();
    await person.open(portalPath('/object/view/UserRequest/101'), version);
    await look();
  }
  await person.openConsole('adam');
  await look();
  await person.open('pages/UI.php?operation=details&class=UserRequest&id=101');
  await look();
  desk.sandbox.tawk.conversations.write(desk.sandbox.tawk.visitors.find(), 'visitor', 'Hello');
  await page.goto(`${desk.sandbox.tawkUrl}/agent`);
  await page.getByRole('article').waitFor();
  await look();
});

test('the bar explains what each way in which iTop ails the bridge does', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.page.getByText('What is this?').click();
  for (const mode of REST_MODES) {
    const item = paula.page.getByRole('listitem').filter({ hasText: new RegExp(`^iTop ${mode}: .{20}`) });
    await item.waitFor();
  }
});

test('of each part of tawk.to the agent dashboard says what one will see while it fails', async () => {
  const { page } = await desk.agent();
  const parts = await page.getByLabel('What fails').locator('option').allTextContents();
  const said = new Set<string>();
  for (const part of parts.filter((each) => each !== 'nothing')) {
    await page.getByLabel('What fails').selectOption(part);
    await expect.poll(() => desk.sandbox.tawk.faults).toHaveProperty([part]);
    for (const way of await page.getByLabel('how').locator('option').allTextContents()) {
      await page.getByLabel('how').selectOption(way);
      const effect = await page.locator('#effect').innerText();
      expect(effect, `${part}, ${way}`).toMatch(/\w+ \w+/);
      said.add(effect);
    }
  }
  expect(said.size).toBeGreaterThan(10);
});

test("a wrong setting: its line of iTop's log stands above the page, until the setting is right", async () => {
  await desk.sandbox.configure({ property_id: 'no-property' });
  const paula = await desk.person();
  await paula.openPortal('paula');
  const notice = paula.page.getByRole('note').filter({ hasText: "iTop's log" });
  expect(await notice.innerText()).toContain('property_id');
  await paula.page.goto(`${desk.sandbox.itopUrl}/`);
  expect(await notice.innerText()).toContain('property_id');
  await desk.sandbox.configure({});
  await paula.open(portalPath());
  await paula.launcher.waitFor();
  expect(await notice.count()).toBe(0);
  await paula.page.goto(`${desk.sandbox.itopUrl}/`);
  expect(await notice.count()).toBe(0);
});

test('the log-in page tells who the people of the demo are, and keeps those for tests apart', async () => {
  const somebody = await desk.person();
  await somebody.open('');
  const buttons = somebody.page.getByRole('button');
  expect((await buttons.allInnerTexts()).map((text) => text.split('\n')[0])).toEqual([
    'Paula Portal',
    'Peter Portal',
    'Alice Agent',
    'Adam Admin',
  ]);
  await somebody.page.getByText('For tests').click();
  await somebody.page.getByRole('button', { name: 'Nora Nomail' }).click();
  await somebody.page.getByText('Nora Nomail').waitFor();
});
