import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { chatTranscript, type TranscriptMessage, type Visitor } from '../../sandbox/tawk/webhooks';
import { PROPERTY, type Ring, type Settings, startRing } from './ring';

let ring: Ring;
afterEach(() => ring.stop());

const CLAUDE: Visitor = { name: 'Claude', email: 'claude@example.com' };
const CLAUDES_ID = '2';
const DAY = '2026-03-02';
/** A chat that Claude begins at 10:00 and an agent ends at 10:10. */
const CHAT = [at('v', '10:00', 'My printer burns'), at('a', '10:10', 'Take the stairs')];

function at(t: 'a' | 'v' | 's', time: string, msg: string): TranscriptMessage {
  return { sender: t === 'a' ? { t, n: 'Ann' } : { t }, type: 'msg', msg, time: `${DAY}T${time}:00.000Z` };
}

/** An iTop with Claude's tickets R-000041 and R-000042, and a bridge. */
async function start(settings?: Settings): Promise<{ first: string; second: string }> {
  ring = await startRing(settings);
  return { first: ticket('R-000041'), second: ticket('R-000042') };
}
function ticket(ref: string, fields: object = {}, className = 'UserRequest'): string {
  return ring.itop.model.put(className, { ref, title: 't', org_id: '1', caller_id: CLAUDES_ID, ...fields });
}
/** What the panel stores. @param id '' for nothing in particular */
function choose(id: string, time: string, fields: object = {}): void {
  ring.itop.model.put('TawkChatTopic', {
    email: 'claude@example.com',
    person_id: CLAUDES_ID,
    item_class: id === '' ? '' : 'UserRequest',
    item_id: id === '' ? '0' : id,
    chosen_at: /T/.test(time) ? time : `${DAY}T${time}:00Z`,
    ...fields,
  });
}
async function deliver(messages = CHAT, visitor = CLAUDE, chatId: string = randomUUID()): Promise<void> {
  await ring.send(chatTranscript(chatId, visitor, messages));
  await ring.settled();
  expect((await ring.events()).every(({ state }) => state === 'delivered' || state === 'no_ticket')).toBe(true);
}
/** The references of the tickets with an entry in their log, one for each entry. */
function logged(className = 'UserRequest'): string[] {
  return ring.itop.model
    .all(className)
    .flatMap(({ ref, private_log = [] }) => (private_log as unknown[]).map(() => String(ref)));
}
const outcome = async () => (await ring.events())[0]?.outcome;
const asked = (className: string) => ring.itop.calls.filter((call) => call.class === className).length;

describe('a transcript finds the ticket that was chosen for the chat', () => {
  test('without a reference in it, and the outcome says that it was chosen', async () => {
    const { second } = await start();
    choose(second, '09:59');
    await deliver();
    expect(logged()).toEqual(['R-000042']);
    expect(await outcome()).toBe(`logged in UserRequest::${second} R-000042, chosen in the panel`);
  });

  test('with three calls for what it needs to know: the choice, the ticket, its log', async () => {
    const { second } = await start();
    choose(second, '09:59');
    await deliver();
    const reads = ring.itop.calls.filter(({ operation }) => operation === 'core/get');
    expect(reads.map((call) => call.class)).toEqual(['TawkChatTopic', 'Ticket', 'UserRequest']);
  });

  test('whoever is its caller: iTop showed it to the visitor', async () => {
    await start();
    choose(ticket('R-000050', { caller_id: '3' }), '09:59');
    await deliver();
    expect(logged()).toEqual(['R-000050']);
  });

  test('in any class of `ticket.classes`', async () => {
    await start();
    choose(ticket('I-000050', {}, 'Incident'), '09:59', { item_class: 'Incident' });
    await deliver();
    expect(logged('Incident')).toEqual(['I-000050']);
  });

  test('beside those that it names; of one that is chosen and named once', async () => {
    const { first, second } = await start();
    choose(second, '09:59');
    await deliver([...CHAT, at('v', '10:05', 'R-000041, not R-000042')]);
    expect(logged()).toEqual(['R-000041', 'R-000042']);
    expect(await outcome()).toBe(
      `logged in UserRequest::${second} R-000042, chosen in the panel; logged in UserRequest::${first} R-000041`,
    );
  });

  test('of an e-mail in upper case, with blanks around it', async () => {
    const { second } = await start();
    choose(second, '09:59');
    await deliver(CHAT, { name: 'Claude', email: ' Claude@EXAMPLE.com ' });
    expect(logged()).toEqual(['R-000042']);
  });

  test('when it comes again, or longer: the same tickets, nothing twice', async () => {
    const { first, second } = await start();
    const chatId = randomUUID();
    choose(first, '09:59');
    await deliver(CHAT, CLAUDE, chatId);
    await deliver(CHAT, CLAUDE, chatId);
    expect(logged()).toEqual(['R-000041']);
    choose(second, '10:20');
    await deliver([...CHAT, at('v', '10:30', 'And the house')], CLAUDE, chatId);
    await deliver([...CHAT, at('v', '10:30', 'And the house')], CLAUDE, chatId);
    expect(logged()).toEqual(['R-000041', 'R-000041', 'R-000042']);
  });

  test('a day later, whatever was chosen since', async () => {
    const { first, second } = await start();
    choose(second, '09:59');
    choose(first, '2026-03-03T09:00:00Z');
    await deliver();
    expect(logged()).toEqual(['R-000042']);
  });

  test('that is closed by now', async () => {
    await start();
    choose(ticket('R-000050', { status: 'closed', operational_status: 'closed' }), '09:59');
    await deliver();
    expect(logged()).toEqual(['R-000050']);
  });
});

describe('a transcript goes into no ticket by choice', () => {
  test.each([
    ['without an e-mail', { name: 'V1' }],
    ['with an empty one', { name: 'V1', email: ' ' }],
    ['with several in one', { name: 'Claude', email: 'claude@example.com, other@example.com' }],
    ["with another's", { name: 'Other', email: 'other@example.com' }],
    ['with one that only looks alike', { name: 'Claude', email: 'cláude@example.com' }],
  ])('%s', async (_, visitor) => {
    const { second } = await start();
    choose(second, '09:59');
    choose(second, '09:59', { email: '' });
    await deliver(CHAT, visitor);
    expect(logged()).toEqual([]);
  });

  test('without a time in it: nothing is asked', async () => {
    const { second } = await start();
    choose(second, '09:59');
    await deliver(CHAT.map((message) => ({ ...message, time: 'soon' })));
    expect(logged()).toEqual([]);
    expect(asked('TawkChatTopic')).toBe(0);
  });

  test('with `trust: never`: an e-mail tells nothing', async () => {
    const { second } = await start({ trust: 'never', ticket: { fallback: { organization: 'Demo' } } });
    choose(second, '09:59');
    await deliver();
    expect(logged()).toEqual([]);
    expect(asked('TawkChatTopic')).toBe(0);
  });

  test('with a choice that has no time, or no class or id', async () => {
    const { second } = await start();
    choose(second, '09:58', { item_class: "UserRequest' OR 1" });
    choose('0', '09:59');
    choose(second, '10:01', { chosen_at: 'soonT' });
    await deliver();
    expect(logged()).toEqual([]);
  });

  test('where two persons with the e-mail chose at that time; the outcome says so', async () => {
    const { first, second } = await start();
    choose(first, '09:58');
    choose(second, '09:59', { person_id: '3' });
    await deliver();
    expect(logged()).toEqual([]);
    expect(await outcome()).toContain(`UserRequest::${second}, chosen in the panel, does not count: several persons`);
  });

  test('that is deleted, or not to be seen; the outcome says so, and a chat becomes a ticket where it may', async () => {
    await start({ transcripts: 'ticket' });
    choose('999', '09:59');
    await deliver();
    expect(await outcome()).toMatch(
      /^created UserRequest.*\nUserRequest::999, chosen in the panel, does not count: it is not there/,
    );
  });

  test('of a class that `ticket.classes` does not name', async () => {
    await start();
    choose('7', '09:59', { item_class: 'Change' });
    await deliver();
    expect(await outcome()).toContain('Change::7, chosen in the panel, does not count: `ticket.classes`');
  });

  test('whose id is that of a ticket of another class', async () => {
    const { second } = await start();
    choose(second, '09:59', { item_class: 'Incident' });
    await deliver();
    expect(logged()).toEqual([]);
  });
});

describe('of two active persons with one e-mail', () => {
  /** Somebody else with Claude's e-mail; their id. */
  const other = (status = 'active') =>
    ring.itop.model.put('Person', { name: 'Other', email: 'claude@example.com', status, org_id: '1' });
  const FALLBACK = { fallback: { organization: 'Demo' } };
  const made = () => ring.itop.model.all('UserRequest').at(-1);

  test('the one who chose in the panel for this chat is the caller, of the ticket and of the chat', async () => {
    await start({ transcripts: 'ticket', chats: 'on', ticket: FALLBACK });
    choose('', '09:59', { person_id: other() });
    await deliver();
    const [chat] = ring.itop.model.all('TawkChat');
    expect([made()?.caller_id, chat?.caller_id]).toEqual([chat?.caller_id, ring.itop.model.all('Person').at(-1)?.id]);
    expect(made()?.description).toContain('which 2 persons have, and by what they chose in the panel');
  });

  test.each([
    ['both chose', ['09:58', '09:59']],
    ['one chose, for another chat', ['08:00']],
    ['nobody chose', []],
  ])('nobody is where %s', async (_name, times) => {
    await start({ transcripts: 'ticket', chats: 'on', ticket: FALLBACK });
    const persons = [CLAUDES_ID, other()];
    for (const [index, time] of times.entries()) choose('', time, { person_id: persons[index] });
    await deliver();
    expect([made()?.caller_id, ring.itop.model.all('TawkChat')[0]?.caller_id]).toEqual([undefined, undefined]);
    expect(made()?.description).toContain('with an e-mail that 2 active persons of iTop have');
  });

  test("the one who chose has tickets of their own; the other's are a colleague's", async () => {
    await start();
    ticket('R-000050', { caller_id: other() });
    ticket('R-000051', { caller_id: other('inactive') });
    const mentions = [...CHAT, at('a', '10:05', 'R-000041, R-000050, R-000051')];
    await deliver(mentions);
    expect(logged()).toEqual(['R-000041', 'R-000050', 'R-000051']);
    choose('', '09:59');
    await deliver(mentions);
    expect(logged().filter((ref) => ref === 'R-000050')).toHaveLength(1);
    expect(logged().filter((ref) => ref === 'R-000051')).toHaveLength(2);
  });
});

describe('a chat that became a ticket', () => {
  test('takes what is said later, and so does what is chosen meanwhile', async () => {
    const { second } = await start({ transcripts: 'ticket' });
    const chatId = randomUUID();
    await deliver(CHAT, CLAUDE, chatId);
    const own = ring.itop.model.all('UserRequest').find(({ tawkto_id }) => tawkto_id === `${PROPERTY}/${chatId}`)?.ref;
    choose(second, '10:20');
    await deliver([...CHAT, at('v', '10:30', 'And the house')], CLAUDE, chatId);
    expect(logged().sort()).toEqual(['R-000042', own, own].sort());
  });

  test('is none where a ticket was chosen', async () => {
    const { second } = await start({ transcripts: 'ticket' });
    choose(second, '09:59');
    await deliver();
    expect(ring.itop.model.all('UserRequest')).toHaveLength(2);
  });
});

describe('an iTop that keeps no choices, or does not show them', () => {
  test('with an older extension is asked once in a while, and nothing is said of it', async () => {
    await start();
    ring.itop.model.lacks.add('TawkChatTopic');
    await deliver([...CHAT, at('v', '10:05', 'R-000042')]);
    await deliver([...CHAT, at('v', '10:05', 'R-000041')]);
    expect(logged()).toEqual(['R-000041', 'R-000042']);
    expect(asked('TawkChatTopic')).toBe(1);
    expect(ring.logged()).not.toContain('TawkChatTopic');
  });

  test('for want of rights is said once', async () => {
    const { second } = await start();
    ring.itop.hidden.add('TawkChatTopic');
    choose(second, '09:59');
    await deliver([...CHAT, at('v', '10:05', 'R-000041')]);
    await deliver();
    expect(logged()).toEqual(['R-000041']);
    expect(asked('TawkChatTopic')).toBe(1);
    expect(ring.logged().split('may not read TawkChatTopic')).toHaveLength(2);
  });

  test('because it is in trouble is asked again: the chat waits', async () => {
    const { second } = await start();
    choose(second, '09:59');
    let calls = 0;
    ring.itop.behave = ({ class: of }) => (of === 'TawkChatTopic' && ++calls < 3 ? { trouble: 'database' } : {});
    await deliver();
    expect(logged()).toEqual(['R-000042']);
  });
});

describe('the setting `ticket.classes`', () => {
  const mention = (ref: string) => [...CHAT, at('a', '10:05', ref)];

  test('by default, references of user requests and incidents are looked for, all with one call', async () => {
    await start();
    ticket('I-000050', {}, 'Incident');
    await deliver(mention('R-000041, I-000050, R-000042'));
    expect([...logged(), ...logged('Incident')]).toEqual(['R-000041', 'R-000042', 'I-000050']);
    expect(asked('Ticket')).toBe(1);
  });

  test('names classes that this iTop does not have: they are none', async () => {
    await start({ ticket: { classes: ['Incident', 'Change'] } });
    ring.itop.model.lacks.add('Incident');
    await deliver(mention('R-000041'));
    expect(logged()).toEqual(['R-000041']);
  });

  test('leaves others out', async () => {
    await start({ ticket: { classes: [] } });
    ticket('I-000050', {}, 'Incident');
    await deliver(mention('I-000050'));
    expect(logged('Incident')).toEqual([]);
    expect(await outcome()).toContain("I-000050 does not count: the bridge's user finds no UserRequest of that name");
    expect(asked('Ticket')).toBe(0);
  });

  test('serves a user who may not read all tickets, class by class', async () => {
    await start();
    ring.itop.hidden.add('Ticket').add('Incident');
    await deliver(mention('R-000041'));
    await deliver(mention('R-000042'));
    expect(logged()).toEqual(['R-000041', 'R-000042']);
    expect([asked('Ticket'), asked('Incident')]).toEqual([1, 1]);
  });

  test("a ticket that the bridge's user may only read does not count, and holds up nothing", async () => {
    await start();
    ring.itop.readable.add('Incident');
    ticket('I-000050', {}, 'Incident');
    await deliver(mention('I-000050, R-000041'));
    expect([...logged(), ...logged('Incident')]).toEqual(['R-000041']);
    expect(await outcome()).toContain("I-000050 does not count: the bridge's user may not change Incident");
  });
});
