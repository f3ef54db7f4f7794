import { expect, test } from 'vitest';
import { useLhcDesk } from './desk';

const desk = useLhcDesk({ consent: 'ask', panel: 'auto' });

test('nothing is requested before the user starts the chat; after a withdrawal nothing is stored', async () => {
  const paula = await desk.visitor();
  const asked: string[] = [];
  paula.page.on('request', (request) => asked.push(request.url()));
  await paula.person.openPortal('paula');
  const isOwn = (url: string) => url.startsWith(desk.server.address.url);
  const panel = paula.page.getByRole('dialog');
  await paula.launcher.click();
  await panel.getByRole('button', { name: 'Chat with us' }).click();
  await paula.page.getByRole('button', { name: 'Start' }).waitFor();
  expect(asked.filter(isOwn)).toEqual([]);
  await paula.page.getByRole('button', { name: 'Start' }).click();
  await paula.messageField.waitFor();

  await paula.launcher.click();
  await paula.isClosed();
  await paula.launcher.click();
  await paula.page.getByRole('button', { name: 'Stop using the chat' }).click();
  await expect.poll(() => paula.frame.count()).toBe(0);
  expect(await paula.kept()).toEqual([]);
  const before = asked.filter(isOwn).length;
  await paula.launcher.click();
  await panel.getByRole('button', { name: 'Chat with us' }).click();
  await paula.page.getByRole('button', { name: 'Start' }).waitFor();
  expect(asked.filter(isOwn)).toHaveLength(before);
  await paula.expectAllWell();
});

test('after a withdrawal in another tab, the conversation ends on the server too', async () => {
  const paula = await desk.visitor();
  await paula.person.openPortal('paula');
  await paula.launcher.click();
  await paula.page.getByRole('dialog').getByRole('button', { name: 'Chat with us' }).click();
  await paula.page.getByRole('button', { name: 'Start' }).click();
  await paula.messageField.waitFor();
  await paula.write('I am just writing');
  await desk.server.chat();
  // As the button does it in the panel of another tab.
  await paula.page.evaluate(() => {
    localStorage[`${window.itopTawk?.mark}:agreed:${window.itopTawk?.user}`] = '';
  });
  await paula.page.getByRole('alertdialog').getByText('You have stopped using the chat in another tab').waitFor();
  await expect.poll(() => paula.frame.count()).toBe(0);
  // The visitor has left it for good.
  await expect.poll(async () => +(await desk.server.chat()).status_sub).toBe(9);
  expect(await paula.kept()).toEqual([]);
  expect(paula.person.troubles).toEqual([]);
});
