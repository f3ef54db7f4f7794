import { expect, test } from 'vitest';
import { hold } from '../../browser/observers';
import { useSnippets } from './visit';

// facts/tawk-client.md §1
const { desk, asked, visit } = useSnippets();

test("the entry script waits for the page's load event", async () => {
  const { person } = await visit('', {
    body: '<img src="/page/never" alt="">',
    prepare: (page) => page.route('**/page/never', () => {}),
  });
  await person.page.waitForFunction(() => '$_Tawk' in window);
  await person.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  expect(await person.page.evaluate(() => document.readyState)).toBe('interactive');
  expect(asked('main')).toBe(0);
});

test('six scripts, without a way to hear of their failures, then settings, languages and session', async () => {
  const { person, hears } = await visit();
  await hears('BeforeLoad');
  const scripts = await person.page.evaluate(() =>
    [...document.scripts]
      .filter(({ src }) => /\/twk-[a-z-]+\.js$/.test(src))
      .map(({ src, onerror }) => [src.split('/').pop(), onerror]),
  );
  const names = ['main', 'vendor', 'chunk-vendors', 'chunk-common', 'runtime', 'app'];
  expect(scripts).toEqual(names.map((name) => [`twk-${name}.js`, null]));
  await hears('Load');
  expect([asked('settings'), asked('languages'), asked('session')]).toEqual([1, 2, 1]);
});

test('a second entry script does nothing', async () => {
  const { person, hears } = await visit();
  await hears('Load');
  await person.page.evaluate(() => (window as unknown as { snippet(): Promise<void> }).snippet());
  expect(asked('entry')).toBe(2);
  expect(await person.page.locator('script[src$="twk-main.js"]').count()).toBe(1);
});

test('the methods come to the object that is there when the scripts have run; callbacks are read then, and not later', async () => {
  const { heard, hears } = await visit(`
    const mine = Tawk_API = { onBeforeLoad() {
      note(typeof Tawk_API.maximize + ' in onBeforeLoad, ' + (Tawk_API === mine));
      Tawk_API.onLoad = () => note('late');
    } };
    addEventListener('tawkBeforeLoad', () => { Tawk_API.onStatusChange = () => note('late'); })`);
  await hears('Load');
  expect(await heard()).toEqual(['BeforeLoad', 'function in onBeforeLoad, true', 'Load']);
});

test.each(['settings', 'session'] as const)(
  'without %s nothing is shown, and the other is asked for all the same',
  async (part) => {
    const { held, release } = hold();
    desk.sandbox.tawk.faults = { [part]: held };
    const { person, hears, settle } = await visit();
    await expect.poll(() => asked(part === 'settings' ? 'session' : 'settings')).toBe(1);
    await expect.poll(() => asked('languages')).toBe(2);
    await settle();
    expect((await person.screen()).tawk).toEqual([]);
    expect(asked('bubble chunk')).toBe(0);
    release();
    await hears('Load');
    await person.tawkBubble.waitFor();
  },
);

test('the bubble is there before the websocket is ready, onLoad when it is', async () => {
  const { held, release } = hold();
  desk.sandbox.tawk.faults = { socket: held };
  const { person, heard, hears } = await visit();
  await person.tawkBubble.waitFor();
  expect(await heard()).toEqual(['BeforeLoad']);
  expect(await person.page.evaluate(() => 'onLoaded' in (window.Tawk_API ?? {}))).toBe(false);
  release();
  await hears('Load');
  expect(await person.page.evaluate(() => (window.Tawk_API as { onLoaded?: boolean }).onLoaded)).toBe(true);
});

test('a frame is shown empty until its style sheet has come', async () => {
  const { held, release } = hold();
  desk.sandbox.tawk.faults = { 'bubble style': held };
  const { person, settle } = await visit();
  const { width, height } = person.page.viewportSize() ?? { width: 0, height: 0 };
  const rect = { x: width - 84, y: height - 80, width: 64, height: 60 };
  await expect.poll(async () => (await person.screen()).tawk).toEqual([{ kind: 'bubble', rect, drawn: false }]);
  await settle();
  expect(await person.bubbles()).toBe(0);
  release();
  await person.tawkBubble.waitFor();
  expect((await person.screen()).tawk).toEqual([{ kind: 'bubble', rect, drawn: true }]);
});

test('for somebody without a name a late language is the end', async () => {
  const { held, release } = hold();
  desk.sandbox.tawk.faults = { languages: held };
  const { person, heard, settle } = await visit();
  const language = person.page.waitForResponse(/languages\/en\.json/);
  await expect.poll(() => person.troubles.join()).toContain('i18next is not a function');
  release();
  await language;
  await settle();
  expect(await heard()).toEqual(['BeforeLoad']);
  expect((await person.screen()).tawk).toEqual([]);
  expect(desk.sandbox.tawk.sockets.all).toEqual([]);
});

test('for somebody with a name the window that is opened before the language has come stays blank', async () => {
  const { held, release } = hold();
  desk.sandbox.tawk.faults = { languages: held };
  desk.sandbox.tawk.visitors.secureMode = false;
  const { person, hears, call, settle } = await visit("Tawk_API.visitor = { name: 'Paula Portal' }");
  const language = person.page.waitForResponse(/languages\/en\.json/);
  await hears('Load');
  await person.tawkBubble.waitFor();
  await call('maximize');
  await expect
    .poll(async () => (await person.screen()).tawk.map(({ kind }) => kind).sort())
    .toEqual(['bubble', 'window']);
  // its style sheet is asked for before it is drawn
  await settle();
  release();
  await language;
  await settle();
  expect((await person.screen()).tawk.find(({ kind }) => kind === 'window')?.drawn).toBe(false);
  expect(person.troubles).toEqual([]);
});
