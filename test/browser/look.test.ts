import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type HttpServer, serve } from '../../sandbox/http';
import { portalPath } from '../../sandbox/itop/portal';
import { useDesk } from './desk';
import type { Person } from './person';

const desk = useDesk();

beforeEach(() => desk.sandbox.configure({ load: 'click' }));

async function styleOf(person: Person, ...properties: string[]): Promise<string[]> {
  return person.launcher.evaluate((button, names) => {
    const style = getComputedStyle(button);
    return names.map((name) => style.getPropertyValue(name));
  }, properties);
}

describe('with a strict Content-Security-Policy, which allows no inline styles', () => {
  let strict: HttpServer;
  beforeAll(async () => {
    strict = await serve([
      async (request, { pathname, search }) => {
        const cookie = request.headers.get('cookie') ?? '';
        const response = await fetch(desk.sandbox.itopUrl + pathname + search, { headers: { cookie } });
        const type = response.headers.get('content-type') ?? '';
        const body = (await response.text()).replaceAll(desk.sandbox.itopUrl, `http://${request.headers.get('host')}`);
        const policy = `style-src 'self'; script-src 'self' 'unsafe-inline' ${desk.sandbox.embedUrl}`;
        return new Response(body, { headers: { 'content-type': type, 'content-security-policy': policy } });
      },
    ]);
  });
  afterAll(() => strict.close());

  test('the launcher looks as it should, and so does what is said', async () => {
    desk.sandbox.tawk.faults = { entry: 'not found' };
    const paula = await desk.person();
    await paula.openPortal('paula');
    const looks = async () => [
      ...(await styleOf(paula, 'width', 'height', 'border-radius', 'background-color')),
      JSON.stringify(await paula.launcher.boundingBox()),
    ];
    const usual = await looks();
    await paula.page.goto(`http://127.0.0.1:${strict.port}/3.2/${portalPath()}`);
    await paula.launcher.waitFor();
    expect(await looks()).toEqual(usual);
    expect(usual.slice(0, 3)).toEqual(['60px', '60px', '50%']);
    await paula.launcher.click();
    const panel = paula.page.getByRole('alertdialog');
    await panel.waitFor();
    expect(await panel.evaluate((element) => getComputedStyle(element).position)).toBe('absolute');
    // The sandbox's own pages have an inline style sheet, which is refused: the policy is in force.
    expect(await paula.page.evaluate(() => getComputedStyle(document.body).margin)).toBe('8px');
  });
});

test('hovered and pressed, the launcher answers', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  const filter = async () => (await styleOf(paula, 'filter'))[0];
  expect(await filter()).toBe('none');
  await paula.launcher.hover();
  await expect.poll(filter).toBe('brightness(1.1)');
  await paula.page.mouse.down();
  expect(await filter()).toBe('brightness(0.9)');
});

test('what is said has a heading that says it, and its first button stands out from the others', async () => {
  desk.sandbox.tawk.faults = { entry: 'not found' };
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.launcher.click();
  const said = paula.page.getByRole('alertdialog');
  await said.getByRole('heading', { name: 'The chat cannot be reached right now.' }).waitFor();
  const choices = said.locator('.choices > *');
  expect(await choices.allInnerTexts()).toEqual(['Try again', 'New request']);
  const grounds = await choices.evaluateAll((each) => each.map((choice) => getComputedStyle(choice).backgroundColor));
  expect(grounds[0]).toBe('rgb(11, 122, 62)');
  expect(grounds[1]).not.toBe(grounds[0]);
});

test('panel and what is said are one design: box, heading, buttons and type are the same', async () => {
  const looks = [];
  for (const panel of ['always', 'never']) {
    await desk.sandbox.configure({ load: 'click', panel, consent: 'ask' });
    const paula = await desk.person();
    await paula.openPortal('paula');
    await paula.page.addStyleTag({ content: 'body { font-family: Georgia, serif }' });
    await paula.launcher.click();
    const box = paula.page.locator('itop-tawk section');
    await box.waitFor();
    looks.push(
      await box.evaluate((section) => {
        const look = (element: Element | null, ...names: string[]) =>
          names.map((name) => element && getComputedStyle(element).getPropertyValue(name));
        return [
          look(section, 'width', 'border-radius', 'background-color', 'color', 'font-family', 'box-shadow', 'bottom'),
          look(section.querySelector('h2'), 'font-size', 'font-weight', 'font-family'),
          look(section.querySelector('.primary'), 'border-radius', 'background-color', 'color', 'font-size', 'padding'),
          look(section.querySelector('.shut'), 'width', 'height', 'border-radius'),
        ];
      }),
    );
    await paula.leave();
  }
  expect(looks[0]).toEqual(looks[1]);
  expect(JSON.stringify(looks[0])).toContain('Georgia');
});

test.each(['top-right', 'top-left'])('%s keeps clear of what is at the top of the page', async (position) => {
  await desk.sandbox.configure({ load: 'click', launcher_position: position });
  const paula = await desk.person();
  await paula.openPortal('paula');
  expect((await paula.launcher.boundingBox())?.y).toBe(150);
});

test('printed pages have no launcher', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.launcher.waitFor();
  await paula.page.emulateMedia({ media: 'print' });
  expect(await paula.launcher.isVisible()).toBe(false);
});
