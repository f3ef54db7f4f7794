import { expect, test } from 'vitest';
import { type LhcVisitor, useLhcDesk } from './desk';

const desk = useLhcDesk();
const UNREACHABLE = 'The chat cannot be reached right now.';

const PARTS: [part: string, address: RegExp][] = [
  ['script', /widgetv2\/index\.js/],
  ['settings', /widgetrestapi\/settings/],
  ["window's script", /widgetv2\/(vendor|react\.app)\.js/],
  ["window's style", /\.css/],
  ['form', /widgetrestapi\/onlinesettings/],
];
const FAULTS = ['not found', 'absent', 'hang'] as const;
/** Each part once, each fault at least once; with the real client each part in each way. */
const CASES = PARTS.flatMap(([part, address], i) =>
  FAULTS.filter((_fault, j) => process.env.LIVEHELPERCHAT || j === i % FAULTS.length).map(
    (fault) => [part, fault, address] as const,
  ),
);

async function clickWhere(address: RegExp, fault: (typeof FAULTS)[number]): Promise<LhcVisitor> {
  await desk.sandbox.configure({ load: 'click' });
  const paula = await desk.visitor();
  await paula.page.clock.install();
  const own = new RegExp(`^${desk.server.address.url}.*${address.source}`);
  const asked = paula.page.waitForRequest(own);
  await paula.page.route(own, (route) => {
    if (fault === 'not found') return route.fulfill({ status: 404, headers: { 'access-control-allow-origin': '*' } });
    if (fault === 'absent') return route.abort();
  });
  await paula.person.openPortal('paula');
  await paula.launcher.click();
  await asked;
  return paula;
}

test.each(CASES)(
  'where the %s is %s, it is said, iTop works, and trying again brings the chat',
  async (_part, fault, address) => {
    const paula = await clickWhere(address, fault);
    const said = paula.page.getByRole('alertdialog').getByText(UNREACHABLE);
    await expect
      .poll(async () => {
        await paula.page.clock.fastForward(15_000);
        return said.isVisible();
      })
      .toBe(true);
    await paula.person.useItop();
    await paula.page.unrouteAll({ behavior: 'ignoreErrors' });
    // A request that hung may complete now: then the message is sent by itself.
    const click = paula.page.getByRole('button', { name: 'Try again' }).click();
    await Promise.any([click, paula.page.getByRole('alertdialog').waitFor({ state: 'hidden' })]);
    await paula.messageField.waitFor();
    await paula.write('Here I am');
    expect((await desk.server.chat()).nick).toBe('Paula Portal');
    expect(await paula.frame.count()).toBe(1);
    await paula.expectAllWell();
  },
);

test('a first message that does not reach the server is not lost: it is in the field again', async () => {
  const paula = await desk.visitor();
  await paula.person.openPortal('paula');
  await paula.openChat();
  await paula.page.route(/submitonline/, (route) => route.abort(), { times: 1 });
  await paula.messageField.fill('This is important');
  await paula.messageField.press('Enter');
  await expect.poll(() => paula.messageField.inputValue().catch(() => '')).toBe('This is important');
  expect(await desk.server.chats()).toEqual([]);
  await paula.messageField.press('Enter');
  expect(await desk.server.messages(await desk.server.chat())).toContain('This is important');
  await paula.expectAllWell();
});

test('a page that has a client of its own keeps it', async () => {
  const paula = await desk.visitor();
  await paula.page.addInitScript(() => Object.assign(window, { LHC_API: { args: {} } }));
  await paula.person.openPortal('paula');
  await expect.poll(() => paula.page.locator('itop-tawk').count()).toBe(0);
  expect(await paula.frame.count()).toBe(0);
});
