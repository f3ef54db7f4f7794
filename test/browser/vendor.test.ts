import { expect, test } from 'vitest';
import { type Faults, UNREACHABLE } from '../../sandbox/tawk/faults';
import { useDesk } from './desk';

const desk = useDesk();

const TROUBLES: [what: string, faults: Faults][] = [
  ['answers with 404', { entry: 'not found' }],
  ['cannot be reached', UNREACHABLE],
  ['never answers', { entry: 'hang' }],
  ['answers after a minute', { entry: { delay: 60_000 } }],
  ['gives a script that throws', { entry: 'broken' }],
  ['gives a script with a syntax error', { entry: 'syntax error' }],
];

test.each(TROUBLES)('iTop works, and nothing is uncaught, while tawk.to %s', async (_what, faults) => {
  desk.sandbox.tawk.faults = faults;
  const paula = await desk.person();
  await paula.openPortal('paula');
  await expect.poll(() => desk.sandbox.tawk.requests.length).toBeGreaterThan(0);
  await paula.useItop();
  await paula.page.getByRole('link', { name: 'Request R-000001' }).click({ noWaitAfter: true });
  await paula.page.getByRole('heading', { name: 'R-000001' }).waitFor();
  expect(paula.troubles).toEqual([]);
});

test("the page's load event does not wait for tawk.to", async () => {
  desk.sandbox.tawk.faults = { entry: 'hang' };
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.page.waitForLoadState('load');
});

test('the chat works after all where tawk.to is slow and heavy', async () => {
  desk.sandbox.tawk.weight = 'real';
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.openChat();
  await paula.write('Patience');
  await (await desk.agent()).chatWith('Patience').waitFor();
  expect(paula.troubles).toEqual([]);
});
