import { expect, test } from 'vitest';
import { useDesk } from './desk';

const desk = useDesk();

test.each(['never', 'always'])(
  'by keyboard alone: whoever opens the chat is in the field for messages, with panel: %s',
  async (panel) => {
    await desk.sandbox.configure({ panel, load: 'click' });
    const paula = await desk.person();
    const { keyboard } = paula.page;
    await paula.openPortal('paula');
    await paula.launcher.focus();
    await keyboard.press('Enter');
    if (panel === 'always') {
      const button = paula.page.getByRole('dialog').getByRole('button', { name: 'Chat with us' });
      await button.waitFor();
      const isThere = () => button.evaluate((each) => each.matches(':focus'));
      for (let steps = 0; steps < 5 && !(await isThere()); steps++) await keyboard.press('Tab');
      await keyboard.press('Enter');
    }
    await paula.messageField.waitFor();
    await expect.poll(() => paula.messageField.evaluate((field) => field.matches(':focus'))).toBe(true);
    await keyboard.type('Written without a mouse');
    await keyboard.press('Enter');
    await (await desk.agent()).chatWith('Written without a mouse').waitFor();
    expect(paula.troubles).toEqual([]);
  },
);

test('a user who writes something in iTop meanwhile keeps the focus there', async () => {
  await desk.sandbox.configure({ load: 'click' });
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.page.evaluate(() => document.body.insertAdjacentHTML('afterbegin', '<input id="own">'));
  await paula.launcher.click();
  await paula.page.locator('#own').focus();
  await paula.messageField.waitFor();
  await paula.page.keyboard.type('of iTop');
  expect(await paula.page.locator('#own').inputValue()).toBe('of iTop');
});

test('a window that comes by itself with the page takes no focus', async () => {
  await desk.sandbox.configure({ load: 'idle' });
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.openChat();
  await paula.write('I go on');
  await paula.page.reload();
  await paula.messageField.waitFor({ timeout: 5_000 }).catch(() => {});
  expect(await paula.page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
});
