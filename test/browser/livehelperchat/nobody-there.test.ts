import { expect, test } from 'vitest';
import { useLhcDesk } from './desk';

const desk = useLhcDesk();
const AWAY = 'No agents are online right now.';

test('while no agent is online, opening the chat says so; when an agent comes online, a click opens it', async () => {
  await desk.server.setOnline(false);
  const paula = await desk.visitor();
  await paula.page.clock.install();
  await paula.person.openPortal('paula');
  await paula.launcher.click();
  await paula.page.getByRole('alertdialog').getByText(AWAY).waitFor();
  expect(await paula.page.getByRole('link', { name: 'New request' }).getAttribute('href')).toContain(
    '/browse/services',
  );
  expect(await paula.frame.isVisible()).toBe(false);
  await paula.page.getByRole('button', { name: 'Close' }).click();
  await desk.server.setOnline(true);
  const asked = paula.page.waitForResponse(/chatcheckstatus/);
  await paula.page.clock.fastForward(61_000);
  await (await asked).finished();
  expect(await paula.frame.isVisible()).toBe(false);
  await paula.openChat();
  await paula.expectAllWell();
});

test('a conversation opens even if its agent is offline', async () => {
  const paula = await desk.visitor();
  await paula.person.openPortal('paula');
  await paula.openChat();
  await paula.write('Do not go');
  await desk.server.say(await desk.server.chat(), 'I will be back');
  await desk.server.setOnline(false);
  await paula.page.reload();
  await paula.window.getByText('I will be back').waitFor();
  await paula.launcher.click();
  await paula.isClosed();
  await paula.launcher.click();
  await paula.messageField.waitFor();
  await desk.server.setOnline(true);
});

test('a conversation that the agent has closed can be read, and the next opening starts a new one', async () => {
  const paula = await desk.visitor();
  await paula.person.openPortal('paula');
  await paula.openChat();
  await paula.write('Just a question');
  const chat = await desk.server.chat();
  await desk.server.say(chat, 'Just an answer');
  await paula.window.getByText('Just an answer').waitFor();
  await desk.server.close(chat);
  await expect
    .poll(() => paula.page.evaluate(() => localStorage[`${window.itopTawk?.mark}:talks:${window.itopTawk?.embedUrl}`]))
    .toBe('');
  expect(await paula.window.getByText('Just an answer').count()).toBe(1);
  await paula.launcher.click();
  await paula.isClosed();
  await paula.openChat();
  await paula.write('Another question');
  await expect.poll(async () => (await desk.server.chats()).length).toBe(2);
});
