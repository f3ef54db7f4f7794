import { expect, test } from 'vitest';
import { useDesk } from './desk';
import { embedRequests } from './observers';

const desk = useDesk();

/** What tawk.to's own client leaves on `window` (facts/tawk-client.md §8). */
const TAWKS = /^(\$_Tawk.*|\$__Tawk.*|tawkJsonp|EventEmitter|__core-js_shared__|emojione)$/;

test('nothing global but Tawk_API and one name of ours', async () => {
  const globals = async (login: string) => {
    const person = await desk.person();
    await person.openPortal(login);
    if (login === 'paula') await person.openChat();
    return person.page.evaluate(() => Object.keys(window));
  };
  const without = await globals('pat');
  const added = (await globals('paula')).filter(
    (name) => !without.includes(name) && !/^\d+$/.test(name) && !TAWKS.test(name),
  );
  expect(added.sort()).toEqual(['Tawk_API', 'itopTawk']);
});

test('a page that includes us twice has one launcher and one chat', async () => {
  await desk.sandbox.configure({ load: 'click' });
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.launcher.waitFor();
  await paula.page.evaluate(async () => {
    const inline = [...document.scripts].find(({ text }) => text.includes('itopTawk'))?.text ?? '';
    document.body.append(Object.assign(document.createElement('script'), { text: inline }));
    const src = performance.getEntriesByType('resource').find(({ name }) => name.includes('widget.js'))?.name ?? '';
    await new Promise((resolve) => {
      document.body.append(Object.assign(document.createElement('script'), { src, onload: resolve }));
    });
  });
  expect(await paula.page.locator('itop-tawk').count()).toBe(1);
  await paula.openChat();
  expect(embedRequests(desk)).toBe(1);
  expect(paula.troubles).toEqual([]);
});

test.each(['before us', 'after us'])("a page's own tawk.to, there %s, is left alone", async (when) => {
  const paula = await desk.person();
  await paula.page.addInitScript((isBefore) => {
    const own = () => Object.assign(window, { Tawk_API: { mine: true } });
    if (isBefore) own();
    else addEventListener('DOMContentLoaded', own);
  }, when === 'before us');
  await paula.openPortal('paula');
  await paula.page.waitForLoadState('load');
  await expect.poll(() => paula.page.locator('itop-tawk').count()).toBe(0);
  expect(desk.sandbox.tawk.requests).toEqual([]);
  expect(await paula.page.evaluate(() => window.Tawk_API)).toEqual({ mine: true });
  expect(paula.troubles).toEqual([]);
});

test('where the browser gives pages no storage, iTop works, nothing is thrown, and whoever opens the chat is told', async () => {
  await desk.sandbox.configure({ load: 'click' });
  const paula = await desk.person();
  await paula.page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('no storage', 'SecurityError');
        },
      });
    }
  });
  await paula.openPortal('paula');
  await paula.launcher.click();
  await paula.page.getByRole('alertdialog').getByText('cannot be reached').waitFor();
  await paula.useItop();
  expect(paula.troubles).toEqual([]);
});
