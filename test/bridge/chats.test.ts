import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  chatEnd,
  chatStart,
  chatTranscript,
  type TranscriptMessage,
  ticketCreate,
  type Visitor,
  type WebhookPayload,
} from '../../sandbox/tawk/webhooks';
import { sharedPostgres, type TestPostgres } from '../postgres';
import { PROPERTY, type Ring, type Settings, startRing } from './ring';

let postgres: TestPostgres;
let ring: Ring;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterEach(() => ring.stop());

const CLAUDE: Visitor = { name: 'Claude', email: 'claude@example.com' };
const CLAUDES_ID = '2';
const NOBODY: Visitor = { name: 'V17', email: 'who@example.net' };
const CHAT = 'chat-1';
/** A chat of today: tawk.to's times are compared with those of its tickets. */
const noon = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000);
const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const say = (t: 'a' | 'v' | 's', minutes: number, msg: string): TranscriptMessage => ({
  sender: t === 'a' ? { t, n: msg.startsWith('Bob') ? 'Bob' : 'Ann' } : { t },
  type: 'msg',
  msg,
  time: at(minutes).toISOString(),
});
const BEGUN = say('v', 0, 'It burns');
const ANSWERED = [BEGUN, say('a', 2, 'Water is on its way'), say('v', 3, 'Thanks')];

const started = (visitor = CLAUDE) => chatStart(CHAT, visitor, 'It burns', 'visitor', at(0));
const ended = (visitor = CLAUDE) => chatEnd(CHAT, visitor, at(5));
const told = (messages = ANSWERED, visitor = CLAUDE) => chatTranscript(CHAT, visitor, messages, at(8));
/** What somebody, or an agent for them, writes a ticket about so many minutes after the chat began. */
const ticketAt = (minutes: number, email = 'Claude@Example.com') =>
  ticketCreate(
    { id: 'tk-1', humanId: 7, subject: 'Fire', message: 'm' },
    { name: 'C', email, type: 'agent' },
    at(minutes),
  );

const start = async (settings: Settings = {}) => {
  ring = await startRing({ chats: 'on', ...settings });
};
const deliver = async (...payloads: WebhookPayload[]) => {
  for (const payload of payloads) {
    await ring.send(payload);
    await ring.settled();
  }
};
const chats = () => ring.itop.model.all('TawkChat');
const chat = () => chats()[0] ?? {};
const links = () => ring.itop.model.all('lnkTawkChatToTicket').map(({ ticket_id }) => ticket_id);
const ticket = (ref: string, fields: object = {}) =>
  ring.itop.model.put('UserRequest', { ref, title: 't', org_id: '1', caller_id: CLAUDES_ID, ...fields });
const log = (id: string) =>
  (ring.itop.model.all('UserRequest').find((each) => each.id === id)?.private_log ?? []) as { message: string }[];
const outcome = async () => (await ring.events())[0]?.outcome;
/** As the stand-in's iTop tells a time, an hour before Greenwich. */
const local = (minutes: number) =>
  new Date(at(minutes).getTime() + 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

const COMPLETE = {
  tawkto_id: CHAT,
  property_id: PROPERTY,
  property_name: 'Sandbox desk',
  desk: 'Sandbox desk',
  status: 'answered',
  started_at: local(0),
  first_answer_at: local(2),
  ended_at: local(3),
  caller_id: CLAUDES_ID,
  org_id: '1',
  visitor_name: 'Claude',
  visitor_email: 'claude@example.com',
  verified: 'no',
  agents: 'Ann',
  message_count: 3,
  page: 'https://itop.example.org/pages/exec.php',
  transcript: expect.stringContaining('Water is on its way'),
};

describe('a chat is one object of iTop', () => {
  test('from its begin on: going on, with its person and their organisation', async () => {
    await start();
    await deliver(started());
    expect(chats()).toMatchObject([{ status: 'ongoing', started_at: local(0), caller_id: CLAUDES_ID, org_id: '1' }]);
    expect(await outcome()).toMatch(/^created TawkChat::\d+, ongoing$/);
    await deliver(ended());
    expect(chats()).toMatchObject([{ status: 'ended', started_at: local(0), ended_at: local(5) }]);
    await deliver(told());
    expect(chats()).toMatchObject([COMPLETE]);
    expect((await ring.events()).map(({ state }) => state)).toEqual(['no_ticket', 'delivered', 'delivered']);
    expect(await outcome()).toMatch(/^the chat names no ticket that counts; updated TawkChat::\d+, answered$/);
  });

  test('missed, where no agent said anything', async () => {
    await start();
    await deliver(started(), ended(), told([BEGUN, say('s', 1, 'Nobody is there')]));
    expect(chat()).toMatchObject({ status: 'missed', agents: '', ended_at: local(0), message_count: 2 });
    expect(chat().first_answer_at).toBe('');
  });

  test('missed, where an agent only said hello before the question: that was no first answer', async () => {
    await start();
    await deliver(chatStart(CHAT, CLAUDE, 'Hello', 'agent', at(0)));
    // an agent began it, so nobody waits yet
    expect(chat().first_answer_at).toBe(local(0));
    await deliver(told([say('a', 0, 'Hello'), say('v', 1, 'It burns')]));
    expect(chat()).toMatchObject({ status: 'missed', first_answer_at: '', agents: 'Ann' });
  });

  test('turned by a later transcript either way', async () => {
    await start();
    const said = [...ANSWERED];
    const states: unknown[] = [];
    for (const more of [say('v', 200, 'It burns again'), say('a', 201, 'Water'), say('v', 202, 'And again')]) {
      await deliver(told(said));
      states.push(chat().status);
      said.push(more);
    }
    await deliver(told(said));
    expect([...states, chat().status]).toEqual(['answered', 'missed', 'answered', 'missed']);
    expect(chat().first_answer_at).toBe(local(2));
  });

  test('not missed, where the visitor said nothing', async () => {
    await start();
    await deliver(told([say('a', 0, 'Hello'), say('s', 1, 'The visitor left')]));
    expect(chat()).toMatchObject({ status: 'answered', first_answer_at: '' });
  });

  test('judged and told by all of its messages, however little of them is shown', async () => {
    await start();
    const many = Array.from({ length: 9000 }, () => say('v', 0, 'It burns'));
    await deliver(told([...many, say('a', 4, 'Bob here')]));
    expect(chat()).toMatchObject({ status: 'answered', agents: 'Bob', ended_at: local(4), first_answer_at: local(4) });
  });

  test('which starts no later than the event that reports it, whatever time its messages have, so that it ages', async () => {
    await start();
    await deliver(told([{ ...BEGUN, time: '9999-01-01T00:00:00Z' }]));
    expect(chat().started_at).toBe(local(8));
  });

  test('with all agents that spoke, each once', async () => {
    await start();
    await deliver(told([...ANSWERED, say('a', 4, 'Bob here'), say('a', 5, 'Ann again')]));
    expect(chat().agents).toBe('Ann, Bob');
  });

  test('for 5 calls of iTop, when nothing is chosen or named', async () => {
    await start();
    await deliver(started(), ended(), told());
    // by OQL the bridge looks for old chats
    const calls = ring.itop.calls.filter(({ key }) => typeof key !== 'string' || !key.startsWith('SELECT'));
    expect(calls.map(({ operation, class: of }) => `${operation} ${of}`)).toEqual([
      'core/get Person',
      'core/create TawkChat',
      'core/update TawkChat',
      'core/update TawkChat',
      'core/get TawkChatTopic',
    ]);
  });

  const orders = [
    [started(), told(), ended()],
    [ended(), started(), told()],
    [ended(), told(), started()],
    [told(), ended(), started()],
    [told(), started(), ended()],
  ];
  test.each(orders.map((order) => [order.map(({ event }) => event.replace('chat:', '')).join(', '), order] as const))(
    'and the same in whatever order its events come: %s',
    async (_name, order) => {
      await start();
      await deliver(...order);
      expect(chats()).toMatchObject([COMPLETE]);
    },
  );

  test('completed by a longer transcript; a shorter one that comes after it, or an event again, changes nothing', async () => {
    await start();
    const longer = [...ANSWERED, say('a', 9, 'Still there?')];
    await deliver(told([BEGUN]));
    expect(chat().status).toBe('missed');
    await deliver(told(longer));
    const whole = { status: 'answered', message_count: 4, ended_at: local(9) };
    expect(chats()).toMatchObject([whole]);
    const before = structuredClone(chats());
    await deliver(told(), { ...started(), again: 1 }, { ...ended(), again: 1 }, { ...told(longer), again: 1 });
    expect(chats()).toEqual(before);
    expect(await outcome()).toMatch(/; found TawkChat::\d+, answered$/);
  });

  test('of somebody unknown: without person and organisation, with name and e-mail as typed', async () => {
    await start();
    await deliver(started(NOBODY));
    expect(chat()).toMatchObject({ visitor_name: 'V17', visitor_email: 'who@example.net' });
    expect([chat().caller_id, chat().org_id]).toEqual([undefined, undefined]);
  });

  test('of whom the transcript is the first to tell, also where iTop is gone between the words and the person', async () => {
    await start();
    await deliver(started({ name: 'V17' }), ended({ name: 'V17' }));
    let isGone = true;
    ring.itop.behave = ({ operation, fields }) => {
      const isPerson =
        operation === 'core/update' && fields !== undefined && Object.keys(fields).join() === 'caller_id,org_id';
      if (!isPerson || !isGone) return {};
      isGone = false;
      return { trouble: 'refuse' };
    };
    await deliver(told());
    expect(isGone).toBe(false);
    expect(chat()).toMatchObject({ status: 'answered', caller_id: CLAUDES_ID });
  });

  test('of whom the transcript is the first to tell', async () => {
    await start();
    await deliver(started({ name: 'V17' }), told());
    expect(chats()).toMatchObject([{ caller_id: CLAUDES_ID, visitor_name: 'Claude', visitor_email: CLAUDE.email }]);
  });

  test('of nobody, with `trust: never`', async () => {
    await start({ trust: 'never', ticket: { fallback: { organization: 'Demo' } } });
    await deliver(started(), told());
    expect([chat().caller_id, chat().visitor_email]).toEqual([undefined, CLAUDE.email]);
  });

  test('with names that iTop takes, whatever is typed', async () => {
    await start();
    await deliver(started({ name: `${'ü'.repeat(300)}\n`, email: 'a'.repeat(400) }));
    expect(Buffer.byteLength(String(chat().visitor_name))).toBeLessThanOrEqual(255);
  });

  test('and nobody else, where it was erased in iTop before its transcript came', async () => {
    await start();
    await deliver(started());
    ring.itop.model.update('TawkChat', chat().id, { erased_at: 1 }, 'somebody')();
    await deliver(told());
    expect(chat()).toMatchObject({
      status: 'answered',
      caller_id: '0',
      transcript: '',
      visitor_name: '',
      message_count: 3,
    });
  });
});

describe.each(['SQLite', 'PostgreSQL'])('with %s, exactly one object', (name) => {
  const startOn = (settings: Settings = {}) =>
    start({ ...settings, ...(name === 'SQLite' ? {} : { database: postgres.newDatabase() }) });

  test('where all its events come at one moment, each twice', async () => {
    await startOn();
    ring.itop.behave = () => ({ before: 10 });
    const all = [told(), ended(), started()].flatMap((each) => [each, { ...each, again: 1 }]);
    await Promise.all([...all, ...all].map((each) => ring.send(each)));
    await ring.settled();
    expect(chats()).toMatchObject([COMPLETE]);
  });

  test('where iTop dies after each write', async () => {
    await startOn({ itop: { timeout: '500ms' } });
    const id = ticket('R-000042');
    const died = new Set<string>();
    ring.itop.behave = ({ operation, class: of, fields }) => {
      const write = JSON.stringify([operation, of, Object.keys(fields ?? {})]);
      const isFirst = operation !== 'core/get' && !died.has(write);
      died.add(write);
      return { trouble: isFirst ? 'die' : undefined };
    };
    await deliver(started(), ended(), told([...ANSWERED, say('a', 4, 'In R-000042')]));
    expect(chats()).toMatchObject([{ ...COMPLETE, message_count: 4, ended_at: local(4) }]);
    expect(links()).toEqual([id]);
    expect(log(id)).toHaveLength(1);
  });
});

describe('a chat is linked to', () => {
  test('the ticket that it names, once, also by a longer transcript', async () => {
    await start();
    const id = ticket('R-000042');
    await deliver(told([...ANSWERED, say('a', 4, 'In R-000042')]));
    await deliver(told([...ANSWERED, say('a', 4, 'In R-000042'), say('v', 5, 'Ok')]));
    expect(links()).toEqual([id]);
    expect(await outcome()).toMatch(/^logged in UserRequest::\d+ R-000042; updated TawkChat::\d+, answered$/);
  });

  test('the ticket that was chosen for it, and the one that it became', async () => {
    await start({ transcripts: 'ticket' });
    const topic = {
      email: CLAUDE.email,
      person_id: CLAUDES_ID,
      item_class: 'UserRequest',
      chosen_at: at(-1).toISOString(),
    };
    const id = ticket('R-000042');
    ring.itop.model.put('TawkChatTopic', { ...topic, item_id: id });
    await deliver(told());
    await ring.send(chatTranscript('chat-2', NOBODY, [say('v', 30, 'Hello')], at(31)));
    await ring.send(chatTranscript('chat-3', CLAUDE, [say('v', -90, 'Hello')], at(-80)));
    await ring.settled();
    const own = ring.itop.model.all('UserRequest').find(({ tawkto_id }) => tawkto_id === `${PROPERTY}/chat-3`);
    expect(links()).toEqual([id, own?.id]);
  });

  test('the ticket that an agent makes of it, which gets the transcript', async () => {
    await start();
    await deliver(started(), ticketAt(3));
    const [made] = ring.itop.model.all('UserRequest');
    // whether another is nearer to its end is not known yet
    expect(links()).toEqual([]);
    await deliver(told());
    expect(links()).toEqual([made?.id]);
    expect(log(String(made?.id))).toHaveLength(1);
  });

  /** Tickets of Claude's e-mail at these minutes after the chat began; those of type `visitor` by tawk.to's form. */
  const ticketsAt = (...tickets: [minutes: number, type: 'agent' | 'visitor'][]) =>
    tickets.map(([minutes, type]) =>
      ticketCreate({ id: `tk-${minutes}`, humanId: 7, subject: 's', message: 'm' }, { ...CLAUDE, type }, at(minutes)),
    );
  const idOf = (minutes: number) =>
    ring.itop.model.all('UserRequest').find(({ tawkto_id }) => tawkto_id === `${PROPERTY}/tk-${minutes}`)?.id;
  const FIVE = ticketsAt([1, 'agent'], [2, 'visitor'], [4, 'agent'], [6, 'agent'], [7, 'agent']);
  const LATER = ticketsAt([4, 'agent'], [9, 'agent'], [50, 'agent']);
  const longer = () => told([...ANSWERED, say('v', 9, 'And the house')]);

  test.each([
    ['before its transcript', [started(), ...FIVE, told()]],
    ['of which that one is made after its transcript', [started(), ...ticketsAt([2, 'visitor']), told(), ...LATER]],
    ['without its begin', [...FIVE, told()]],
  ])(
    'one of five tickets with its e-mail: the one that an agent made nearest to its end, %s',
    async (_name, events) => {
      await start();
      await deliver(...events);
      await deliver(longer());
      expect(links()).toEqual([idOf(4)]);
      expect(ring.itop.model.all('UserRequest').filter(({ id }) => log(String(id)).length > 0)).toMatchObject([
        { id: idOf(4) },
      ]);
    },
  );

  test('no ticket that the visitor asked for by the form of tawk.to', async () => {
    await start();
    await deliver(started(), ...ticketsAt([2, 'visitor'], [4, 'visitor']), told(), ...ticketsAt([9, 'visitor']));
    expect(links()).toEqual([]);
  });

  test('no ticket that was made of a later chat of the same e-mail', async () => {
    await start();
    const second = chatTranscript('chat-2', CLAUDE, [say('v', 10, 'Hello'), say('a', 12, 'Oh')], at(15));
    await deliver(chatStart('chat-2', CLAUDE, 'Hello', 'visitor', at(10)), ...ticketsAt([11, 'agent']), told(), second);
    const [first, other] = ring.itop.model.all('TawkChat');
    expect(ring.itop.model.all('lnkTawkChatToTicket')).toMatchObject([
      { tawkchat_id: [first, other].find((each) => each?.tawkto_id === 'chat-2')?.id, ticket_id: idOf(11) },
    ]);
  });

  test('the same where its begin tells no e-mail, or comes last', async () => {
    await start();
    await deliver(started({ name: 'V1' }), ticketAt(3), told());
    const [made] = ring.itop.model.all('UserRequest');
    expect(links()).toEqual([made?.id]);
    expect(log(String(made?.id))).toHaveLength(1);
  });

  test('a ticket that is made of it an hour later, and none of somebody else, or from before it', async () => {
    await start({ ticket: { fallback: { organization: 'Demo' } } });
    await deliver(started(), told(), ticketAt(55));
    expect(links()).toHaveLength(1);
    const other = { name: 'G', email: 'gone@example.com', type: 'agent' as const };
    await deliver(ticketCreate({ id: 'tk-3', humanId: 9, subject: 's', message: 'm' }, other, at(4)));
    await ring.send(
      ticketCreate({ id: 'tk-2', humanId: 8, subject: 's', message: 'm' }, { ...CLAUDE, type: 'agent' }, at(-1)),
    );
    await ring.settled();
    expect(links()).toHaveLength(1);
  });

  test('tickets by people in iTop, which get its transcript and stay linked', async () => {
    await start();
    const id = ticket('R-000043', { caller_id: '3' });
    await deliver(started());
    ring.itop.model.put('lnkTawkChatToTicket', { tawkchat_id: chat().id, ticket_id: id });
    await deliver(told());
    expect(links()).toEqual([id]);
    expect(log(id)).toHaveLength(1);
  });

  test('no ticket whose class the bridge may not use, which the outcome says', async () => {
    await start();
    await deliver(started());
    ring.itop.model.put('lnkTawkChatToTicket', { tawkchat_id: chat().id, ticket_id: '999' });
    await deliver(told());
    expect(await outcome()).toContain('Ticket::999, linked to the chat, does not count');
  });

  test.each([undefined, "La règle d'unicité 'once' renvoie une erreur"])(
    'what is linked meanwhile, without an error, in whatever language iTop says so: %s',
    async (says) => {
      await start();
      const id = ticket('R-000042');
      ring.itop.model.rules = (className) => (className === 'lnkTawkChatToTicket' ? says : undefined);
      ring.itop.behave = ({ operation, class: of }) => {
        if (operation === 'core/create' && of === 'lnkTawkChatToTicket') {
          ring.itop.model.put('lnkTawkChatToTicket', { tawkchat_id: chat().id, ticket_id: id });
        }
        return {};
      };
      await deliver(told([...ANSWERED, say('a', 4, 'In R-000042')]));
      expect(links()).toEqual([id]);
      expect((await ring.events()).map(({ state }) => state)).toEqual(['delivered']);
    },
  );
});

describe('where chats cannot be objects of iTop, tickets are made as ever', () => {
  const asked = () =>
    ring.itop.calls.filter(({ class: of, key }) => of === 'TawkChat' && typeof key !== 'string').length;
  const story = () => [started(), ended(), told([...ANSWERED, say('a', 4, 'In R-000042')]), ticketAt(6)];

  test('an iTop without the class is asked for it once, and nothing fails', async () => {
    await start();
    ring.itop.model.lacks.add('TawkChat');
    const id = ticket('R-000042');
    await deliver(...story());
    expect(asked()).toBe(1);
    expect(log(id)).toHaveLength(1);
    const events = await ring.events();
    expect(events.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'kept', 'kept']);
    expect(events.at(-1)).toMatchObject({ outcome: 'this iTop has no TawkChat', error: null });
    expect(ring.logged()).not.toContain('"code"');
  });

  test.each(['hidden', 'readable'] as const)('the log says once that the user may not use it: %s', async (right) => {
    await start();
    ring.itop[right].add('TawkChat');
    const id = ticket('R-000042');
    await deliver(...story());
    expect(log(id)).toHaveLength(1);
    expect(ring.logged().split('chats are not recorded').length - 1).toBe(1);
    expect((await ring.events('kept')).length).toBe(2);
  });

  test('with `chats: off` iTop is not asked for it, and begins and ends are kept', async () => {
    await start({ chats: 'off' });
    await deliver(started(), ended(), told());
    expect([asked(), (await ring.events('kept')).length]).toEqual([0, 2]);
  });

  test('a chat whose values iTop refuses goes into its ticket, and is then set aside', async () => {
    await start();
    const id = ticket('R-000042');
    ring.itop.model.rules = (className) => (className === 'TawkChat' ? 'A rule of somebody' : undefined);
    await deliver(told([...ANSWERED, say('a', 4, 'In R-000042')]));
    expect(log(id)).toHaveLength(1);
    expect(await ring.events()).toMatchObject([{ state: 'set_aside', error: 'ITOP_REJECTED' }]);
    ring.itop.model.rules = () => undefined;
  });
});
