import { beforeEach, describe, expect, test } from 'vitest';
import { useDesk } from './desk';
import type { Person } from './person';

const desk = useDesk({ panel: 'never' });
const REASON = 'Your browser keeps nothing for this page';

const STATES: [state: string, prepare: (person: Person) => Promise<unknown>][] = [
  [
    'full',
    (person) =>
      person.page.addInitScript(() => {
        for (const storage of [localStorage, sessionStorage]) {
          for (let size = 2 ** 22; size >= 1; size /= 2) {
            try {
              for (let part = 0; part < 9; part++) storage[`full ${size} ${part}`] = 'x'.repeat(size);
            } catch {}
          }
        }
      }),
  ],
  [
    'blocked',
    (person) =>
      person.page.addInitScript(() => {
        for (const name of ['localStorage', 'sessionStorage']) {
          Object.defineProperty(window, name, {
            get() {
              throw new DOMException('Access is denied', 'SecurityError');
            },
          });
        }
      }),
  ],
];

describe.each(STATES)("where the browser's storage is %s", (_state, prepare) => {
  describe.each(['none', 'ask'])('consent: %s', (consent) => {
    beforeEach(() => desk.sandbox.configure({ consent, load: 'idle' }));

    test('whoever opens the chat is told so at once, with the reason, and is not asked in vain', async () => {
      const paula = await desk.person();
      await prepare(paula);
      await paula.page.clock.install();
      await paula.openPortal('paula');
      // Nobody waits for the patience to end: the clock stands.
      await paula.launcher.hover();
      await paula.page.clock.pauseAt(Date.now() + 60_000);
      await paula.launcher.click();
      const said = paula.page.getByRole('alertdialog');
      await said.getByText(REASON).waitFor();
      expect(await said.getByRole('button', { name: /Start|Try again/ }).count()).toBe(0);
      await said.getByRole('button', { name: 'Close' }).click();
      await said.waitFor({ state: 'hidden' });
      await paula.useItop();
      expect(paula.troubles).toEqual([]);
      expect(desk.sandbox.tawk.requests).toEqual([]);
    });
  });
});
