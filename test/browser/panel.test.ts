import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { ITOP_VERSIONS } from '../../sandbox/itop/versions';
import { useDesk } from './desk';
import type { Person } from './person';

const desk = useDesk({ panel: 'auto' });

function panelOf({ page }: Person, name = 'Help'): Locator {
  return page.locator('itop-tawk').getByRole('dialog', { name });
}

/** The choices above the list, from the first to the last. */
function choices(person: Person): Promise<string[]> {
  return panelOf(person).locator('button:has(small), .button').allInnerTexts();
}

/** What has been asked of the module's page. */
function asked(person: Person): string[] {
  const urls: string[] = [];
  person.page.on('request', (request) => {
    if (request.url().includes('panel.php')) urls.push(`${request.method()} ${new URL(request.url()).search}`);
  });
  return urls;
}

async function openPanel(person: Person, name?: string): Promise<Locator> {
  await person.launcher.click();
  const panel = panelOf(person, name);
  await panel.waitFor();
  return panel;
}

/** The row of one of the user's requests. */
function row(panel: Locator, title: string): Locator {
  return panel.getByRole('listitem').filter({ hasText: title });
}

describe.each(ITOP_VERSIONS.map(({ id }) => id))('iTop %s', (version) => {
  test("the bubble opens the user's own requests, and until then the module's page is not asked", async () => {
    const paula = await desk.person();
    const requests = asked(paula);
    await paula.openPortal('paula', version);
    await paula.bubbleFrame.waitFor();
    expect(requests).toEqual([]);
    const panel = await openPanel(paula);
    expect(requests.length).toBe(1);
    await panel.getByRole('link', { name: 'Printer on fire' }).waitFor();
    expect(await panel.innerText()).toContain('R-000001');
    await panel.getByRole('link', { name: 'New request' }).waitFor();
    expect(paula.troubles).toEqual([]);
  });
});

test('what the chat is about reaches the agent, and the transcript its ticket, without anybody typing a reference', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  const panel = await openPanel(paula);
  await panel.getByRole('button', { name: 'Chat about R-000001' }).click();
  await paula.messageField.waitFor();
  const agent = await desk.agent();
  await paula.write('It still burns');
  const chat = agent.chatWith('It still burns');
  await chat.getByText('chat-about-request').waitFor();
  expect(await chat.innerText()).toMatch(/request: R-000001.*request-link: http.*UserRequest&id=1/s);
  await agent.answer(chat, 'Somebody is on the way');
  await agent.endChat(chat);
  await agent.webhooks('chat:transcript_created').filter({ hasText: 'answered 200' }).first().waitFor();
  const log = async () => JSON.stringify(desk.sandbox.rest.model.all('UserRequest').find(({ id }) => id === '1'));
  await expect.poll(log, { timeout: 20_000 }).toContain('It still burns');
});

test('the launcher lies on the bubble of tawk.to until there is a conversation, which then opens at once', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.tawkBubble.waitFor();
  const { launcher, tawk } = await paula.screen();
  expect(tawk[0]?.rect).toMatchObject({ x: launcher?.rect.x, y: launcher?.rect.y });
  const panel = await openPanel(paula);
  await panel.getByRole('button', { name: 'Chat with us' }).click();
  await paula.messageField.waitFor();
  expect(await panel.isVisible()).toBe(false);
  await paula.write('Hello');
  await paula.minimiseChat();
  await paula.launcher.waitFor({ state: 'hidden' });
  await paula.openChat();
  expect(await panel.isVisible()).toBe(false);
  expect(paula.troubles).toEqual([]);
});

test('on the page of a request the chat about it comes first', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula', '3.2', '/object/view/UserRequest/1');
  await openPanel(paula);
  expect((await choices(paula))[0]).toMatch(/^Chat about R-000001\s+Printer on fire$/);
});

test('in a modal the request in it comes first', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<form data-object-class="UserRequest" data-object-id="1">A modal</form>',
    );
  });
  await openPanel(paula);
  expect((await choices(paula))[0]).toContain('Chat about R-000001');
});

test("what is another's and not shown in the portal is not offered", async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<form data-object-class="UserRequest" data-object-id="999">A modal</form>',
    );
  });
  await openPanel(paula);
  expect((await choices(paula))[0]).toContain('Chat with us');
});

test('an entry in a menu of iTop opens the chat about that request at once', async () => {
  const paula = await desk.person();
  const requests = asked(paula);
  await paula.openPortal('paula', '3.2', '/object/view/UserRequest/1');
  await paula.page.getByText('Chat about this request').click();
  await paula.messageField.waitFor();
  expect(requests.map((request) => request.split(' ')[0])).toEqual(['POST']);
  const agent = await desk.agent();
  await agent.page.getByText('request: R-000001').waitFor();
});

test.each([
  ['nobody is there', () => Object.assign(desk.sandbox.tawk, { status: 'offline' })],
  ['tawk.to cannot be reached', () => Object.assign(desk.sandbox.tawk, { faults: { entry: 'not found' } })],
])('where %s a new request is the first choice', async (_why, prepare) => {
  prepare();
  const paula = await desk.person();
  await paula.openPortal('paula');
  await openPanel(paula);
  await expect.poll(async () => (await choices(paula))[0], { timeout: 30_000 }).toBe('New request');
});

test('where nobody is there, on the page of a request too, the choice that has the focus keeps it', async () => {
  desk.sandbox.tawk.status = 'offline';
  const paula = await desk.person();
  await paula.openPortal('paula', '3.2', '/object/view/UserRequest/1');
  const panel = await openPanel(paula);
  await expect.poll(async () => (await choices(paula))[0], { timeout: 30_000 }).toBe('New request');
  const create = panel.getByRole('link', { name: 'New request' });
  await create.evaluate((element) => {
    element.focus();
    element.addEventListener('blur', () => element.setAttribute('data-lost', ''));
  });
  // The desk is looked at twice a second.
  await paula.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1200)));
  expect(await create.getAttribute('data-lost')).toBe(null);
});

test('times are told in the language of iTop, not of the browser', async () => {
  const layla = await desk.person({ locale: 'en-US' });
  await layla.openPortal('layla');
  const panel = await openPanel(layla, 'Hilfe');
  expect(await panel.innerText()).toMatch(/vor \d+ Minuten/);
});

test("how long ago something was is told by the server's clock, where that of the browser is a year off", async () => {
  const paula = await desk.person();
  await paula.page.clock.install({ time: Date.now() + 365 * 86_400_000 });
  await paula.openPortal('paula');
  const said = await (await openPanel(paula)).innerText();
  expect(said).toMatch(/\d+ (minutes?|hours?|days?) ago/);
  expect(said).not.toMatch(/\d{3} days ago/);
});

test.each([
  ['is refused', { status: 403, body: '{}' }],
  ['fails', { status: 500, body: '{}' }],
  ['answers with something else', { status: 200, body: '<html>' }],
])("where the module's page %s the chat opens", async (_how, answer) => {
  const paula = await desk.person();
  await paula.page.route('**/*panel.php*', (route) => route.fulfill(answer));
  await paula.openPortal('paula');
  await paula.launcher.click();
  await paula.messageField.waitFor();
  expect(paula.troubles).toEqual([]);
});

test("where the module's page hangs, a second click takes it back, and without one the chat opens", async () => {
  const paula = await desk.person();
  await paula.page.route('**/*panel.php*', () => {});
  await paula.openPortal('paula');
  await paula.launcher.click();
  await paula.page.getByText('Opening the chat…').waitFor();
  await paula.launcher.click();
  await paula.page.getByText('Opening the chat…').waitFor({ state: 'hidden' });
  await paula.launcher.click();
  await paula.messageField.waitFor();
});

test("where the panel's script is not there the chat opens", async () => {
  const paula = await desk.person();
  await paula.page.route('**/panel.js*', (route) => route.fulfill({ status: 404 }));
  await paula.openPortal('paula');
  await paula.launcher.click();
  await paula.messageField.waitFor();
});

test('whoever has no request, where there are no answers either, is in the chat at once; with panel: always not', async () => {
  const peter = await desk.person();
  await peter.page.route('**/*panel.php*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), requests: [], faq: false } });
  });
  await peter.openPortal('paula');
  await peter.launcher.click();
  await peter.messageField.waitFor();
  await desk.sandbox.configure({ panel: 'always' });
  await peter.page.reload();
  await openPanel(peter);
});

test('with panel: never the chat opens at once, and the page is not asked', async () => {
  await desk.sandbox.configure({ panel: 'never' });
  const paula = await desk.person();
  const requests = asked(paula);
  await paula.openPortal('paula');
  await paula.openChat();
  expect(requests).toEqual([]);
});

test('an answer of the desk is marked until the user has looked; what it wrote before this browser asked is not new', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  const before = await openPanel(paula);
  await row(before, 'Monitor flickers').waitFor();
  expect(await before.getByText('New answer').count()).toBe(0);

  let answeredAt = 0;
  await paula.page.route(/panel\.php/, async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    for (const request of answer.requests ?? []) {
      if (request.title === 'Monitor flickers') request.answered = answeredAt ||= answer.now + 60;
    }
    await route.fulfill({ response, json: answer });
  });
  await paula.open(portalPath());
  const panel = await openPanel(paula);
  await row(panel, 'Monitor flickers').getByText('New answer').waitFor();
  expect(await row(panel, 'Printer on fire').getByText('New answer').count()).toBe(0);
  await panel.getByRole('link', { name: 'Monitor flickers' }).click();
  await paula.page.getByRole('heading', { name: 'Monitor flickers' }).waitFor();
  await paula.open(portalPath());
  const again = await openPanel(paula);
  await row(again, 'Monitor flickers').waitFor();
  expect(await row(again, 'Monitor flickers').getByText('New answer').count()).toBe(0);
});

test('the search shows answers, says where there is none, and what is typed later counts', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  const panel = await openPanel(paula);
  const field = panel.getByRole('searchbox');
  await field.fill('password');
  await panel.getByRole('status').getByRole('link').first().waitFor();
  await field.fill('zzzz');
  await panel.getByText('No answer found').waitFor();
  await field.fill('');
  await panel.getByText('No answer found').waitFor({ state: 'hidden' });
});

test('with consent: ask the panel asks nothing of tawk.to, and the chat asks first', async () => {
  await desk.sandbox.configure({ consent: 'ask' });
  const paula = await desk.person();
  await paula.openPortal('paula');
  const panel = await openPanel(paula);
  expect(desk.sandbox.tawk.requests).toEqual([]);
  await panel.getByRole('button', { name: 'Chat with us' }).click();
  await paula.page.getByRole('button', { name: 'Start' }).click();
  await paula.messageField.waitFor();
});

test('by keyboard alone: Enter opens it with the focus in it, Escape closes it and gives the focus back', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.launcher.focus();
  await paula.page.keyboard.press('Enter');
  const panel = panelOf(paula);
  await panel.waitFor();
  expect(await panel.evaluate((element) => element.contains((element.getRootNode() as ShadowRoot).activeElement))).toBe(
    true,
  );
  await paula.page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  expect(
    await paula.launcher.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element),
  ).toBe(true);
});

test('a log-out in another tab takes the panel away', async () => {
  await desk.sandbox.configure({ load: 'click' });
  const paula = await desk.person();
  await paula.openPortal('paula');
  const tab = await paula.secondTab();
  await tab.open(portalPath());
  const panel = await openPanel(paula);
  await tab.page.getByRole('link', { name: 'Log out' }).click();
  await panel.waitFor({ state: 'hidden' });
});

test('in the console an agent chats about the ticket that is shown', async () => {
  await desk.sandbox.configure({ enabled_portals: ['backoffice'], allowed_profiles: [] });
  const alice = await desk.person();
  await alice.openConsole('alice');
  await alice.open('pages/UI.php?operation=details&class=UserRequest&id=1');
  await openPanel(alice);
  expect((await choices(alice))[0]).toContain('Chat about R-000001');
});
