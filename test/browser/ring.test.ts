import { beforeEach, describe, expect, test, vi } from 'vitest';
import { consolePath } from '../../sandbox/itop/console';
import { MY_REQUESTS, portalPath } from '../../sandbox/itop/portal';
import { ITOP_VERSIONS } from '../../sandbox/itop/versions';
import { type Agent, useDesk } from './desk';
import type { Person } from './person';

// Chat, webhook, bridge, REST, ticket: everything is real but the two ends.
const desk = useDesk();
const PATIENCE = { timeout: 20_000, interval: 100 };
let subject: string;
let count = 0;

beforeEach(() => {
  count += 1;
  subject = `Subject ${count}`;
  desk.sandbox.tawk.conversations.inactivity = 120_000;
});

/** A portal user who has written, and the agent's page with their chat. */
async function chatting(login: string, text: string, version = '3.2') {
  const person = await desk.person();
  await person.openPortal(login, version);
  await person.openChat();
  await person.write(text);
  const agent = await desk.agent();
  return { person, agent, chat: agent.chatWith(text) };
}

/** The links to one's requests in the portal. */
async function myRequests(person: Person, version = '3.2'): Promise<string[]> {
  await person.open(portalPath(MY_REQUESTS), version);
  return person.page.locator('main li').allTextContents();
}

/** Until iTop has what is asked for. A page that is opened again and again would take the processor from everybody. */
function inItop(isThere: (request: Record<string, unknown>) => boolean): Promise<unknown> {
  return vi.waitUntil(() => desk.sandbox.rest.model.all('UserRequest').some(isThere), PATIENCE);
}

/** How many of them have the subject, once there is one. */
async function arrived(person: Person, version?: string): Promise<number> {
  await inItop(({ title }) => title === subject);
  return (await myRequests(person, version)).filter((title) => title.endsWith(`: ${subject}`)).length;
}

async function taken(agent: Agent, event: string): Promise<void> {
  await agent.webhooks(event).filter({ hasText: 'answered 200' }).first().waitFor();
}

/** Chosen in the bar above iTop's pages. */
async function forTheBridgeItop(person: Person, mode: string): Promise<void> {
  const select = person.page.getByLabel('For the bridge, iTop');
  await Promise.all([person.page.waitForEvent('domcontentloaded'), select.selectOption(mode)]);
}

describe.each(ITOP_VERSIONS.map(({ id }) => id))('iTop %s', (version) => {
  test('the agent presses ticket, and the user finds it among their requests', async () => {
    const { person, agent, chat } = await chatting('paula', `My chair squeaks ${version}`, version);
    await taken(agent, 'chat:start');
    await agent.makeTicket(chat, subject);
    expect(await arrived(person, version)).toBe(1);
    await person.page.getByRole('link', { name: subject }).click();
    await person.page.getByRole('heading', { name: subject }).waitFor();
    await person.page.getByText(`My chair squeaks ${version}`).first().waitFor();
    expect(person.troubles).toEqual([]);
  });
});

test('what a hostile person writes is only text in the ticket', async () => {
  const hostile = '<img src=x onerror=alert(3)><script>alert(4)</script><a href="javascript:alert(5)">here</a>';
  const { person, agent, chat } = await chatting('harry', hostile);
  subject = `<img src=x onerror=alert(6)> ${subject}`;
  await agent.makeTicket(chat, subject);
  // iTop's mails put a title into HTML as it is
  subject = subject.replace('<', '‹').replace('>', '›');
  await arrived(person);
  // tawk.to's client shows messages as HTML, which its servers make safe; the sandbox's server leaves that out.
  person.troubles.length = 0;
  await person.page.getByRole('link', { name: subject }).click();
  await person.page.getByRole('heading', { name: subject }).waitFor();
  expect(await person.page.locator('main :is(img, script, [href^=javascript])').count()).toBe(0);
  expect(person.troubles).toEqual([]);
});

test('somebody whom iTop does not know becomes a ticket too, and the console shows whose', async () => {
  const { agent, chat } = await chatting('nora', 'Nobody knows me');
  await agent.makeTicket(chat, subject);
  await taken(agent, 'ticket:create');
  const alice = await desk.person();
  await alice.openConsole('alice');
  await inItop(({ title }) => title === subject);
  await alice.open(consolePath());
  await alice.page.getByRole('link', { name: subject }).click();
  await alice.page.getByText('who is not among the active persons of iTop').waitFor();
  const facts = await alice.page.locator('dl').innerText();
  expect(facts).toMatch(/Origin\s+chat\s+Tawk\.to ticket\s+\d+\s+Tawk\.to id\s+[0-9a-f]{24}\/[0-9a-f-]{36}/);
});

test('an ended chat stands in the log of the request that the agent named; going on adds only what is new', async () => {
  const { person, agent, chat } = await chatting('paula', 'It burns again');
  await agent.answer(chat, 'I write it down in R-000001');
  await agent.endChat(chat);
  const alice = await desk.person();
  await alice.openConsole('alice');
  const log = alice.page.getByRole('region', { name: 'Private log' });
  const entries = async (number: number) => {
    await inItop(({ id, private_log }) => id === '1' && (private_log as unknown[]).length === number);
    await alice.open(consolePath('?operation=details&class=UserRequest&id=1'));
    expect(await log.locator('ol > li').count()).toBe(number);
    return log.locator('ol > li').allInnerTexts();
  };
  const [first] = await entries(1);
  expect(first).toMatch(/Visitor:\s+│\s+It burns again[\s\S]*Agent Sandbox agent:\s+│\s+I write it down in R-000001/);

  await person.write('And now it smokes');
  await chat.getByText('And now it smokes').waitFor();
  await agent.endChat(chat);
  const [second] = await entries(2);
  expect(second).toContain('And now it smokes');
  expect(second).not.toContain('It burns again');

  await person.open(portalPath('/object/view/UserRequest/1'));
  expect(await person.page.locator('main').innerText(), 'the private log is not for the portal').not.toContain(
    'smokes',
  );
});

test('a chat in which nobody writes any more ends by itself', async () => {
  desk.sandbox.tawk.conversations.inactivity = 50;
  const { agent } = await chatting('peter', 'Is anybody there?');
  await taken(agent, 'chat:transcript_created');
  await taken(agent, 'chat:end');
});

test.each(['is down', 'is in maintenance', 'dies after writing', 'is slow'])(
  'iTop %s: the webhook is taken all the same, and there is one ticket in the end',
  async (mode) => {
    const { person, agent, chat } = await chatting('paula', `Something is wrong, iTop ${mode}`);
    await forTheBridgeItop(person, mode);
    await agent.makeTicket(chat, subject);
    await taken(agent, 'ticket:create');
    if (!['dies after writing', 'is slow'].includes(mode)) {
      expect((await myRequests(person)).join()).not.toContain(subject);
      await forTheBridgeItop(person, 'works');
    }
    expect(await arrived(person)).toBe(1);
    await forTheBridgeItop(person, 'works');
    const metrics = async () => (await fetch(`${desk.sandbox.bridge.adminUrl}/metrics`)).text();
    await vi.waitUntil(async () => /^itop_tawk_events_waiting\{.*\} 0$/m.test(await metrics()), PATIENCE);
    expect(await arrived(person)).toBe(1);
  },
);

test('a bridge that does not answer is asked again until it does', async () => {
  const { tawk } = desk.sandbox;
  const target = tawk.webhooks.target as NonNullable<typeof tawk.webhooks.target>;
  let url = 'http://127.0.0.1:1/webhooks/tawk';
  tawk.webhooks.target = { ...target, url: () => url };
  const { person, agent, chat } = await chatting('paula', 'Is the bridge there?');
  await agent.makeTicket(chat, subject);
  await agent.webhooks('ticket:create').filter({ hasText: 'no answer, attempt 2, to be retried' }).waitFor();
  url = target.url as string;
  expect(await arrived(person)).toBe(1);
  tawk.webhooks.target = target;
});
