import { expect, test } from 'vitest';
import { portalPath } from '../../../sandbox/itop/portal';
import { useLhcDesk } from './desk';

const desk = useLhcDesk();

test('a click opens the window, a second one closes it; the launcher is the only bubble', async () => {
  await desk.sandbox.configure({ load: 'click' });
  const paula = await desk.visitor();
  const requests: string[] = [];
  paula.page.on('request', (request) => requests.push(request.url()));
  const isOwn = (url: string) => url.startsWith(desk.server.address.url);
  await paula.person.openPortal('paula');
  await paula.person.useItop();
  expect(requests.filter(isOwn)).toEqual([]);
  await paula.openChat();
  await expect.poll(() => paula.launcher.getAttribute('aria-busy')).toBe('false');
  expect(await paula.launcher.isVisible()).toBe(true);
  await paula.launcher.click();
  await paula.isClosed();
  await paula.expectAllWell();
  await paula.openChat();
  await paula.expectAllWell();
});

test('with load: idle the client loads, and nothing of it is visible', async () => {
  const paula = await desk.visitor();
  await paula.person.openPortal('paula');
  await paula.frame.waitFor({ state: 'attached' });
  await paula.page.waitForFunction(() => document.querySelector<HTMLIFrameElement>('iframe[id$=_widget_v2]')?.title);
  expect(await paula.frame.isVisible()).toBe(false);
  expect(await paula.launcher.isVisible()).toBe(true);
  await paula.expectAllWell();
});

test('the agent sees who the visitor is, and the proof is sent', async () => {
  desk.change = { proof: 'the.proof.of-paula' };
  const paula = await desk.visitor();
  await paula.person.openPortal('paula');
  await paula.openChat();
  await paula.write('My printer is on fire');
  const chat = await desk.server.chat();
  expect(await desk.server.messages(chat)).toContain('My printer is on fire');
  expect([chat.nick, chat.email]).toEqual(['Paula Portal', 'paula.portal@example.com']);
  expect(JSON.parse(chat.chat_variables)).toMatchObject({ itop_token: 'the.proof.of-paula' });
  await paula.expectAllWell();
});

test('a conversation continues on the next page without a click, and takes no focus there', async () => {
  await desk.sandbox.configure({ load: 'click' });
  const paula = await desk.visitor();
  await paula.person.openPortal('paula');
  await paula.openChat();
  await paula.write('Is anybody there?');
  await desk.server.chat();
  await paula.person.open(portalPath('/object/view/UserRequest/1'));
  await paula.window.getByText('Is anybody there?').first().waitFor();
  await paula.messageField.waitFor();
  await paula.page.waitForTimeout(1500);
  expect(await paula.page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  await paula.expectAllWell();
});

test("an agent's answer is counted on the launcher while the window is closed, and read when it opens", async () => {
  const paula = await desk.visitor();
  await paula.person.openPortal('paula');
  await paula.openChat();
  await paula.write('I wait');
  await paula.launcher.click();
  await paula.isClosed();
  await desk.server.say(await desk.server.chat(), 'I am coming');
  await paula.launcher.and(paula.page.locator('[data-new="1"]')).waitFor();
  await paula.expectAllWell();
  await paula.launcher.click();
  await paula.window.getByText('I am coming').waitFor();
  await expect.poll(() => paula.launcher.getAttribute('data-new')).toBe(null);
});
