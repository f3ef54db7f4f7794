import { describe, expect, it, vi } from 'vitest';
import { inspect } from '../../../src/itop/check/inspection';
import { UnreachableError } from '../../../src/itop/web/browser';
import { LoginError } from '../../../src/itop/web/login';
import { NoPortalError } from '../../../src/itop/web/open-page';
import { verify } from '../../../src/itop/web/verify';
import { RIGHT, smallItop } from '../small-itop';
import { BUILT, chat, HASH, PORTAL, page, type StandIn, standIn, WIDGET } from './stand-in';

const SERVED = { status: 200, type: 'text/javascript', body: WIDGET };
const NOT_FOUND = { status: 404, type: 'text/html', body: WIDGET };
const who = { user: 'paula', password: 'right' };
async function report(changes: Partial<StandIn> = {}, options: { portal?: string } = {}) {
  return verify(await standIn(changes), { ...who, built: BUILT, ...options });
}
const codes = async (changes: Partial<StandIn>, options?: { portal?: string }) =>
  (await report(changes, options)).findings.map(({ severity, code }) => `${severity} ${code}`);

describe('a user who gets the chat', () => {
  it('in a portal', async () => {
    const { url, ...rest } = await report();
    expect(url).toContain(PORTAL);
    expect(rest).toMatchObject({
      user: 'paula',
      page: 'portal',
      portal: 'itop-portal',
      chat: true,
      identity: { name: 'Paula Portal', email: 'paula@example.com' },
      secureMode: true,
      scripts: [
        { url: expect.stringContaining('/widget.js?v='), answers: true, isOurs: true },
        { url: expect.stringContaining('/chat.js?v='), answers: true, isOurs: true },
        { url: expect.stringContaining('/panel.js?v='), answers: true, isOurs: true },
      ],
      embed: { answers: true },
      findings: [],
    });
  });
  it('in the console', async () => {
    const console = {
      landing: 'pages/UI.php',
      page: page(chat({ name: 'A', email: 'a@b', hash: HASH }), 'backoffice'),
    };
    expect(await report(console)).toMatchObject({ page: 'console', portal: 'backoffice', chat: true, findings: [] });
  });
  it('whatever the name holds', async () => {
    const name = '</script>"}{\\ \u2028 O\'Brien';
    expect((await report({ page: page(chat({ name, email: 'a@b', hash: HASH })) })).identity?.name).toBe(name);
  });
  it('the hash itself is not in the report', async () => expect(JSON.stringify(await report())).not.toContain(HASH));
  it('any address of the iTop will do', async () => {
    const root = await standIn();
    for (const address of [root, root.slice(0, -1), `${root}pages/UI.php?c=1#x`, `${root}index.php`]) {
      expect((await verify(address, who)).chat).toBe(true);
    }
  });
  describe('the desk', () => {
    const SCRIPT = '{root}env-production/combodo-tawk-integration/asset/js/widget.js?v=2.0.0';
    const withDesk = (more: object) =>
      page(chat({ name: 'P', email: 'p@x', hash: HASH, organization: 'Demo' }, '{root}embed', SCRIPT, more));

    it('is told with its hours and all that its agents are told', async () => {
      const hours = { isOpen: false, until: 1_800_000_000, now: 1 };
      const panel = { url: '/itop/pages/exec.php?desk=2', tells: ['facts', 'page'] };
      const facts = 'pages/exec.php?desk=2&facts=1';
      const changes = { page: withDesk({ hours, panel }), pages: { [facts]: '{"facts":{"phone":"12"},"hours":null}' } };
      expect((await report(changes)).desk).toEqual({
        property: 'itop',
        widget: 'embed',
        entry: 2,
        hours: { isOpen: false, until: 1_800_000_000 },
        facts: { organization: 'Demo', phone: '12' },
        pages: true,
      });
      const settings = `${RIGHT} 'widgets' => array(array('widget_id' => 'x'), array('widget_id' => 'y', 'name' => 'VIP'))`;
      const files = await inspect(await smallItop({ settings }));
      expect((await verify(await standIn(changes), { ...who, files })).desk?.name).toBe('VIP');
    });
    it('a page that does not tell the facts is a warning', async () => {
      const panel = { url: '/itop/pages/exec.php?x=1', tells: ['facts'] };
      const changes = { page: withDesk({ panel }), pages: { 'pages/exec.php?x=1&facts=1': '<html>' } };
      expect(await codes(changes)).toEqual(['warning no-facts']);
    });
  });
  it('the script is not compared where there is none to compare with', async () =>
    expect((await verify(await standIn(), who)).scripts?.[0]).not.toHaveProperty('isOurs'));
});

describe('what is wrong with the chat that a user gets', () => {
  const visitor = { name: 'Paula', email: 'paula@example.com', hash: HASH };
  it.each<[string, Partial<StandIn>, string[]]>([
    ['no identity', { page: page(chat(undefined)) }, ['warning no-identity']],
    ['no name', { page: page(chat({ ...visitor, name: undefined })) }, ['warning no-name']],
    ['no e-mail', { page: page(chat({ name: 'Paula' })) }, ['warning no-email', 'note secure-mode-off']],
    ['no secure mode', { page: page(chat({ ...visitor, hash: undefined })) }, ['note secure-mode-off']],
    ['a hash that is none', { page: page(chat({ ...visitor, hash: 'ABC' })) }, ['error bad-hash']],
    ['no script', { widget: NOT_FOUND, chat: SERVED, panel: SERVED }, ['error script-missing']],
    ['no second script', { chat: NOT_FOUND }, ['error script-missing']],
    ['no script of the panel', { panel: NOT_FOUND }, ['error script-missing']],
    [
      'a page instead of the script',
      { widget: { ...SERVED, type: 'text/html' }, chat: SERVED, panel: SERVED },
      ['error script-missing'],
    ],
    [
      'an older script',
      { widget: { ...SERVED, body: new Uint8Array(3) }, chat: SERVED, panel: SERVED },
      ['warning script-differs'],
    ],
    ['an embed address that refuses', { embed: { status: 404 } }, ['warning embed-refuses']],
    [
      'an embed address that nobody has',
      { page: page(chat(visitor, 'http://127.0.0.1:1/x')) },
      ['unknown embed-unreachable'],
    ],
  ])('%s', async (_name, changes, expected) => {
    const { findings, chat: isThere } = await report(changes);
    expect(isThere).toBe(true);
    expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
    for (const { what, remedy } of findings) expect([what, remedy]).not.toContain('');
  });
  it('an embed address that does not answer in time', async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((time) => timeout(time === 5_000 ? 50 : time));
    const { findings } = await report({ embed: { status: 200, hang: true } });
    vi.restoreAllMocks();
    expect(findings).toMatchObject([{ code: 'embed-unreachable', what: expect.stringContaining('within 5 seconds') }]);
  });
});

describe('a user who gets none', () => {
  it('though the extension is there', async () => {
    const { findings, chat: isThere } = await report({ page: page() });
    expect(isThere).toBe(false);
    expect(findings).toMatchObject([{ severity: 'note', code: 'not-for-this-user' }]);
    expect(findings[0]?.remedy).toContain('"itop-portal" is not in enabled_portals');
    expect(findings[0]?.remedy).toContain('itop-tawk check');
  });
  it('for the extension is not compiled', async () =>
    expect(await codes({ page: page(), widget: { status: 404, type: '', body: WIDGET } })).toEqual([
      'warning not-compiled',
    ]));
  it('for PHP works with an older state of iTop, as REST tells', async () => {
    const rest = { code: 100, message: "Error: output_fields: invalid attribute code 'tawkto_id'" };
    const { findings } = await report({ page: page(), rest });
    expect(findings).toMatchObject([{ severity: 'error', code: 'php-not-restarted' }]);
    expect(findings[0]?.remedy).toContain('Restart PHP');
    for (const other of [
      { code: 0, objects: null },
      { code: 1, message: 'no right to use REST' },
    ])
      expect(await codes({ page: page(), rest: other })).toEqual(['note not-for-this-user']);
  });
  it('from us, but tawk.to in another way', async () =>
    expect(await codes({ page: page('var Tawk_API = Tawk_API || {};') })).toEqual([
      'warning foreign-tawk',
      'note not-for-this-user',
    ]));
  it('that can be read, for another version printed it', async () => {
    const other = page('window.itopTawk={"embedUrl":1};');
    await expect(report({ page: other })).rejects.toThrow(/cannot be read\. Is it another version of the extension/);
  });
  it('for iTop fails', async () => {
    const { findings } = await report({ page: '<p>iTop: An error occurred</p>', status: 500 });
    expect(findings).toMatchObject([{ code: 'no-page', what: expect.stringContaining('answers 500') }]);
    expect(findings[0]?.remedy).toMatch(/PHP's error log/);
    expect(findings[0]?.remedy).toContain('itop-tawk check');
    expect(findings[0]?.remedy).toContain('log/error.log');
  });
  it('for iTop shows something else', async () =>
    expect(await codes({ page: '<html><title>Sorry</title><body>no contact</body></html>' })).toEqual([
      'error no-page',
    ]));
});

describe('a user who gets none, and the files of that iTop', () => {
  const withFiles = async (settings: string, changes: Partial<StandIn> = {}) => {
    const files = await inspect(await smallItop({ settings: `${RIGHT}\n${settings}` }));
    return (await verify(await standIn({ page: page(), ...changes }), { ...who, files })).findings;
  };
  it('where all is compiled and set, PHP has to be restarted', async () => {
    const findings = await withFiles("'allowed_profiles' => array()");
    expect(findings).toMatchObject([{ severity: 'error', code: 'php-not-restarted' }]);
  });
  it('where profiles are named, it may be them or that', async () => {
    const [found] = await withFiles("'allowed_profiles' => 'Portal user'");
    expect(found).toMatchObject({ severity: 'note', code: 'not-for-this-user' });
    expect(found?.remedy).toMatch(/allowed_profiles: Portal user\? If so: Restart PHP/);
  });
  it('where the portal is not enabled, it is that', async () => {
    const [found] = await withFiles("'enabled_portals' => 'backoffice'");
    expect(found?.remedy).toBe('Add "itop-portal" to enabled_portals, which has: backoffice.');
  });
  it('where check finds an error, it is that', async () =>
    expect(await withFiles("'enabled_portals' => array()")).toMatchObject([{ code: 'no-portal' }]));
});

describe('another portal than the user is sent to', () => {
  it('is opened', async () => {
    const landing = PORTAL.replace(/=itop-portal$/, '=other');
    expect(await report({ landing }, { portal: 'other' })).toMatchObject({ portal: 'other', findings: [] });
  });
  it('is opened though iTop sends the user elsewhere after the log-in, as behind a proxy without the Host', async () => {
    const pages = { [PORTAL]: page(chat({ name: 'A', email: 'a@b', hash: HASH })) };
    const landing = { landing: 'pages/UI.php', page: page('', 'backoffice'), pages };
    expect(await report(landing, { portal: 'itop-portal' })).toMatchObject({
      portal: 'itop-portal',
      chat: true,
      findings: [],
    });
  });
  it('is not there: said with those that the user gets to', async () => {
    const links = '<a href="{root}pages/UI.php">a</a><a href="/x?portal_id=acme&exec_page=index.php">b</a>';
    const failure = report({ page: page().replace('<script>', `${links}<script>`) }, { portal: 'nosuch' });
    await expect(failure).rejects.toThrow(
      'There is no portal "nosuch" in this iTop, which answers 500 for it. "paula" gets to: itop-portal, backoffice, acme.',
    );
    await expect(failure).rejects.toBeInstanceOf(NoPortalError);
  });
  it('is not there: said with those that the files have', async () => {
    const options = { ...who, portal: 'nosuch', files: await inspect(await smallItop()) };
    await expect(verify(await standIn(), options)).rejects.toThrow(/This iTop has: backoffice, itop-portal\.$/);
  });
  it('is not opened by a user who may not', async () =>
    expect(await codes({}, { portal: 'backoffice' })).toEqual(['warning other-portal']));
});

describe('no log-in', () => {
  const failure = async (changes: Partial<StandIn>, password = 'right') =>
    verify(await standIn(changes), { ...who, password }).catch((error) => error);

  it('with a wrong password, in the words of iTop, without the password', async () => {
    const error = await failure({}, 'wrong-secret');
    expect(error).toBeInstanceOf(LoginError);
    expect(error.message).toContain('iTop refuses "paula": Incorrect login/password, please try again.');
    expect(error.message).not.toContain('wrong-secret');
  });
  it('where iTop shows no form', async () => {
    const error = await failure({ loginPage: '<title>Single sign-on</title>' });
    expect(error).toBeInstanceOf(LoginError);
    expect(error.message).toMatch(/shows no form for user and password \(Single sign-on\).*allowed_login_types/);
  });
  it("where iTop fails: the error points to PHP's log and to check", async () => {
    const error = await failure({ loginPage: '<title>Error</title>', loginStatus: 500 });
    expect(error).toBeInstanceOf(LoginError);
    expect(error.message).toMatch(/answers 500/);
    expect(error.message).toMatch(/PHP's error log/);
    expect(error.message).toContain('itop-tawk check');
    expect(error.message).not.toContain('allowed_login_types');
  });
  it('where iTop has another address: the password is not sent there', async () => {
    const other = await standIn();
    const error = await failure({ redirect: other.replace('127.0.0.1', 'localhost') });
    expect(error).toBeInstanceOf(LoginError);
    expect(error.message).toMatch(/sends http:\/\/127.*on to http:\/\/localhost.*app_root_url/);
  });
  it('where the form would send the password to another host', async () => {
    const form = '<form action="http://elsewhere.example/"><input name="auth_pwd"></form>';
    expect((await failure({ loginPage: form })).message).toContain('on to http://elsewhere.example.');
  });
  it('where a proxy redirects for ever', async () => {
    const error = await failure({ redirect: '/itop/pages/UI.php' });
    expect(error).toBeInstanceOf(UnreachableError);
    expect(error.message).toContain('more than 10 times');
  });
  it('where nothing listens', async () => {
    const error = await verify('http://127.0.0.1:1/', who).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UnreachableError);
    expect(error.message).toContain('http://127.0.0.1:1/pages/UI.php cannot be reached from here');
  });
});
