import { expect, test } from 'vitest';
import { useDesk } from './desk';
import type { Person } from './person';

const desk = useDesk({ panel: 'always' });

/** An agent speaks first to Paula, who has written nothing, where tawk.to shows no previews. */
async function greeted(): Promise<Person> {
  desk.sandbox.tawk.settings = { ...desk.sandbox.tawk.settings, preview: false };
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.tawkBubble.waitFor();
  const [visitor] = desk.sandbox.tawk.visitors.all;
  if (!visitor) throw new Error('tawk.to knows nobody');
  desk.sandbox.tawk.conversations.reply(visitor, 'May I help you?');
  return paula;
}

test('what an agent says first is seen on our bubble, and a click opens it', async () => {
  const paula = await greeted();
  await paula.launcher.and(paula.page.locator('[data-new="1"]')).waitFor();
  expect(await paula.launcher.getAttribute('aria-label')).toBe('Chat with us. New messages: 1');
  await paula.launcher.click();
  await paula.chat.getByText('May I help you?').waitFor();
  await expect.poll(() => paula.launcher.getAttribute('data-new')).toBe(null);
  expect(paula.troubles).toEqual([]);
});

test('with nothing unread, a click opens the panel', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.tawkBubble.waitFor();
  expect(await paula.launcher.getAttribute('data-new')).toBe(null);
  await paula.launcher.click();
  await paula.page.getByRole('dialog', { name: 'Help' }).waitFor();
});
