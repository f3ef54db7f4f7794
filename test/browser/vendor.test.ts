import { expect, test } from 'vitest';
import type { EmbedBehaviour } from '../../sandbox/tawk/tawk';
import { useDesk } from './desk';

const desk = useDesk();

const TROUBLES: [what: string, behaviour: EmbedBehaviour][] = [
  ['answers with 404', { mode: 'not found' }],
  ['cannot be reached', { mode: 'absent' }],
  ['never answers', { mode: 'silent' }],
  ['answers after a minute', { mode: 'slow', milliseconds: 60_000 }],
  ['gives a script that throws', { mode: 'broken' }],
  ['gives a script with a syntax error', { mode: 'syntax error' }],
];

test.each(TROUBLES)('iTop works, and nothing is uncaught, while tawk.to %s', async (_what, behaviour) => {
  desk.sandbox.tawk.embed = behaviour;
  const paula = await desk.person();
  await paula.openPortal('paula');
  await expect.poll(() => desk.sandbox.tawk.requests.length).toBeGreaterThan(0);
  await paula.useItop();
  await paula.page.getByRole('link', { name: 'Request R-000001' }).click({ noWaitAfter: true });
  await paula.page.getByRole('heading', { name: 'R-000001' }).waitFor();
  expect(paula.troubles).toEqual([]);
});

test("the page's load event does not wait for tawk.to", async () => {
  desk.sandbox.tawk.embed = { mode: 'silent' };
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.page.waitForLoadState('load');
});

test('the chat works after all where tawk.to is slow and heavy', async () => {
  desk.sandbox.tawk.embed = { mode: 'heavy' };
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.openChat();
  await paula.write('Patience');
  await (await desk.agent()).chatWith('Patience').waitFor();
  expect(paula.troubles).toEqual([]);
});
