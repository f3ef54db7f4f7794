import { describe, expect, test } from 'vitest';
import type { PhpVersion } from '../../sandbox/itop/php-runtime';
import type { TranscriptMessage } from '../../src/bridge/payload/payload';
import { markHtml } from '../../src/bridge/tickets/mark';
import { chatsPhp } from './chats-php';

type Values = Record<string, unknown>;
type Objects = Record<string, Record<number, Values>>;
interface Done {
  objects: Objects;
  html: string;
  log: string[];
  menu: Record<string, string>;
  placeholders: Record<string, string>;
  error: unknown;
  location: string | undefined;
}

const PROPERTY = '65f0a1b2c3d4e5f6a7b8c9d0';
const MARK = markHtml('chat', { id: PROPERTY }, 'c1', [{ sender: { t: 'v' }, msg: 'x' } as TranscriptMessage]);
/** As the bridge writes it (test/bridge/log-entry.test.ts) and iTop stores it. */
const transcript = (...lines: string[]) =>
  `<div><b>Chat with a visitor</b></div>
<div style="margin:0 0 0 2em">│&nbsp;Name: Claude<br>│&nbsp;E-mail, not verified: claude@example.com</div>
<div>10:00 <b>Agent</b> Alice:</div><div style="margin:0 0 0 2em">│&nbsp;Good morning</div>
<div>10:01 <b>Visitor</b>:</div><div style="margin:0 0 0 2em">${lines.map((line) => `│&nbsp;${line}`).join('<br>')}</div>
${MARK}`;
const TRANSCRIPT = transcript('My printer is &lt;on fire&gt;', '│ and &quot;hot&quot;');
const CHAT = {
  tawkto_id: 'c1',
  property_id: PROPERTY,
  status: 'answered',
  caller_id: 1,
  org_id: 7,
  visitor_name: 'Claude',
  visitor_email: 'claude@example.com',
  verified: 'yes',
  agents: 'Alice',
  page: 'https://itop.example.com/',
  started_at: '2026-11-25 10:00:00',
  first_answer_at: '2026-11-25 10:01:30',
  transcript: TRANSCRIPT,
};
const EMPTY = {
  caller_id: 0,
  visitor_name: '',
  visitor_email: '',
  verified: 'no',
  agents: '',
  page: '',
  transcript: '',
};
const objects = (change: Objects = {}): Objects => ({
  TawkChat: { 1: CHAT },
  Organization: { 7: { name: 'Demo' } },
  Person: { 1: { anonymized: true } },
  UserRequest: { 1: { ref: 'R-000001', title: 'Old', caller_id: 1, private_log: ['Before'] } },
  ...change,
});

describe.each<PhpVersion>(['7.4', '8.4'])('the module itop-tawk-chats, PHP %s', (version) => {
  async function run(request: Values): Promise<Done> {
    const php = await chatsPhp(version);
    const body = Buffer.from(JSON.stringify({ rights: ['create', 'modify'], objects: objects(), ...request }));
    const { text, headers } = await php.run({ scriptPath: '/chats-test/itop.php', method: 'POST', body });
    return { ...JSON.parse(text), location: headers.location?.[0] };
  }
  const write = async (values: Values, chat?: Values): Promise<Values> => {
    const before = chat === undefined ? {} : { 1: chat };
    const request = { do: 'write', values, objects: { TawkChat: before }, ...(chat && { id: 1 }) };
    return (await run(request)).objects.TawkChat?.[1] ?? {};
  };

  describe('whoever writes a chat', () => {
    test('tells how long the first answer took; no answer is no time, and a clock that went back is none', async () => {
      expect(await write(CHAT)).toMatchObject({ time_to_answer: 90 });
      expect(await write({ ...CHAT, first_answer_at: '' })).toMatchObject({ time_to_answer: null });
      expect(await write({ ...CHAT, first_answer_at: '2026-11-25 09:00:00' })).toMatchObject({ time_to_answer: 0 });
    });

    test('says once that it was missed', async () => {
      const missed = await write({ status: 'missed' }, CHAT);
      expect(missed.missed_at).toMatch(/^20\d\d-/);
      const again = await write({ message_count: 3 }, { ...missed, missed_at: '2026-01-01 00:00:00' });
      expect(again.missed_at).toBe('2026-01-01 00:00:00');
      expect((await write({ message_count: 3 }, CHAT)).missed_at).toBeUndefined();
    });

    test('erases all that is personal with one date, and what comes later too', async () => {
      const erased = await write({ erased_at: 1_764_000_000 }, CHAT);
      expect(erased).toMatchObject({ ...EMPTY, org_id: 7, status: 'answered' });
      expect(await write({ transcript: TRANSCRIPT, status: 'ended' }, erased)).toMatchObject({
        ...EMPTY,
        status: 'ended',
      });
    });

    test('erases it with the person; a chat of nobody is kept', async () => {
      const erased = await write({ caller_id: 0 }, CHAT);
      expect(erased).toMatchObject(EMPTY);
      expect(erased.erased_at).toMatch(/^20\d\d-/);
      const { transcript, erased_at } = await write({ ...CHAT, caller_id: 0 });
      expect({ transcript, erased_at }).toEqual({ transcript: TRANSCRIPT, erased_at: undefined });
    });
  });

  describe('Create a request', () => {
    const make = (change: Values = {}, form: Values = {}) =>
      run({
        do: 'page',
        method: 'POST',
        form: { operation: 'make', id: 1, transaction_id: 'valid', title: 'My printer', ...form },
        ...change,
      });
    const requests = ({ objects: { UserRequest } }: Done) => Object.keys(UserRequest ?? {}).length;

    test('makes one with the transcript, as the bridge would have, and goes there', async () => {
      const done = await make();
      expect(done.location).toBe('https://itop.example.com/UserRequest/2');
      expect(done.objects.UserRequest?.[2]).toMatchObject({
        title: 'My printer',
        org_id: 7,
        caller_id: 1,
        origin: 'chat',
        tawkto_id: `${PROPERTY}/c1`,
        private_log: [TRANSCRIPT],
      });
      expect(done.objects.lnkTawkChatToTicket?.[1]).toMatchObject({ tawkchat_id: 1, ticket_id: 2 });
    });

    test.each([`${PROPERTY}/c1`, 'c1'])('makes none where there is one of that chat (%s): it is shown', async (id) => {
      const done = await make({ objects: objects({ UserRequest: { 1: { tawkto_id: id } } }) });
      expect(done.html).toContain('UserRequest::1');
      expect(requests(done)).toBe(1);
    });

    test("makes one where there is one of another property's chat with that id", async () => {
      const made = { 1: { tawkto_id: `${'f'.repeat(24)}/c1` } };
      expect(requests(await make({ objects: objects({ UserRequest: made }) }))).toBe(2);
    });

    test('makes none while somebody else is at that chat', async () => {
      const done = await make({ somebodyElse: true });
      expect(done.html).toContain('UI:Error:ObjectAlreadyUpdated');
      expect([requests(done), done.location]).toEqual([1, undefined]);
    });

    test.each([
      ['without the right', { rights: ['modify'] }, {}],
      ['of a form that iTop has not given, or had back already', {}, { transaction_id: 'old' }],
      ['without a title', {}, { title: ' ' }],
      ['of a chat that is not there', {}, { id: 99 }],
      ['without an organization', { objects: objects({ TawkChat: { 1: { ...CHAT, org_id: 0 } } }) }, { org_id: 9 }],
      ['that iTop refuses', { refuses: true }, {}],
    ])('makes none %s, and says so', async (_, change, form) => {
      const done = await make(change, form);
      expect(requests(done)).toBe(1);
      expect(done.html).toContain('role="alert"');
    });

    test('cuts a title to what every iTop takes', async () => {
      const title = (await make({}, { title: 'ж'.repeat(200) })).objects.UserRequest?.[2]?.title;
      expect(title).toBe('ж'.repeat(127));
    });

    test.each([
      ['no', 'not verified'],
      ['yes', 'verified'],
    ])(
      'says who asks where iTop does not know, and no markup of theirs counts (verified: %s)',
      async (verified, proof) => {
        const unknown = { ...CHAT, caller_id: 0, visitor_name: '<b>Mallory</b>', verified };
        const done = await make({ objects: objects({ TawkChat: { 1: unknown } }) });
        const { description } = done.objects.UserRequest?.[2] ?? {};
        expect(description).toContain(
          `│&nbsp;Name: ‹b›Mallory‹/b›<br>│&nbsp;E-mail, ${proof}: claude@example.com</div>`,
        );
      },
    );

    test('offers the first words of the visitor as title, without markup', async () => {
      const { html } = await run({ do: 'page', params: { operation: 'make', id: 1 } });
      expect(html).toContain('value="Chat: My printer is ‹on fire› and “hot”"');
    });

    test('is made in an iTop without our attribute and without that origin, too', async () => {
      const done = await make({ lacks: ['UserRequest.tawkto_id', 'UserRequest.origin'] });
      expect(requests(done)).toBe(2);
    });
  });

  describe('Add to an existing request', () => {
    const put = (change: Values = {}, ref = 'R-000001') =>
      run({ do: 'page', method: 'POST', form: { operation: 'put', id: 1, transaction_id: 'valid', ref }, ...change });

    test('writes the transcript into its log and links both, once', async () => {
      const once = await put();
      expect(once.location).toBe('https://itop.example.com/UserRequest/1');
      expect(once.objects.UserRequest?.[1]?.private_log).toEqual(['Before', TRANSCRIPT]);
      const twice = await put({ objects: once.objects });
      expect(twice.objects.UserRequest?.[1]?.private_log).toEqual(['Before', TRANSCRIPT]);
      expect(Object.keys(twice.objects.lnkTawkChatToTicket ?? {})).toHaveLength(1);
    });

    test.each([
      ['with the mark of before 2.1.0', TRANSCRIPT.replace(`${PROPERTY}/`, ''), 1],
      ["with another property's chat of that id", TRANSCRIPT.replace(PROPERTY, 'f'.repeat(24)), 2],
    ])('tells by the mark whether the chat is in its log: %s', async (_, entry, entries) => {
      const request = { 1: { ref: 'R-000001', title: 'Old', private_log: [entry] } };
      const done = await put({ objects: objects({ UserRequest: request }) });
      expect(done.objects.UserRequest?.[1]?.private_log).toHaveLength(entries);
    });

    test.each([
      ['that is not there', {}, 'R-999999'],
      ['without the right', { rights: ['create'] }, 'R-000001'],
      [
        'that is closed',
        { objects: objects({ UserRequest: { 1: { ref: 'R-000001', status: 'closed' } } }) },
        'R-000001',
      ],
      ['while somebody else is at that chat', { somebodyElse: true }, 'R-000001'],
    ])('writes nothing into one %s, and says so', async (_, change, ref) => {
      const done = await put(change, ref);
      expect(done.html).toContain('role="alert"');
      expect([done.location, done.objects.lnkTawkChatToTicket]).toEqual([undefined, undefined]);
      expect(done.objects.UserRequest?.[1]?.private_log ?? ['Before']).toEqual(['Before']);
    });
  });

  test("what a visitor wrote is none of iTop's links in a ticket, whoever had written the chat", async () => {
    const words = transcript('[[Person:42]] [Bob](https://itop.example.com/pages/UI.php?x&amp;class=Person&amp;id=42)');
    const chat = { ...CHAT, caller_id: 0, visitor_name: '[[Person:42]]', transcript: words };
    const form = { operation: 'make', id: 1, transaction_id: 'valid', title: 'x' };
    const all = objects({ TawkChat: { 1: chat } });
    const made = await run({ do: 'page', method: 'POST', form, objects: all });
    const put = await run({
      do: 'page',
      method: 'POST',
      form: { ...form, operation: 'put', ref: 'R-000001' },
      objects: all,
    });
    const told = [made.objects.UserRequest?.[2], put.objects.UserRequest?.[1]].map((ticket) => JSON.stringify(ticket));
    for (const text of told) {
      expect(text).toContain('Person:42');
      expect(text).not.toMatch(/\[\[Person|\]\(/);
      expect(text).toContain(JSON.stringify(MARK).slice(1, -1));
    }
  });

  test("no placeholder of a notification makes markup of a visitor's words, and the transcript stays HTML", async () => {
    const eve = 'Eve</p><h1>"Hello"</h1>';
    const chat = { ...CHAT, visitor_name: eve, visitor_email: eve, page: eve, desk: eve };
    const codes = ['visitor_name', 'text(visitor_name)', 'visitor_email', 'page', 'desk', 'text(transcript)'];
    const { placeholders } = await run({
      do: 'placeholders',
      codes: [...codes, 'html(visitor_name)', 'transcript', 'html(transcript)', 'hyperlink()'],
      objects: objects({ TawkChat: { 1: chat } }),
    });
    for (const code of codes) {
      expect(placeholders[code]).not.toMatch(/[<>"]/);
    }
    expect(placeholders.visitor_name).toBe('Eve‹/p›‹h1›”Hello”‹/h1›');
    expect(placeholders['text(transcript)']).toContain('My printer is ‹on fire›');
    expect(placeholders['html(visitor_name)']).toContain('Eve&lt;/p&gt;');
    expect(placeholders.transcript).toBe(TRANSCRIPT);
    expect(placeholders['html(transcript)']).toBe(TRANSCRIPT);
    expect(placeholders['hyperlink()']).toBe('<a>hyperlink()</a>');
  });

  describe("a chat's menu", () => {
    const menu = async (change: Values = {}) => (await run({ do: 'menu', menu: 3, ...change })).menu;

    test('has what the user may do, and the same chat in tawk.to', async () => {
      const settings = { tawk_chat_url: 'https://dashboard.tawk.to/%1$s/%2$s' };
      const all = await menu({ settings });
      expect(Object.keys(all)).toEqual(['TawkChat:Make', 'TawkChat:Put', 'TawkChat:Open']);
      expect(all['TawkChat:Open']).toBe('https://dashboard.tawk.to/65f0a1b2c3d4e5f6a7b8c9d0/c1');
      expect(Object.keys(await menu({ settings, rights: [] }))).toEqual(['TawkChat:Put', 'TawkChat:Open']);
    });

    test('leads nowhere from a chat of Live Helper Chat, which tawk.to does not have', async () => {
      const settings = { tawk_chat_url: 'https://dashboard.tawk.to/%1$s/%2$s' };
      const chat = objects({ TawkChat: { 1: { ...CHAT, tawkto_id: '12-1796073510' } } });
      expect(await menu({ settings, objects: chat })).not.toHaveProperty('TawkChat:Open');
    });

    test('leads only to an address of https', async () => {
      for (const tawk_chat_url of ['javascript:alert(1)', '', 5]) {
        expect(await menu({ settings: { tawk_chat_url } })).not.toHaveProperty('TawkChat:Open');
      }
    });

    test('is empty where it fails, and what failed is in the log once, without a text', async () => {
      const failing = { do: 'menu', menu: 3, failing: ['TawkChat:Put'], cache: `menu-${version}` };
      const { menu: items, log } = await run(failing);
      expect(items).toEqual([]);
      expect(log).toEqual([
        expect.stringMatching(
          /^\[itop-tawk-chats\] itop-tawk-chats: the menu of a chat lacks its entries: Exception at itop\.php:\d+$/,
        ),
      ]);
      expect((await run(failing)).log).toEqual([]);
    });
  });
});
