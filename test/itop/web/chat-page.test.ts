import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ITOP_VERSIONS } from '../../../sandbox/itop/versions';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox';
import { WIDGET_FILES } from '../../../src/itop/install/extension-package';
import { Browser } from '../../../src/itop/web/browser';
import { readChatPage } from '../../../src/itop/web/chat-page';
import { probeScript } from '../../../src/itop/web/probes';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ settings: { enabled_portals: ['itop-portal', 'backoffice'], allowed_profiles: [] } });
});
afterAll(() => sandbox.close());

/** The page that a user of the sandbox lands on; its log-in form has buttons instead of passwords. */
async function landing(version: string, user: string) {
  const browser = new Browser(60_000);
  const answer = await browser.post(new URL(`${sandbox.itopUrl}/${version}/`), { auth_user: user });
  return { browser, page: readChatPage(answer) };
}

describe.each(ITOP_VERSIONS)('what the real extension prints in iTop $id is understood', ({ id }) => {
  it('in the portal, with identity and script', async () => {
    const { browser, page } = await landing(id, 'paula');
    expect(page).toMatchObject({ kind: 'portal', portalId: 'itop-portal', hasForeignTawk: false });
    expect(page.chat?.context).toMatchObject({
      embedUrl: expect.stringContaining(sandbox.tawkUrl),
      visitor: {
        name: 'Paula Portal',
        email: 'paula.portal@example.com',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    const files = WIDGET_FILES.map(async (file) => [file, await readFile(`extension/${file}`)] as const);
    const built = new Map<string, Uint8Array>(await Promise.all(files));
    expect(page.chat?.scripts).toHaveLength(3);
    for (const script of page.chat?.scripts ?? []) {
      const { state, findings } = await probeScript(browser, script, built);
      expect([state.isOurs, findings]).toEqual([true, []]);
    }
  });
  it('in the console', async () => {
    const { page } = await landing(id, 'adam');
    expect(page).toMatchObject({ kind: 'console', portalId: 'backoffice' });
    expect(page.chat?.context.visitor?.name).toBe('Adam Admin');
  });
  it('for a name that ends scripts, strings and lines', async () => {
    const { page } = await landing(id, 'harry');
    expect(page.chat?.context.visitor?.name).toContain('</script><script>alert(1)//');
  });
});
