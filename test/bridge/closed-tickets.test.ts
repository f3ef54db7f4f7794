import { afterEach, describe, expect, test } from 'vitest';
import { chatTranscript, type TranscriptMessage } from '../../sandbox/tawk/webhooks';
import { PROPERTY, type Ring, type Settings, startRing } from './ring';

let ring: Ring;
const start = async (settings: Settings = {}) => {
  ring = await startRing(settings);
};
afterEach(() => ring.stop());

const CLAUDE = { name: 'Claude', email: 'claude@example.com' };
const CLAUDES_ID = '2';
const CHAT = 'chat-1';
const noon = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000);
let minute = 0;
const say = (t: 'a' | 'v', msg: string): TranscriptMessage => ({
  sender: { t },
  type: 'msg',
  msg,
  time: new Date(noon.getTime() + ++minute * 1000).toISOString(),
});
const OPERATIONAL: Record<string, string> = { resolved: 'resolved', closed: 'closed', rejected: 'closed' };
/** A ticket of Claude's in that state; its id. */
const ticket = (ref: string, status: string, className = 'UserRequest') => {
  const operational_status = OPERATIONAL[status] ?? 'ongoing';
  const values = { ref, title: 't', org_id: '1', caller_id: CLAUDES_ID, status, operational_status };
  return ring.itop.model.put(className, values);
};
const deliver = async (...said: TranscriptMessage[][]) => {
  for (const messages of said) {
    await ring.send(chatTranscript(CHAT, CLAUDE, messages));
    await ring.settled();
  }
  expect(await ring.events('set_aside')).toEqual([]);
};
const all = () => ring.itop.model.all('UserRequest');
const find = (id: string) => all().find((each) => each.id === id) ?? {};
const log = (id: string) => (find(id).private_log ?? []) as { message_html: string }[];
const made = () => all().filter(({ tawkto_id }) => tawkto_id !== undefined);
const close = (id: string) => ring.itop.model.put('UserRequest', { ...find(id), operational_status: 'closed' }, id);
const outcome = async () => (await ring.events())[0]?.outcome;

const ASKED = [say('v', 'It burns again, R-000041')];

describe('a missed chat about a ticket which is closed', () => {
  test.each(['closed', 'rejected'])('%s becomes a request that names it and is linked to it', async (status) => {
    await start();
    const old = ticket('R-000041', status);
    await deliver(ASKED);
    expect(made()).toMatchObject([
      {
        title: 'Chat: It burns again, R-000041',
        description: expect.stringContaining('It is about R-000041,'),
        parent_request_id: old,
        tawkto_id: `${PROPERTY}/${CHAT}`,
        status: 'new',
      },
    ]);
    expect(log(old)).toHaveLength(1);
    expect(find(old)).toMatchObject({ status, operational_status: 'closed' });
    expect(await outcome()).toMatch(/^logged in UserRequest::\d+ R-000041; created UserRequest::\d+ R-\d+$/);
  });

  test('chosen in the panel does so too, and the chat is linked to both', async () => {
    await start({ chats: 'on' });
    const old = ticket('R-000041', 'closed');
    const chosen_at = new Date(noon.getTime() - 60_000).toISOString();
    const topic = { email: CLAUDE.email, person_id: CLAUDES_ID, item_class: 'UserRequest', item_id: old, chosen_at };
    ring.itop.model.put('TawkChatTopic', topic);
    await deliver([say('v', 'It burns again')]);
    const links = ring.itop.model.all('lnkTawkChatToTicket').map(({ ticket_id }) => ticket_id);
    expect(links.sort()).toEqual([old, made()[0]?.id].sort());
  });

  test('becomes one request, however often it is told of, and that takes what is said later', async () => {
    await start();
    const old = ticket('R-000041', 'closed');
    const answered = [...ASKED, say('a', 'I am here now')];
    await deliver(ASKED, ASKED, answered, [...answered, say('v', 'And again')]);
    const [request, ...more] = made();
    expect(more).toEqual([]);
    expect(log(String(request?.id))).toHaveLength(3);
    expect(log(old)).toHaveLength(3);
  });

  test('becomes one even where iTop commits and then dies', async () => {
    await start({ itop: { timeout: '500ms' } });
    ticket('R-000041', 'closed');
    let writes = 0;
    ring.itop.behave = ({ operation }) => ({ trouble: operation !== 'core/get' && ++writes < 4 ? 'die' : undefined });
    await deliver(ASKED);
    expect(made()).toHaveLength(1);
  });

  test.each(['log', 'missed'])('which it had become itself, gets the next one: transcripts %s', async (transcripts) => {
    await start({ transcripts });
    ticket('R-000041', 'closed');
    await deliver(ASKED);
    const first = String(made()[0]?.id);
    close(first);
    const more = [...ASKED, say('v', 'Still')];
    await deliver(more, more);
    const [, second, ...others] = made();
    expect(others).toEqual([]);
    expect(second).toMatchObject({ tawkto_id: `${PROPERTY}/${CHAT}/${first}` });
    close(String(second?.id));
    await deliver([...more, say('v', 'Nobody?')]);
    expect(made()).toHaveLength(3);
  });

  test('becomes no request where it is about an open one too, or was answered', async () => {
    await start();
    ticket('R-000041', 'closed');
    ticket('R-000042', 'assigned');
    await deliver([say('v', 'R-000041 and R-000042')], [say('v', 'R-000041'), say('a', 'It works now')]);
    expect(made()).toEqual([]);
  });

  test('goes into its log alone with `closed: log`', async () => {
    await start({ closed: 'log' });
    const old = ticket('R-000041', 'closed');
    await deliver(ASKED);
    expect(log(old)).toHaveLength(1);
    expect(made()).toEqual([]);
  });

  test('of a class that iTop links to no request is named all the same', async () => {
    await start();
    ring.itop.model.rules = (_, values) => (values.parent_incident_id ? 'Unknown attribute' : undefined);
    ticket('I-000041', 'closed', 'Incident');
    await deliver([say('v', 'It burns again, I-000041')]);
    expect(made()).toMatchObject([{ description: expect.stringContaining('It is about I-000041,') }]);
  });
});

describe('a missed chat about a ticket that is resolved', () => {
  test.each(['new', 'log'])('goes into its log, with `closed: %s`', async (closed) => {
    await start({ closed });
    const old = ticket('R-000041', 'resolved');
    await deliver(ASKED);
    expect(find(old)).toMatchObject({ status: 'resolved' });
    expect(log(old)).toHaveLength(1);
    expect(made()).toEqual([]);
  });

  test('reopens it with `closed: reopen`, by the write that brings the transcript, once', async () => {
    await start({ closed: 'reopen' });
    const old = ticket('R-000041', 'resolved');
    await deliver(ASKED);
    expect(find(old)).toMatchObject({ status: 'assigned', operational_status: 'ongoing' });
    expect(log(old)).toHaveLength(1);
    expect(await outcome()).toMatch(/^logged in UserRequest::\d+ R-000041, reopened$/);
    ring.itop.model.put('UserRequest', { ...find(old), status: 'resolved', operational_status: 'resolved' }, old);
    await deliver(ASKED);
    expect(find(old)).toMatchObject({ status: 'resolved' });
  });

  test('does not reopen it where somebody answered', async () => {
    await start({ closed: 'reopen' });
    const old = ticket('R-000041', 'resolved');
    await deliver([...ASKED, say('a', 'It works')]);
    expect(find(old)).toMatchObject({ status: 'resolved' });
  });

  test.each(['resolved', 'closed'])('becomes a request where iTop does not reopen it: %s', async (status) => {
    await start({ closed: 'reopen' });
    const old = ticket('R-000041', status);
    // as iTop does where an attribute is empty that the next state needs
    ring.itop.model.rules = (_, { status }) => (status === 'assigned' ? 'Missing mandatory attribute(s)' : undefined);
    let creates = 0;
    // the first time the connection ends after the create
    ring.itop.behave = ({ operation }) => ({
      trouble: operation === 'core/create' && ++creates === 1 ? 'die' : undefined,
    });
    await deliver(ASKED, ASKED);
    expect(made()).toMatchObject([{ parent_request_id: old }]);
    expect(log(String(made()[0]?.id))).toHaveLength(1);
  });
});
