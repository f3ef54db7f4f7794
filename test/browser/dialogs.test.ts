import { describe, expect, test } from 'vitest';
import { useDesk } from './desk';
import type { Person } from './person';

const desk = useDesk({
  panel: 'always',
  load: 'click',
  enabled_portals: ['itop-portal', 'backoffice'],
  allowed_profiles: [],
});

async function at(place: string): Promise<Person> {
  const person = await desk.person();
  if (place === 'portal') await person.openPortal('paula');
  else await person.openConsole('alice');
  return person;
}

describe.each(['portal', 'console'])('over a dialog of iTop that takes the focus back, %s', (place) => {
  test('what is typed in the panel stays there, and presses nothing of the dialog', async () => {
    const { page, launcher } = await at(place);
    await page.getByRole('link', { name: 'A dialog' }).click();
    await launcher.click();
    const field = page.getByRole('searchbox');
    await field.click();
    await page.keyboard.type('my new e-mail');
    expect(await field.inputValue()).toBe('my new e-mail');
    expect(await page.getByText('All is deleted').count()).toBe(0);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.getByRole('dialog', { name: 'A dialog of iTop' }).waitFor();
    // The dialog still has the focus back from iTop's page.
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await page.getByRole('link', { name: 'A dialog', exact: true }).focus();
    expect(await focused()).toBe('Delete all');
  });

  test('what is said can be answered with the keyboard', async () => {
    await desk.sandbox.configure({
      consent: 'ask',
      panel: 'never',
      enabled_portals: ['itop-portal', 'backoffice'],
      allowed_profiles: [],
    });
    const { page, launcher } = await at(place);
    await page.getByRole('link', { name: 'A dialog' }).click();
    await launcher.click();
    await page.getByRole('button', { name: 'Start' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(await page.getByText('All is deleted').count()).toBe(0);
    expect(desk.sandbox.tawk.requests).toEqual([]);
  });
});

test("what is typed in the panel is no keyboard shortcut of iTop's", async () => {
  const { page, launcher } = await at('console');
  await launcher.click();
  await page.getByRole('searchbox').click();
  await page.keyboard.type('e');
  expect(await page.getByText('The form to edit it').count()).toBe(0);
});
