import { afterEach, describe, expect, test } from 'vitest';
import type { RestRequest, Trouble } from '../../sandbox/itop/rest';
import { ticketCreate } from '../../sandbox/tawk/webhooks';
import { ACCOUNT, PROPERTY, type Ring, SECRET, type Settings, startRing, until } from './ring';

let ring: Ring;
const start = async (settings?: Settings) => {
  ring = await startRing(settings);
  return ring;
};
afterEach(() => ring.stop());

const CLAUDE = { name: 'Claude Monet', email: 'claude@example.com', type: 'visitor' as const };
const STRANGER = { name: 'Str<b>anger', email: 'stranger@example.com', type: 'visitor' as const };
const HELP = { humanId: 17, subject: 'Printer on fire', message: 'It burns.\nReally.' };
const tickets = () => ring.itop.model.all('UserRequest');

describe('a tawk.to ticket', () => {
  test('becomes a ticket of the caller with that e-mail, in their organisation', async () => {
    await start({ ticket: { defaults: { impact: 3 } } });
    await ring.send(ticketCreate({ ...HELP, id: 'tk-1' }, { ...CLAUDE, email: 'Claude@Example.com' }));
    await ring.settled();
    expect(tickets()).toMatchObject([
      {
        title: 'Printer on fire',
        description: expect.stringMatching(
          /^<div style="[^"]*"><p>It burns.<br>Really.<\/p><\/div><p><small>.*not verified.*<\/small><\/p>$/,
        ),
        origin: 'chat',
        caller_id: '2',
        org_id: '1',
        impact: 3,
        tawkto_ref: '17',
        tawkto_id: `${PROPERTY}/tk-1`,
      },
    ]);
    expect((await ring.events())[0]).toMatchObject({ state: 'delivered', outcome: 'created UserRequest::4 R-000004' });
  });

  test('of nobody is set aside where no fallback is configured, and delivered once somebody is there', async () => {
    await start();
    await ring.send(ticketCreate(HELP, STRANGER));
    await until(async () => (await ring.events('set_aside')).length === 1);
    expect((await ring.events())[0]?.error).toBe('NO_CALLER');
    expect(tickets()).toEqual([]);
  });

  test('of an inactive person is of nobody', async () => {
    await start();
    await ring.send(ticketCreate(HELP, { ...CLAUDE, email: 'gone@example.com' }));
    await until(async () => (await ring.events('set_aside')).length === 1);
  });

  test('of an e-mail that two active persons share is of nobody', async () => {
    await start();
    ring.itop.model.put('Person', { email: CLAUDE.email, status: 'active', org_id: '1' });
    await ring.send(ticketCreate(HELP, CLAUDE));
    await until(async () => (await ring.events('set_aside')).length === 1);
    expect((await ring.events())[0]?.errorDetail).toContain('2 active persons');
  });

  test('of an e-mail that two active persons share says so where it goes to the fallback', async () => {
    await start({ ticket: { fallback: { organization: 'Demo' } } });
    ring.itop.model.put('Person', { email: CLAUDE.email, status: 'active', org_id: '1' });
    await ring.send(ticketCreate(HELP, CLAUDE));
    await ring.settled();
    expect(tickets()[0]?.description).toContain(
      'Requested by somebody with an e-mail that 2 active persons of iTop have:',
    );
  });

  test('says that the e-mail by which its caller was found is not verified', async () => {
    await start();
    await ring.send(ticketCreate(HELP, CLAUDE));
    await ring.settled();
    expect(tickets()[0]?.description).toContain(`not verified: ${CLAUDE.email}.`);
  });

  test('goes to the fallback with `trust: never`, whoever has the e-mail, and names the requester', async () => {
    await start({ trust: 'never', ticket: { fallback: { organization: 'Demo' } } });
    await ring.send(ticketCreate(HELP, CLAUDE));
    await ring.settled();
    expect(tickets()).toMatchObject([{ org_id: '1' }]);
    expect(tickets()[0]?.caller_id).toBeUndefined();
    expect(tickets()[0]?.description).toContain(
      `Requested by somebody with an e-mail that is not verified:</p><div style="margin:0 0 0 2em">│&nbsp;Name: ${CLAUDE.name}<br>`,
    );
  });

  test('without an e-mail is of nobody, even where one person of iTop has none either', async () => {
    await start();
    ring.itop.model.put('Person', { email: '', status: 'active', org_id: '1' });
    await ring.send(ticketCreate(HELP, { ...CLAUDE, email: ' ' }));
    await until(async () => (await ring.events('set_aside')).length === 1);
  });

  test('of nobody goes to the fallback, which names the requester', async () => {
    await start({ ticket: { fallback: { caller: CLAUDE.email, organization: 'Demo' } } });
    await ring.send(ticketCreate(HELP, STRANGER));
    await ring.settled();
    expect(tickets()).toMatchObject([{ caller_id: '2', org_id: '1' }]);
    expect(tickets()[0]?.description).toContain(
      'Name: Str&lt;b&gt;anger<br>│&nbsp;E-mail, not verified: stranger@example.com</div>',
    );
  });

  test('without an e-mail goes to a fallback that is only an organisation', async () => {
    await start({ ticket: { fallback: { organization: 'Demo' } } });
    await ring.send(ticketCreate(HELP, { name: 'V1', type: 'visitor' }));
    await ring.settled();
    expect(tickets()).toMatchObject([{ org_id: '1' }]);
    expect(tickets()[0]?.caller_id).toBeUndefined();
  });

  test('keeps its formatting and links, and loses all that is dangerous', async () => {
    await start();
    const message =
      '<p onclick="x()">Hi <b>there</b></p><script>alert(1)</script><img src="https://t.example/p.png" onerror="x()">' +
      '<a href="javascript:x()">a</a><a href="https://ok.example/">b</a><style>p{}</style><a href="/UI.php?x">c</a>';
    await ring.send(ticketCreate({ ...HELP, message }, CLAUDE));
    await ring.settled();
    expect(tickets()[0]?.description).toContain(
      '<p>Hi <b>there</b></p><a href="https://t.example/p.png">[image]</a>a<a href="https://ok.example/">b</a>c [/UI.php?x]',
    );
  });

  test('has a title that iTop 2.7 takes, which counts bytes; the whole subject is in the description', async () => {
    await start();
    const subject = `a\nb \ud800\u0007\u202e${'👩‍👩‍👧'.repeat(300)} end`;
    await ring.send(ticketCreate({ ...HELP, subject }, CLAUDE));
    await ring.send(ticketCreate({ ...HELP, subject: `${'é'.repeat(120)}…` }, CLAUDE));
    await ring.settled();
    const [long, short] = tickets();
    expect(long?.title).toMatch(/^a b \ufffd(👩‍👩‍👧)+…$/u);
    expect(Buffer.byteLength(String(long?.title))).toBeLessThanOrEqual(255);
    expect(long?.description).toMatch(
      /^<div [^>]*><p>a<br>b .*👧 end<\/p><p>It burns\.<br>Really\.<\/p><\/div><p><small>/u,
    );
    expect(short).toMatchObject({
      title: `${'é'.repeat(120)}…`,
      description: expect.stringContaining('<p>It burns.<br>Really.</p>'),
    });
  });

  test.each(['', ' \n', '\u200b\u202e', '\u0301'])(
    'has a title to be seen where the subject shows nothing (%j)',
    async (subject) => {
      await start();
      await ring.send(ticketCreate({ ...HELP, subject }, CLAUDE));
      await ring.settled();
      expect(tickets()[0]?.title).toBe('(no subject)');
    },
  );

  test('that is too long for a description is whole in the log, and says so', async () => {
    await start();
    const lines = Array.from({ length: 9000 }, (_, line) => `<line ${line}>`);
    await ring.send(ticketCreate({ ...HELP, message: lines.join('\n') }, CLAUDE));
    await ring.settled();
    const [ticket] = tickets();
    expect(Buffer.byteLength(String(ticket?.description))).toBeLessThan(65_535);
    expect(ticket?.description).toMatch(
      /^<div [^>]*><p>&lt;line 0&gt;<br>&lt;line 1&gt;.*<p>\[Shortened. More of it is in the log.\]<\/p><p><small>/,
    );
    const [entry] = (ticket?.private_log ?? []) as { message_html: string }[];
    expect(entry?.message_html).toContain('<br>&lt;line 4999&gt;<br>&lt;line 5000&gt;<br>');
    expect(entry?.message_html).toMatch(/&lt;line 8999&gt;<\/p><\/div>$/);
  });

  test('of an unexpected shape is set aside with what was expected, not lost', async () => {
    await start();
    const odd = { ...ticketCreate(HELP, CLAUDE), ticket: { id: 'tk-1', subject: { text: 'secret words' } } };
    expect(await ring.post(odd)).toBe(200);
    await until(async () => (await ring.events('set_aside')).length === 1);
    const [event] = await ring.events();
    expect(event).toMatchObject({ error: 'UNEXPECTED_SHAPE', errorDetail: expect.stringContaining('ticket.subject') });
  });
});

describe('exactly one ticket', () => {
  test('when tawk.to tells of it again under another id and with other bytes', async () => {
    await start();
    const ticket = ticketCreate({ ...HELP, id: 'tk-1' }, CLAUDE);
    await ring.send(ticket);
    await ring.send({ ...ticket, more: 1 });
    await ring.settled();
    expect(tickets()).toHaveLength(1);
    expect((await ring.events()).map(({ outcome }) => outcome?.split(' ')[0]).sort()).toEqual(['created', 'found']);
  });

  test.each<Trouble>(['die', 'gateway'])('when iTop commits and then fails (%s)', async (trouble) => {
    await start();
    let creates = 0;
    ring.itop.behave = ({ operation }) => ({
      trouble: operation === 'core/create' && ++creates === 1 ? trouble : undefined,
    });
    await ring.send(ticketCreate(HELP, CLAUDE));
    await ring.settled();
    expect(tickets()).toHaveLength(1);
    expect((await ring.events())[0]).toMatchObject({ attempts: 2, outcome: expect.stringContaining('found') });
  });

  test('when iTop is slower than we wait, but no slower than it may settle', async () => {
    await start({ itop: { timeout: '100ms', settle: '1s' } });
    let creates = 0;
    ring.itop.behave = ({ operation }) => ({ before: operation === 'core/create' && ++creates === 1 ? 700 : 0 });
    await ring.send(ticketCreate(HELP, CLAUDE));
    await ring.settled();
    expect(tickets()).toHaveLength(1);
    expect(creates).toBe(1);
  });
});

describe('an iTop in trouble', () => {
  const troubles: [Trouble, string][] = [
    ['refuse', 'ITOP_UNREACHABLE'],
    ['maintenance', 'ITOP_MAINTENANCE'],
    ['readonly', 'ITOP_MAINTENANCE'],
    ['html', 'ITOP_NOT_JSON'],
    ['unavailable', 'ITOP_HTTP'],
    ['credentials', 'ITOP_CREDENTIALS'],
    ['database', 'ITOP_DATABASE'],
  ];
  test.each(troubles)('(%s) is tried again until it works, and nothing is lost', async (trouble, code) => {
    await start();
    ring.itop.behave = () => ({ trouble });
    for (let i = 0; i < 10; i++) {
      await ring.send(ticketCreate(HELP, CLAUDE));
    }
    await until(async () => (await ring.events()).some(({ error }) => error === code));
    const failed = new RegExp(`itop_tawk_failed_total\\{.*code="${code}"\\} (\\d{2}|[4-9])`);
    await until(async () => failed.test(await (await fetch(`${ring.bridge.adminUrl}/metrics`)).text()));
    ring.itop.behave = () => ({});
    await ring.settled();
    expect(tickets()).toHaveLength(10);
    for (const secret of [HELP.subject, 'It burns', CLAUDE.email, SECRET, ACCOUNT.password]) {
      expect(ring.logged()).not.toContain(secret);
    }
  });

  test('without our attributes says so and waits for the extension', async () => {
    await start();
    ring.itop.model.extension = false;
    await ring.send(ticketCreate(HELP, CLAUDE));
    await until(async () => (await ring.events('waiting'))[0]?.error === 'ITOP_LOOKUP');
    ring.itop.model.extension = true;
    await ring.settled();
    expect(tickets()).toHaveLength(1);
  });

  test('that fails as a whole is probed, and gets no event until it works', async () => {
    await start({ retry: { first: '30ms', longest: '60ms' } });
    const asked: RestRequest[] = [];
    ring.itop.behave = (request) => {
      asked.push(request);
      return { trouble: 'maintenance' };
    };
    await ring.send(ticketCreate(HELP, CLAUDE));
    await until(() => asked.length > 2);
    const before = asked.length;
    await Promise.all(Array.from({ length: 40 }, () => ring.send(ticketCreate(HELP, CLAUDE))));
    await until(() => asked.length > before + 8);
    expect(new Set(asked.slice(before).map(({ key }) => key))).toEqual(
      new Set(["SELECT UserRequest WHERE (tawkto_id IN ('itop-tawk'))"]),
    );
    expect((await ring.events('waiting')).every(({ attempts }) => attempts === 0)).toBe(true);
  });

  test('that refuses the values gets the event once; it is set aside with what iTop said', async () => {
    await start({ ticket: { defaults: { impact: 9 } } });
    await ring.send(ticketCreate(HELP, CLAUDE));
    await until(async () => (await ring.events('set_aside')).length === 1);
    const [event] = await ring.events();
    expect(event).toMatchObject({
      attempts: 1,
      error: 'ITOP_REJECTED',
      errorDetail: expect.stringContaining('impact'),
    });
  });

  test('that stays so is given up after the configured time; a person can send the event again', async () => {
    await start({ retry: { for: '100ms' } });
    ring.itop.behave = () => ({ trouble: 'maintenance' });
    await ring.send(ticketCreate(HELP, CLAUDE));
    await until(async () => (await ring.events('set_aside')).length === 1);
    expect((await ring.events())[0]).toMatchObject({
      error: 'GAVE_UP',
      errorDetail: expect.stringContaining('MAINTENANCE'),
    });
  });

  test('never gets more calls at a time than configured', async () => {
    await start({ itop: { concurrency: 3 } });
    ring.itop.behave = () => ({ before: 5 });
    await Promise.all(Array.from({ length: 30 }, () => ring.send(ticketCreate(HELP, CLAUDE))));
    await ring.settled();
    expect(tickets()).toHaveLength(30);
    expect(ring.itop.mostAtOnce).toBe(3);
  });
});

test('a stop finishes running deliveries, and releases the other claims unchanged', async () => {
  await start();
  ring.itop.behave = () => ({ before: 30 });
  await Promise.all(Array.from({ length: 20 }, () => ring.send(ticketCreate(HELP, CLAUDE))));
  await until(() => ring.itop.calls.length > 5);
  await ring.bridge.stop();
  expect(await ring.events('delivering')).toEqual([]);
  const delivered = await ring.events('delivered');
  expect(tickets()).toHaveLength(delivered.length);
  const waiting = await ring.events('waiting');
  expect(delivered.length + waiting.length).toBe(20);
  expect(waiting.every(({ attempts }) => attempts === 0)).toBe(true);
});
