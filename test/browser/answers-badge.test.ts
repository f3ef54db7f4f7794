import { expect, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { useDesk } from './desk';
import type { Person } from './person';

const desk = useDesk({ panel: 'always', load: 'click' });

const badge = (person: Person) => person.launcher.getAttribute('data-new');
const questions = (person: Person): string[] => {
  const asked: string[] = [];
  person.page.on('request', (request) => {
    if (request.url().includes('news=1')) asked.push(request.url());
  });
  return asked;
};

/** Has the module's page say that the desk has written in these requests just now. */
async function answered(person: Person, ...ids: string[]): Promise<void> {
  await person.page.route('**/*news=1', (route) => {
    const now = Math.floor(Date.now() / 1000);
    return route.fulfill({ json: { now, answered: Object.fromEntries(ids.map((id) => [id, now + 60])) } });
  });
}

test('the launcher shows in how many requests the desk has written; the server is asked once, by one page of all tabs', async () => {
  const paula = await desk.person();
  await answered(paula, 'UserRequest:101', 'UserRequest:102');
  const asked = questions(paula);
  await paula.openPortal('paula');
  await expect.poll(() => badge(paula)).toBe('2');
  expect(await paula.launcher.getAttribute('aria-label')).toBe('Chat with us. New messages: 2');
  const second = await paula.secondTab();
  asked.push(...questions(second));
  await second.open(portalPath());
  await expect.poll(() => badge(second)).toBe('2');
  expect(asked).toHaveLength(1);
});

test('what is seen in one tab is seen in all', async () => {
  const paula = await desk.person();
  await answered(paula, 'UserRequest:101');
  await paula.openPortal('paula');
  await expect.poll(() => badge(paula)).toBe('1');
  const second = await paula.secondTab();
  await second.open(portalPath('/object/view/UserRequest/101'));
  await expect.poll(() => badge(paula)).toBe(null);
  await expect.poll(() => badge(second)).toBe(null);
});

test('what was answered before this browser first asked is not new', async () => {
  const paula = await desk.person();
  const asked = paula.page.waitForResponse(/news=1/);
  await paula.openPortal('paula');
  expect(Object.keys((await (await asked).json()).answered)).not.toEqual([]);
  await paula.page.waitForFunction(() => Object.keys(localStorage).some((name) => name.includes(':answers:')));
  expect(await badge(paula)).toBe(null);
});

test('a page that is left before the server has answered does not keep the next ones from asking', async () => {
  const paula = await desk.person();
  await paula.page.clock.install();
  await answered(paula, 'UserRequest:101');
  const asked = questions(paula);
  await paula.page.route('**/*news=1', (route) => (asked.length > 1 ? route.fallback() : undefined));
  await paula.openPortal('paula');
  await expect.poll(() => asked.length).toBe(1);
  await paula.open(portalPath());
  await paula.page.clock.fastForward(30_000);
  await paula.open(portalPath());
  await expect.poll(() => badge(paula)).toBe('1');
});

test('with answer_badge off the server is not asked', async () => {
  await desk.sandbox.configure({ load: 'idle', answer_badge: 'off', panel: 'never' });
  const paula = await desk.person();
  const asked = questions(paula);
  await paula.openPortal('paula');
  await paula.tawkBubble.waitFor();
  await paula.page.locator('itop-tawk [part=tool]').waitFor({ state: 'attached' });
  expect(asked).toEqual([]);
});
