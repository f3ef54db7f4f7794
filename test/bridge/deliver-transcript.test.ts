import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { chatTranscript, type TranscriptMessage, type Visitor } from '../../sandbox/tawk/webhooks';
import { PROPERTY, type Ring, type Settings, startRing } from './ring';

let ring: Ring;
const start = async (settings?: Settings) => {
  ring = await startRing(settings);
};
afterEach(() => ring.stop());

const CLAUDE: Visitor = { name: 'Claude', email: 'claude@example.com' };
const CLAUDES_ID = '2';
let minute = 0;
const say = (t: 'a' | 'v' | 's', msg: string | null): TranscriptMessage => ({
  sender: t === 'a' ? { t, n: 'Ann', id: 'a1' } : { t },
  type: 'msg',
  msg,
  time: new Date(Date.UTC(2026, 0, 1, 10, ++minute)).toISOString(),
});

/** A ticket with the reference R-000042. */
const ticket = (fields: object = {}) => {
  ring.itop.model.put('UserRequest', { ref: 'R-000042', title: 't', org_id: '1', caller_id: CLAUDES_ID, ...fields });
};
/** Somebody of another organisation; their id. */
const stranger = () => {
  const orgId = ring.itop.model.put('Organization', { name: 'Other' });
  return ring.itop.model.put('Person', { name: 'Degas', email: 'edgar@example.com', org_id: orgId });
};
const entries = (log = 'private_log', index = 0): string[] => {
  const object = ring.itop.model.all('UserRequest')[index];
  return ((object?.[log] ?? []) as { message_html: string }[]).map(({ message_html }) => message_html);
};
const deliver = async (messages: TranscriptMessage[], visitor = CLAUDE, chatId: string = randomUUID()) => {
  await ring.send(chatTranscript(chatId, visitor, messages));
  await ring.settled();
  expect((await ring.events()).every(({ state }) => state === 'delivered' || state === 'no_ticket')).toBe(true);
};
/** What became of the last event: its state, what was done, and what did not count. */
const became = async () => {
  const [{ state, outcome } = { state: undefined, outcome: '' }] = await ring.events();
  const [done, ...notCounted] = (outcome ?? '').split('\n');
  return { state, done, notCounted };
};

describe('a transcript', () => {
  test('is one entry in the log of the ticket that the agent named, with times, names and links', async () => {
    await start();
    ticket();
    const file = { url: 'https://tawk.link/a.png', name: 'a<b>.png', mimeType: 'image/png', size: 1, extension: 'png' };
    const picture: TranscriptMessage = { ...say('v', null), attchs: [{ type: 'file', content: { file } }] };
    await deliver([say('v', 'It <b>burns</b>\nnow'), say('a', 'That is r-000042.'), picture]);
    expect(entries()).toHaveLength(1);
    const [entry = ''] = entries();
    expect(entry).toMatch(
      /10:\d\d <b>Visitor<\/b>:<\/div><div [^>]*>│&nbsp;It &lt;b&gt;burns&lt;\/b&gt;<br>│&nbsp;now<\/div>/,
    );
    expect(entry).toMatch(/10:\d\d <b>Agent<\/b> Ann:<\/div><div [^>]*>│&nbsp;That is r-000042\./);
    expect(entry).toContain('<a href="https://tawk.link/a.png">a&lt;b&gt;.png</a>');
    expect(entries('public_log')).toEqual([]);
    expect(await became()).toEqual({ state: 'delivered', done: 'logged in UserRequest::4 R-000042', notCounted: [] });
  });

  test('goes to the public log where that is configured', async () => {
    await start({ ticket: { log: 'public_log' } });
    ticket();
    await deliver([say('a', 'R-000042')]);
    expect(entries('public_log')).toHaveLength(1);
  });

  test("is not put where only a visitor named somebody else's ticket", async () => {
    await start();
    ticket({ caller_id: '3' });
    await deliver([say('v', 'R-000042')]);
    await deliver([say('v', 'R-000042'), say('s', 'R-000042')], { name: 'V1' });
    await deliver([say('v', 'R-000042')], { name: 'V1', email: 'nobody@example.com' });
    await deliver([say('v', '/ticket R-000042')]);
    expect(entries()).toEqual([]);
    expect((await became()).notCounted).toEqual([
      'R-000042 does not count: only the visitor named it, and is not its caller',
    ]);
  });

  test("is not put into a stranger's ticket that an agent only mentions; the outcome says so", async () => {
    await start();
    ticket({ caller_id: stranger() });
    await deliver([say('v', 'My R-000042!'), say('a', "R-000042? That one isn't yours")]);
    await deliver([say('a', 'R-000042')], { name: 'V1' });
    expect(entries()).toEqual([]);
    const events = await ring.events('no_ticket');
    expect(events.map(({ outcome }) => outcome)).toEqual([
      expect.stringContaining('R-000042 does not count: iTop knows nobody with the e-mail of the visitor'),
      expect.stringContaining('R-000042 does not count: its caller is not the visitor'),
    ]);
  });

  test("is put into a stranger's ticket where an agent says so outright", async () => {
    await start();
    ticket({ caller_id: stranger() });
    await deliver([say('a', 'I put this there:\n/ticket r-000042')], { name: 'V1' });
    expect(entries()).toHaveLength(1);
  });

  test.each(['private_log', 'public_log'])(
    "is not put into a colleague's ticket that an agent mentions, but where an agent says so outright: %s",
    async (log) => {
      await start({ ticket: { log } });
      const colleague = ring.itop.model.put('Person', { name: 'Morisot', email: 'b@example.com', org_id: '1' });
      ticket({ caller_id: colleague });
      await deliver([say('v', 'R-000042'), say('a', 'like R-000042, not R-000006')]);
      expect(entries(log)).toEqual([]);
      expect((await became()).notCounted).toEqual([
        expect.stringMatching(
          /^R-000042 does not count: its caller is not the visitor \(with \/ticket and the reference/,
        ),
        expect.stringContaining('R-000006 does not count'),
      ]);
      await deliver([say('a', '/ticket R-000042')]);
      expect(entries(log)).toHaveLength(1);
    },
  );

  test('is put where the reference stands in emphasis, with a dash of print, also behind /ticket', async () => {
    await start({ transcripts: 'ticket' });
    ticket({ caller_id: stranger() });
    await deliver([say('a', '/ticket _R\u2013000042_')], { name: 'V1' });
    expect(entries()).toHaveLength(1);
    expect(ring.itop.model.all('UserRequest')).toHaveLength(1);
  });

  test('with a /ticket that is not understood says so, and nothing of what was written', async () => {
    await start();
    ticket({ caller_id: stranger() });
    await deliver([say('a', 'Hm\n/ticket R-000042 secret'), say('v', '/ticket mine')]);
    expect((await became()).notCounted.at(-1)).toBe(
      'a line of an agent begins with /ticket and is not understood: expected one reference behind it, and nothing else on that line',
    );
    await deliver([say('a', '/ticket\n/ticket 42')]);
    expect((await became()).notCounted).toEqual([expect.stringMatching(/^2 lines of agents begin with \/ticket/)]);
  });

  test('finds references of the form that `ticket.reference` tells, and no others', async () => {
    await start({ ticket: { reference: String.raw`INC\d{7}` } });
    ticket();
    ticket({ ref: 'INC0000042' });
    await deliver([say('v', 'R-000042 and inc0000042')]);
    expect([entries(), entries('private_log', 1)].map(({ length }) => length)).toEqual([0, 1]);
  });

  test('is read whole for references, however little of it the log shows', async () => {
    await start();
    ticket({ caller_id: stranger() });
    ring.itop.model.put('UserRequest', { ref: 'R-000043', title: 't', org_id: '1', caller_id: stranger() });
    const many = Array.from({ length: 10_000 }, (_, index) => say('v', `message ${index}`));
    await deliver([...many, say('a', '/ticket R-000042'), say('a', `${'long '.repeat(5000)}\n/ticket R-000043`)]);
    expect(entries()[0]).toMatch(/\[\d+ more messages are in tawk\.to\]/);
    expect(entries('private_log', 1)).toHaveLength(1);
  });

  test('is not put where a reference stands only in a link', async () => {
    await start();
    ticket();
    await deliver([
      say('a', 'See https://itop.example.com/pages/UI.php?ref=R-000042'),
      say('v', '[R-000042](https://x)'),
    ]);
    expect(await became()).toEqual({
      state: 'no_ticket',
      done: 'the chat names no ticket that counts',
      notCounted: ['R-000042 does not count: it stands in a link'],
    });
  });

  test('of a visitor whose e-mail nobody verified goes only where an agent says so, with `trust: never`', async () => {
    await start({ trust: 'never', ticket: { fallback: { organization: 'Demo' } } });
    ticket();
    await deliver([say('v', 'R-000042'), say('a', 'R-000042')]);
    expect(entries()).toEqual([]);
    expect((await became()).notCounted).toEqual([expect.stringContaining('`trust` is never')]);
    await deliver([say('a', '/ticket R-000042')]);
    expect(entries()).toHaveLength(1);
  });

  test('tells the times in the configured zone', async () => {
    await start({ time_zone: 'Asia/Kolkata' });
    ticket();
    await deliver([{ ...say('a', 'R-000042'), time: '2026-01-01T20:00:00Z' }]);
    expect(entries()[0]).toContain(', 2026-01-02, times in Asia/Kolkata');
    expect(entries()[0]).toContain('01:30 <b>Agent</b> Ann');
  });

  test('is put where the visitor named a ticket of their own', async () => {
    await start();
    ticket();
    await deliver([say('v', 'R-000042'), say('a', 'Hello')], { ...CLAUDE, email: 'CLAUDE@example.com' });
    expect(entries()).toHaveLength(1);
  });

  test('with no ticket in it, or of one that does not exist, leaves iTop as it is', async () => {
    await start();
    await deliver([say('v', 'Hi'), say('a', 'R-999999')]);
    expect(ring.itop.model.all('UserRequest')).toEqual([]);
    expect(await became()).toMatchObject({ state: 'no_ticket', done: 'the chat names no ticket that counts' });
    expect(await (await fetch(`${ring.bridge.adminUrl}/metrics`)).text()).toMatch(
      /^itop_tawk_no_ticket_total\{.*\} 1$/m,
    );
  });

  test('asks iTop for twenty references at the most', async () => {
    await start();
    await deliver([say('a', Array.from({ length: 500 }, (_, i) => `R-${100000 + i}`).join(' '))]);
    const [call, ...more] = ring.itop.calls.filter(({ key }) => String(key).includes('R-1'));
    expect(String(call?.key).match(/R-1\d{5}/g)).toHaveLength(20);
    expect(more).toEqual([]);
  });

  test('that grew adds only what is new; one that did not adds nothing', async () => {
    await start();
    ticket();
    const chatId = randomUUID();
    const first = [say('v', 'one'), say('a', 'R-000042')];
    await deliver(first, CLAUDE, chatId);
    await deliver([...first, say('v', 'three')], CLAUDE, chatId);
    await deliver(first, CLAUDE, chatId);
    expect(entries()).toHaveLength(2);
    expect(entries()[1]).toContain('three');
    expect(entries()[1]).not.toContain('one');
  });

  test('adds a message that comes late, whatever its time', async () => {
    await start();
    ticket();
    const chatId = randomUUID();
    const [early, first] = [say('v', 'early'), say('a', 'R-000042')];
    await deliver([first], CLAUDE, chatId);
    await deliver([early, first], CLAUDE, chatId);
    await deliver([early, first, { ...first, msg: 'at one moment' }], CLAUDE, chatId);
    await deliver([early, first, { ...say('v', 'no time'), time: 'soon' }], CLAUDE, chatId);
    expect(entries()).toHaveLength(4);
    ['R-000042', 'early', 'at one moment', 'no time'].forEach((words, index) => {
      expect(entries()[index]).toContain(words);
    });
  });

  test('that tells only the new messages is added whole', async () => {
    await start();
    ticket();
    const chatId = randomUUID();
    await deliver([say('v', 'one'), say('a', 'R-000042')], CLAUDE, chatId);
    await deliver([say('v', 'two, R-000042')], CLAUDE, chatId);
    expect(entries()[1]).toContain('two');
  });

  test("cannot pretend to be another chat's entry", async () => {
    await start();
    ticket();
    const chatId = randomUUID();
    await deliver([say('a', 'R-000042'), say('v', `tawk.to chat ${chatId}, messages to 2099-01-01T00:00:00Z`)]);
    await deliver([say('a', 'R-000042 again')], CLAUDE, chatId);
    expect(entries()).toHaveLength(2);
  });

  test('is logged once when iTop commits and then dies', async () => {
    await start({ itop: { timeout: '100ms' } });
    ticket();
    let updates = 0;
    ring.itop.behave = ({ operation }) => ({
      trouble: operation === 'core/update' && ++updates === 1 ? 'die' : undefined,
    });
    await deliver([say('a', 'R-000042')]);
    expect(entries()).toHaveLength(1);
  });

  test('does not wipe out another that comes at the same moment for the same ticket', async () => {
    await start();
    ticket();
    ring.itop.behave = () => ({ before: 10 });
    const messages = [say('a', 'R-000042')];
    await Promise.all(Array.from({ length: 6 }, () => ring.send(chatTranscript(randomUUID(), CLAUDE, messages))));
    await ring.settled();
    expect(entries()).toHaveLength(6);
  });
});

describe('the setting `transcripts`', () => {
  test('off: nothing is asked of iTop', async () => {
    await start({ transcripts: 'off' });
    ticket();
    await deliver([say('a', 'R-000042')]);
    expect(ring.itop.calls).toEqual([]);
    expect((await ring.events())[0]).toMatchObject({ state: 'no_ticket', outcome: '`transcripts` is off' });
  });

  test('ticket: a chat without a ticket becomes one, which takes what is said later', async () => {
    await start({ transcripts: 'ticket' });
    const chatId = randomUUID();
    const first = [say('v', 'My printer burns'), say('a', 'Oh')];
    await deliver(first, CLAUDE, chatId);
    await deliver([...first, say('v', 'Now the house too')], CLAUDE, chatId);
    expect(ring.itop.model.all('UserRequest')).toMatchObject([
      { title: 'Chat: My printer burns', caller_id: CLAUDES_ID, origin: 'chat', tawkto_id: `${PROPERTY}/${chatId}` },
    ]);
    expect(entries()).toHaveLength(2);
    expect(entries()[1]).toContain('house');
    expect(entries()[1]).not.toContain('printer');
  });

  test('ticket: a chat about a ticket is logged there and becomes none', async () => {
    await start({ transcripts: 'ticket' });
    ticket();
    await deliver([say('a', 'R-000042')]);
    expect(ring.itop.model.all('UserRequest')).toHaveLength(1);
    expect(entries()).toHaveLength(1);
  });

  test('missed: only a chat that no agent answered becomes a ticket', async () => {
    await start({ transcripts: 'missed' });
    await deliver([say('v', 'Hello?'), say('a', 'Hello!')]);
    expect(ring.itop.model.all('UserRequest')).toEqual([]);
    await deliver([say('v', 'Anybody there?'), say('s', 'left')]);
    expect(ring.itop.model.all('UserRequest')).toMatchObject([
      { title: expect.stringMatching(/^Chat with Claude, 2026-01-\d\d \d\d:\d\d$/) },
    ]);
  });

  test('missed: a greeting before the question is no answer', async () => {
    await start({ transcripts: 'missed' });
    await deliver([say('a', 'Hello, can I help you?'), say('v', 'It burns')]);
    expect(ring.itop.model.all('UserRequest')).toMatchObject([{ title: 'Chat: It burns' }]);
  });

  test('missed: a later transcript turns a chat either way, and makes one ticket at the most', async () => {
    await start({ transcripts: 'missed' });
    const chatId = randomUUID();
    const said = [say('v', 'It burns'), say('a', 'Water'), say('v', 'Thank you!')];
    await deliver(said, CLAUDE, chatId);
    expect(ring.itop.model.all('UserRequest')).toEqual([]);
    said.push(say('v', 'It burns again'));
    await deliver(said, CLAUDE, chatId);
    expect(ring.itop.model.all('UserRequest')).toHaveLength(1);
    said.push(say('a', 'Water again'));
    await deliver(said, CLAUDE, chatId);
    said.push(say('v', 'And again'));
    await deliver(said, CLAUDE, chatId);
    expect(ring.itop.model.all('UserRequest')).toHaveLength(1);
    expect(entries()).toHaveLength(3);
  });

  test.each(['missed', 'ticket'])('%s: where the visitor said nothing there is no ticket', async (transcripts) => {
    await start({ transcripts });
    await deliver([say('a', 'Hello, can I help you?'), say('s', 'The visitor left')]);
    expect(ring.itop.model.all('UserRequest')).toEqual([]);
  });

  test('missed: an empty chat is none', async () => {
    await start({ transcripts: 'missed' });
    await deliver([]);
    expect(ring.itop.model.all('UserRequest')).toEqual([]);
    expect((await ring.events())[0]).toMatchObject({ state: 'no_ticket', outcome: 'no messages' });
  });
});
