import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { ITOP_VERSIONS } from '../../sandbox/itop/versions';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';

/** What each page ends with where the hook's script stands right: our script's first words. */
const OURS = '(function(w,d,u){if(w.itopTawk)return';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ settings: { enabled_portals: ['itop-portal', 'backoffice'], allowed_profiles: [] } });
});
afterAll(() => sandbox.close());

async function page(path: string, login: string, version: string): Promise<{ status: number; body: string }> {
  const address = `${sandbox.itopUrl}/${version}/${path}`;
  const loggedIn = await fetch(address, {
    method: 'POST',
    body: new URLSearchParams({ auth_user: login }),
    redirect: 'manual',
  });
  const response = await fetch(address, {
    headers: { cookie: loggedIn.headers.get('set-cookie')?.split(';')[0] ?? '' },
  });
  return { status: response.status, body: await response.text() };
}

// facts/itop.md §1
describe.each(ITOP_VERSIONS.map(({ id }) => id))('iTop %s', (version) => {
  test('the portal places scripts just before the end of the body', async () => {
    const { body } = await page(portalPath(), 'paula', version);
    expect(body.split(OURS)).toHaveLength(2);
    expect(body).toMatch(/window,document,"[^"]*"\);[^<]*<\/script>\s*<\/body>/);
  });

  test('the console places scripts as the version does', async () => {
    const { body } = await page('pages/UI.php', 'alice', version);
    expect(body.split(OURS)).toHaveLength(2);
    const [ours, itops, bodyStart] = [OURS, 'js/itop.js', '<body'].map((text) => body.indexOf(text)) as [
      number,
      number,
      number,
    ];
    if (version === '2.7') expect([itops, ours, bodyStart]).toEqual([itops, ours, bodyStart].sort((a, b) => a - b));
    else if (version >= '3.2') expect([bodyStart, itops, ours]).toEqual([bodyStart, itops, ours].sort((a, b) => a - b));
    else expect([ours, itops, bodyStart]).toEqual([ours, itops, bodyStart].sort((a, b) => a - b));
  });

  test('a page that is not there is a whole error page, with the chat', async () => {
    const { status, body } = await page(portalPath('/no-such-page'), 'paula', version);
    expect(status).toBe(404);
    expect(body).toContain(OURS);
    expect(body).toContain('</html>');
  });
});

test('a hook that throws would kill the page: the stand-in is not kinder than iTop', async () => {
  sandbox.itop.failing = ['SetupWebPage::AddModule'];
  const { status } = await page(portalPath(), 'paula', '3.2');
  sandbox.itop.failing = [];
  expect(status).toBe(500);
});

test('the portal turns away a user without a contact', async () => {
  const { body } = await page(portalPath(), 'nick', '3.2');
  expect(body).toContain('not associated with a Contact');
});

test('files outside the module are not served', async () => {
  for (const path of ['../package.json', '..%2fpackage.json', 'module.combodo-tawk-integration.php', 'extension.xml']) {
    const response = await fetch(`${sandbox.itopUrl}/3.2/env-production/combodo-tawk-integration/${path}`);
    expect(await response.text(), path).not.toMatch(/<\?php|<extension|"dependencies"/);
  }
});
