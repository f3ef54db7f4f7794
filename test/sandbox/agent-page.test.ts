import { expect, test } from 'vitest';
import { useDesk } from '../browser/desk';

const desk = useDesk();

test("on the agent's page one chooses what fails, how, and whether agents are there", async () => {
  const { tawk } = desk.sandbox;
  const { page } = await desk.agent();
  await page.getByLabel('What fails').selectOption('session');
  await expect.poll(() => tawk.faults).toEqual({ session: 'absent' });
  await page.getByLabel('how').selectOption('refused');
  await expect.poll(() => tawk.faults).toEqual({ session: 'refused' });
  await page.getByLabel('how').selectOption('comes after 5 s');
  await expect.poll(() => tawk.faults).toEqual({ session: { delay: 5000 } });
  await page.getByLabel('What fails').selectOption('socket');
  await expect.poll(() => tawk.faults).toEqual({ socket: 'refused' });
  await page.getByLabel('how').selectOption('silent');
  await page.getByLabel('Agents are').selectOption('offline');
  await page.getByLabel('hidden while offline').check();
  await expect.poll(() => tawk).toMatchObject({ status: 'offline', settings: { showWhenOffline: false } });
  expect(tawk.faults).toEqual({ socket: 'silent' });
  await page.getByLabel('What fails').selectOption('nothing');
  await expect.poll(() => tawk.faults).toEqual({});
});
