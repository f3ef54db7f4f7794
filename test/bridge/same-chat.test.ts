import { afterEach, describe, expect, test } from 'vitest';
import { chatStart, chatTranscript, type TranscriptMessage, ticketCreate } from '../../sandbox/tawk/webhooks';
import { PROPERTY, type Ring, type Settings, startRing } from './ring';

let ring: Ring;
const start = async (settings: Settings = {}) => {
  ring = await startRing({ transcripts: 'ticket', ...settings });
};
afterEach(() => ring.stop());

const CLAUDE = { name: 'Claude', email: 'claude@example.com' };
const CHAT = 'chat-1';
const noon = new Date();
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);
const say = (t: 'a' | 'v', msg: string, at: number): TranscriptMessage => ({
  sender: { t },
  type: 'msg',
  msg,
  time: minutes(at).toISOString(),
});
/** A chat from two minutes before noon to one minute before it; told of at noon. */
const chat = (more: TranscriptMessage[] = [], visitor = CLAUDE) =>
  chatTranscript(CHAT, visitor, [say('v', 'It burns', -2), say('a', 'Oh', -1), ...more], noon);
/** The ticket that an agent makes, so many minutes after noon. */
const agentTicket = (at: number, email = 'Claude@Example.com') =>
  ticketCreate(
    { id: 'tk-1', humanId: 17, subject: 'Fire', message: 'Help' },
    { ...CLAUDE, email, type: 'agent' },
    minutes(at),
  );
const deliver = async (...payloads: Parameters<Ring['send']>[0][]) => {
  for (const payload of payloads) {
    await ring.send(payload);
    await ring.settled();
  }
};
const tickets = () => ring.itop.model.all('UserRequest');
const log = (index: number) =>
  ((tickets()[index]?.private_log ?? []) as { message_html: string }[]).map(({ message_html }) => message_html);

describe('a chat that becomes a ticket, and the ticket that an agent made of it', () => {
  test('are one where the ticket comes first; what is said later goes there too', async () => {
    await start();
    await deliver(agentTicket(-1), chat(), chat([say('v', 'And the house', 5)]));
    expect(tickets()).toMatchObject([{ title: 'Fire', tawkto_id: `${PROPERTY}/tk-1` }]);
    expect(log(0)).toHaveLength(2);
    expect(log(0)[0]).toContain('It burns');
    expect(log(0)[1]).toContain('And the house');
  });

  test('refer to each other where the chat comes first, once, even where iTop commits and then dies', async () => {
    await start({ itop: { timeout: '500ms' } });
    await deliver(chat());
    let writes = 0;
    ring.itop.behave = ({ operation }) => ({ trouble: operation !== 'core/get' && ++writes < 3 ? 'die' : undefined });
    await deliver(agentTicket(1), { ...agentTicket(1), again: true });
    expect(tickets()).toMatchObject([{ tawkto_id: `${PROPERTY}/${CHAT}` }, { tawkto_id: `${PROPERTY}/tk-1` }]);
    const [chats, agents] = tickets().map(({ ref }) => String(ref));
    expect(tickets()[1]?.description).toContain(`A chat with the same e-mail address is in ${chats}.`);
    expect(
      log(0).filter((entry) => entry.includes(`A tawk.to ticket with the same e-mail address is in ${agents}.`)),
    ).toHaveLength(1);
    expect((await ring.events())[0]?.outcome).toContain(`refers to UserRequest`);
  });

  test('belong together even where both come at one moment', async () => {
    await start();
    ring.itop.behave = () => ({ before: 10 });
    await Promise.all([ring.send(chat()), ring.send(agentTicket(-1))]);
    await ring.settled();
    const [first, second] = tickets();
    const together =
      second === undefined
        ? log(0).join().includes('It burns')
        : String(second.description).includes(String(first?.ref));
    expect(together).toBe(true);
  });

  test('are one where several have the e-mail: the one nearest to the end of the chat, that an agent made', async () => {
    await start();
    const ticket = (id: string, at: number, type: 'agent' | 'visitor' = 'agent') =>
      ticketCreate({ id, humanId: 17, subject: 'Fire', message: 'Help' }, { ...CLAUDE, type }, minutes(at));
    await deliver(ticket('a', -2), ticket('b', 2), ticket('c', 9), ticket('d', 0, 'visitor'), chat());
    const logs = tickets().map(({ tawkto_id }, index) => [tawkto_id, log(index).length]);
    expect(logs).toEqual(['a', 'b', 'c', 'd'].map((id) => [`${PROPERTY}/${id}`, id === 'a' ? 1 : 0]));
  });

  test('are found beside an event of a form that nobody knows: that one alone is set aside', async () => {
    await start({ chats: 'on' });
    const malformed = (event: ReturnType<typeof chat>, of: object) => ({ ...event, ...of });
    const listed = malformed(agentTicket(-1), { ticket: { id: ['tk-0'], humanId: 1, subject: 's', message: 'm' } });
    const noMessages = malformed(chat(), { chat: { id: 'chat-0', visitor: CLAUDE, messages: 'none' } });
    const noChat = malformed(chatStart('c', CLAUDE, 'x', 'visitor', minutes(-2)), {
      chatId: ['c'],
      messages: [CLAUDE],
    });
    await deliver(listed, noMessages, noChat, agentTicket(-1), chat(), agentTicket(1), { ...agentTicket(1), again: 1 });
    expect((await ring.events('set_aside')).map(({ error }) => error)).toEqual([
      'UNEXPECTED_SHAPE',
      'UNEXPECTED_SHAPE',
      'UNEXPECTED_SHAPE',
    ]);
    expect(await ring.events('delivered')).toHaveLength(4);
    expect(tickets()).toMatchObject([{ tawkto_id: `${PROPERTY}/tk-1` }]);
    expect(log(0)[0]).toContain('It burns');
  });

  test.each([
    [
      'that the visitor asked for by the form',
      {},
      ticketCreate(
        { id: 'tk-1', humanId: 17, subject: 'Fire', message: 'Help' },
        { ...CLAUDE, type: 'visitor' },
        minutes(-1),
      ),
    ],
    ['of somebody else', {}, agentTicket(-1, 'gone@example.com')],
    ['made hours before the chat', {}, agentTicket(-60 * 11)],
    ['with `trust: never`', { trust: 'never' }, agentTicket(-1)],
  ])('are two: %s', async (_name, settings, ticket) => {
    await start({ ticket: { fallback: { organization: 'Demo' } }, ...settings });
    await deliver(ticket, chat());
    expect(tickets()).toMatchObject([{ tawkto_id: `${PROPERTY}/tk-1` }, { tawkto_id: `${PROPERTY}/${CHAT}` }]);
    expect(log(0)).toEqual([]);
  });
});
