import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { chatTranscript, type TranscriptMessage, type Visitor } from '../../sandbox/tawk/webhooks';
import { type Ring, type Settings, startRing } from './ring';

let ring: Ring;
const start = async (settings?: Settings) => {
  ring = await startRing(settings);
};
afterEach(() => ring.stop());

const CLAUDE: Visitor = { name: 'Claude', email: 'claude@example.com' };
const CLAUDES_ID = '2';
let minute = 0;
const say = (t: 'a' | 'v' | 's', msg: string | null): TranscriptMessage => ({
  sender: t === 'a' ? { t, n: 'Agent Ann', id: 'a1' } : { t },
  type: 'msg',
  msg,
  time: new Date(Date.UTC(2026, 0, 1, 10, ++minute)).toISOString(),
});

/** A ticket with the reference R-000042. */
const ticket = (fields: object = {}) => {
  ring.itop.model.put('UserRequest', { ref: 'R-000042', title: 't', org_id: '1', caller_id: CLAUDES_ID, ...fields });
};
const entries = (log = 'private_log', index = 0): string[] => {
  const object = ring.itop.model.all('UserRequest')[index];
  return ((object?.[log] ?? []) as { message_html: string }[]).map(({ message_html }) => message_html);
};
const deliver = async (messages: TranscriptMessage[], visitor = CLAUDE, chatId: string = randomUUID()) => {
  await ring.send(chatTranscript(chatId, visitor, messages));
  await ring.settled();
  expect((await ring.events()).every(({ state }) => state === 'delivered')).toBe(true);
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
    expect(entry).toContain('<b>Claude</b>: It &lt;b&gt;burns&lt;/b&gt;<br>now');
    expect(entry).toMatch(/2026-01-01 10:\d\d:00 <b>Agent Ann<\/b>: That is r-000042\./);
    expect(entry).toContain('<a href="https://tawk.link/a.png">a&lt;b&gt;.png</a>');
    expect(entries('public_log')).toEqual([]);
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
    expect(entries()).toEqual([]);
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
    expect((await ring.events())[0]?.outcome).toContain('nothing to do');
  });

  test('asks iTop for twenty references at the most', async () => {
    await start();
    await deliver([say('a', Array.from({ length: 500 }, (_, i) => `R-${100000 + i}`).join(' '))]);
    expect(ring.itop.calls.length).toBe(20);
  });

  test('that grew adds only what is new; one that did not adds nothing', async () => {
    await start();
    ticket();
    const chatId = randomUUID();
    const first = [say('v', 'one'), say('a', 'R-000042')];
    await deliver(first, CLAUDE, chatId);
    await deliver([...first, say('v', 'three')], CLAUDE, chatId);
    await deliver(first, CLAUDE, chatId);
    await deliver([...first, { ...say('v', 'four'), time: 'soon' }], CLAUDE, chatId);
    expect(entries()).toHaveLength(2);
    expect(entries()[1]).toContain('three');
    expect(entries()[1]).not.toContain('one');
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
  });

  test('ticket: a chat without a ticket becomes one, which takes what is said later', async () => {
    await start({ transcripts: 'ticket' });
    const chatId = randomUUID();
    const first = [say('v', 'My printer burns'), say('a', 'Oh')];
    await deliver(first, CLAUDE, chatId);
    await deliver([...first, say('v', 'Now the house too')], CLAUDE, chatId);
    expect(ring.itop.model.all('UserRequest')).toMatchObject([
      { title: 'Chat: My printer burns', caller_id: CLAUDES_ID, origin: 'chat', tawkto_id: chatId },
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
    expect(ring.itop.model.all('UserRequest')).toMatchObject([{ title: 'Chat: Anybody there?' }]);
  });

  test('missed: an empty chat is none', async () => {
    await start({ transcripts: 'missed' });
    await deliver([]);
    expect(ring.itop.model.all('UserRequest')).toEqual([]);
  });
});
