import { expect, test } from 'vitest';
import { portalPath } from '../../../sandbox/itop/portal';
import { hold } from '../observers';
import { type LhcVisitor, useLhcDesk } from './desk';

const desk = useLhcDesk();
const SECRET = 'My salary is on the wrong account';

/** A user has told the desk something in confidence. */
async function confide(): Promise<LhcVisitor> {
  const paula = await desk.visitor();
  await paula.person.openPortal('paula');
  await paula.openChat();
  await paula.write(SECRET);
  await desk.server.chat();
  return paula;
}

/** The next person opens the chat and sees nothing of the one before. */
async function expectAFreshChat(visitor: LhcVisitor, nick: string): Promise<void> {
  await visitor.openChat();
  expect(await visitor.window.getByText(SECRET).count()).toBe(0);
  await visitor.write('Hello, I am new here');
  await expect.poll(async () => (await desk.server.chats()).map((chat) => chat.nick)).toEqual([nick, 'Paula Portal']);
  expect(await visitor.window.getByText(SECRET).count()).toBe(0);
  await visitor.expectAllWell();
}

async function logOutElsewhere(visitor: LhcVisitor): Promise<void> {
  const tab = await visitor.secondTab();
  await tab.person.open(portalPath());
  await tab.page.getByRole('link', { name: 'Log out' }).click();
  await tab.page.getByRole('heading', { name: 'You are logged out' }).waitFor();
}

test('the client does not forget a visitor by itself, and each page recognizes leftovers', async () => {
  const paula = await confide();
  await expect.poll(async () => (await paula.kept()).join()).toMatch(/twk_itop-tawk-\w+_per=\S*\bid\|/);
});

test('a click on the log-out link clears the conversation; the next person gets a new one', async () => {
  const paula = await confide();
  const OTHER_ITOP = 'twk_itop-tawk-00000000_11111111_per=kept';
  await paula.page.evaluate((cookie) => {
    // biome-ignore lint/suspicious/noDocumentCookie: as the client of another iTop on this host
    document.cookie = `${cookie};path=/`;
  }, OTHER_ITOP);
  await paula.page.getByRole('link', { name: 'Log out' }).click();
  await paula.page.getByRole('heading', { name: 'You are logged out' }).waitFor();
  expect(await paula.kept()).toEqual([OTHER_ITOP]);
  await paula.person.openPortal('peter');
  await expectAFreshChat(paula, 'Peter Portal');
});

test('after a session that ended without a click, the next person gets a new one', async () => {
  const paula = await confide();
  desk.sandbox.sessions.expire();
  await paula.person.openPortal('peter');
  await expectAFreshChat(paula, 'Peter Portal');
});

test('a log-out ends the chat in the other tabs, in the middle of a conversation', async () => {
  const paula = await confide();
  await logOutElsewhere(paula);
  await expect.poll(() => paula.page.locator('itop-tawk').count()).toBe(0);
  expect(await paula.frame.count()).toBe(0);
  expect(await paula.kept()).toEqual([]);
  expect(paula.person.troubles).toEqual([]);
});

test('an answer that arrives after a log-out is not stored', async () => {
  const { held, release } = hold();
  const paula = await desk.visitor();
  await paula.page.route(/widgetrestapi\/settings/, async (route) => {
    await held.until;
    await route.continue().catch(() => {});
  });
  const asked = paula.page.waitForRequest(/widgetrestapi\/settings/);
  await paula.person.openPortal('paula');
  const request = await asked;
  await logOutElsewhere(paula);
  await expect.poll(() => paula.page.locator('itop-tawk').count()).toBe(0);
  release();
  await (await request.response())?.finished();
  await paula.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 })));
  expect(await paula.kept()).toEqual([]);
  expect(paula.person.troubles).toEqual([]);
});

test('two tabs share one conversation', async () => {
  const paula = await desk.visitor();
  await paula.person.openPortal('paula');
  await paula.frame.waitFor({ state: 'attached' });
  const tab = await paula.secondTab();
  await tab.person.open(portalPath());
  await tab.frame.waitFor({ state: 'attached' });
  await paula.openChat();
  await paula.write('In two tabs');
  await desk.server.chat();
  await tab.window.getByText('In two tabs').first().waitFor();
  await tab.messageField.click();
  await tab.messageField.fill('From the other');
  await tab.messageField.press('Enter');
  await paula.window.getByText('From the other').first().waitFor();
  expect(await desk.server.chats()).toHaveLength(1);
  for (const each of [paula, tab]) await each.expectAllWell();
});

test('a new tab leaves the window of the other one open, with what the user is writing', async () => {
  const paula = await desk.visitor();
  await paula.person.openPortal('paula');
  await paula.openChat();
  await paula.messageField.fill('I am still writing');
  const told = paula.page.evaluate(
    (name) =>
      new Promise((resolve) => {
        new BroadcastChannel(name).onmessage = ({ data }) => data === 'all told' && resolve(data);
      }),
    await channelOf(paula),
  );
  const tab = await paula.secondTab();
  await tab.person.open(portalPath());
  await tab.page.locator('iframe[id$=_widget_v2][title]').waitFor({ state: 'attached' });
  // behind what the client tells the other tabs, 50 ms after its start
  await tab.page.evaluate(
    (name) =>
      new Promise<void>((resolve) => {
        setTimeout(() => {
          new BroadcastChannel(name).postMessage('all told');
          resolve();
        }, 60);
      }),
    await channelOf(tab),
  );
  await told;
  expect(await paula.frame.isVisible()).toBe(true);
  expect(await paula.messageField.inputValue()).toBe('I am still writing');
  for (const each of [paula, tab]) await each.expectAllWell();
});

/** The name of the channel that the client has in all tabs. */
async function channelOf({ frame }: LhcVisitor): Promise<string> {
  return `${await frame.getAttribute('id')}`.replace(/_widget_v2$/, '_wchannel');
}

test('no other window can change the visitor', async () => {
  desk.change = { proof: 'proof.of.paula' };
  const paula = await desk.visitor();
  await paula.person.openPortal('paula');
  await paula.openChat();
  await paula.page.evaluate(() => {
    postMessage(
      { action: 'lhc_set_var', itop_token: 'of.somebody.else', nick: 'Mallory', email: 'm@example.com' },
      '*',
    );
  });
  await paula.write('It is me');
  const chat = await desk.server.chat();
  expect([chat.nick, chat.email]).toEqual(['Paula Portal', 'paula.portal@example.com']);
  expect(JSON.parse(chat.chat_variables).itop_token).toBe('proof.of.paula');
});

test('a proof that is older than half of its lifetime is renewed', async () => {
  desk.change = { proof: 'proof.when.the-page-began' };
  const paula = await desk.visitor();
  await paula.page.clock.install();
  await paula.page.route(/operation=proof/, (route) => route.fulfill({ json: { proof: 'proof.half.an-hour-later' } }));
  await paula.person.openPortal('paula');
  await paula.frame.waitFor({ state: 'attached' });
  await paula.page.clock.fastForward(1_860_000);
  await paula.openChat();
  await paula.write('I was away');
  await desk.server.chat();
  await expect
    .poll(async () => JSON.parse((await desk.server.chat()).chat_variables).itop_token)
    .toBe('proof.half.an-hour-later');
});
