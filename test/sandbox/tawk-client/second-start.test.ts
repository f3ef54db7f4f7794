import { expect, test } from 'vitest';
import { hold } from '../../browser/observers';
import { useSnippets, type Visit } from './visit';

// facts/tawk-client.md §11: what has to be gone before the entry script is added again.
const { desk, asked, visit } = useSnippets();

const REMOVALS = {
  api: () => {
    window.Tawk_API = {};
  },
  guard: () => void Object.assign(window, { $_Tawk: {} }),
  queue: () => void Reflect.deleteProperty(window, 'tawkJsonp'),
  /** A script element that has moved to another document is not run. */
  scripts: () => {
    const elsewhere = document.implementation.createHTMLDocument();
    for (const script of document.querySelectorAll('script[src*="/_s/"]')) elsewhere.body.append(script);
  },
};

async function startAgain({ person }: Visit, ...removals: (keyof typeof REMOVALS)[]): Promise<void> {
  for (const removal of removals) await person.page.evaluate(REMOVALS[removal]);
  await person.page.evaluate(() => {
    Object.assign(window.Tawk_API ?? {}, {
      onLoad: () => (window as never as { note(what: string): void }).note('again'),
    });
    return (window as unknown as { snippet(): Promise<void> }).snippet();
  });
}

/** The first attempt has failed for want of a file. */
async function failedFirst(): Promise<Visit> {
  desk.sandbox.tawk.faults = { 'chunk-common': 'absent' };
  const failed = await visit();
  await expect.poll(() => asked('app')).toBe(1);
  await failed.settle();
  desk.sandbox.tawk.faults = {};
  return failed;
}

test('with another Tawk_API alone: nothing', async () => {
  const failed = await failedFirst();
  await startAgain(failed, 'api');
  expect(asked('entry')).toBe(2);
  expect(await failed.person.page.locator('script[src$="twk-main.js"]').count()).toBe(1);
});

test('with another $_Tawk: the bubble comes, and every method throws', async () => {
  const failed = await failedFirst();
  await startAgain(failed, 'api', 'guard');
  await failed.hears('again');
  await failed.person.tawkBubble.waitFor();
  await expect(failed.call('maximize')).rejects.toThrow('TypeError');
  await expect(failed.call('isChatHidden')).rejects.toThrow('TypeError');
});

test('without tawkJsonp: it works', async () => {
  const failed = await failedFirst();
  await startAgain(failed, 'api', 'guard', 'queue');
  await failed.hears('again');
  await failed.call('maximize');
  await failed.person.messageField.waitFor();
  expect((await failed.person.screen()).tawk).toHaveLength(2);
});

/** A file of the first attempt comes when the second has been made. */
async function lateFirst(): Promise<{ late: Visit; arrive(): Promise<void> }> {
  const { held, release } = hold();
  desk.sandbox.tawk.faults = { runtime: held };
  const late = await visit();
  await expect.poll(() => asked('runtime')).toBe(1);
  await late.person.page.waitForFunction(() => (window as { tawkJsonp?: unknown[] }).tawkJsonp?.length === 5);
  desk.sandbox.tawk.faults = {};
  return {
    late,
    async arrive() {
      const arrived = late.person.page.waitForResponse(/twk-runtime/);
      release();
      await arrived;
      await late.settle();
    },
  };
}

test('with a script of the first attempt that comes late: spoilt', async () => {
  const { late, arrive } = await lateFirst();
  await startAgain(late, 'api', 'guard', 'queue');
  // The browser has joined the second request for the runtime to the first, so both come now.
  await arrive();
  await expect.poll(() => late.call('maximize').catch(String)).toContain('TypeError');
});

test('with all its scripts in another document: it works with late scripts too', async () => {
  const { late, arrive } = await lateFirst();
  await startAgain(late, 'api', 'guard', 'queue', 'scripts');
  await arrive();
  await late.hears('again');
  await late.call('maximize');
  await late.person.messageField.waitFor();
});

test('where the first one had drawn already: two of everything, unless it was shut down and taken away', async () => {
  desk.sandbox.tawk.faults = { socket: 'silent' };
  const visited = await visit();
  await visited.person.tawkBubble.waitFor();
  desk.sandbox.tawk.faults = {};
  const bubbles = async () => (await visited.person.screen()).tawk.filter(({ kind }) => kind === 'bubble').length;
  await startAgain(visited, 'api', 'guard', 'queue', 'scripts');
  await visited.hears('again');
  await expect.poll(bubbles).toBe(2);

  await visited.person.page.evaluate(() => {
    window.Tawk_API?.shutdown?.();
    for (const host of document.querySelectorAll('.widget-visible, .widget-hidden')) host.remove();
    Object.assign(window, { heard: [] });
  });
  await startAgain(visited, 'api', 'guard', 'queue', 'scripts');
  await visited.hears('again');
  await expect.poll(bubbles).toBe(1);
});
