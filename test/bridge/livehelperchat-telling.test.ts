import { afterEach, describe, expect, test } from 'vitest';
import { itopTime } from '../../sandbox/itop/times';
import type { Chat } from '../../sandbox/livehelperchat/model';
import { markHtml } from '../../src/bridge/tickets/mark';
import { type ChatRing, type ChatSettings, startChatRing, tokenOf } from './livehelperchat-ring';
import { until } from './ring';

let ring: ChatRing;
afterEach(() => ring.stop());

const PORTAL = 'pages/exec.php/object/view/UserRequest/';

/** The portal user Claude Monet, the agent Anna, and the bridge's own user. */
async function start(settings: ChatSettings = {}) {
  ring = await startChatRing({
    transcripts: 'log',
    ...settings,
    fill: (model) => {
      const agent = model.put('Person', {
        first_name: 'Anna',
        name: 'Agent',
        email: 'anna@example.com',
        status: 'active',
      });
      model.put('User', { login: 'anna', contactid: agent });
      settings.fill?.(model);
    },
  });
  ring.itop.model.put('User', { login: 'claude', contactid: ring.person });
}
const model = () => ring.itop.model;
const openChat = async (person = ring.person) => {
  const chat = ring.chats.begin('My printer burns', {}, { itop_token: tokenOf(person) });
  await ring.seen();
  return chat;
};
const request = (values: object = {}) => {
  const id = model().put('UserRequest', { org_id: '1', caller_id: ring.person, status: 'new', ...values });
  Object.assign(model().find('UserRequest', id)[0]?.[1] ?? {}, { ref: `R-${id.padStart(6, '0')}` });
  return id;
};
const link = (chat: Chat, ticket_id: string) => {
  const [object] = model()
    .all('TawkChat')
    .filter(({ tawkto_id }) => tawkto_id === `${chat.id}-${chat.time}`);
  model().put('lnkTawkChatToTicket', { tawkchat_id: object?.id, ticket_id });
};
/** What an agent does from the chat in iTop. */
const make = (chat: Chat, values: object = {}) => {
  const id = request({ start_date: itopTime(Date.now()), ...values });
  link(chat, id);
  return id;
};
const write = (id: string, login: string, message: string, log = 'public_log') =>
  model().update('UserRequest', id, { [log]: { add_item: { message } } }, login)();
const setState = (id: string, status: string) => model().update('UserRequest', id, { status }, 'anna')();
const told = (chat: Chat) =>
  ring.chats.messages.filter(({ chat_id, user_id }) => chat_id === chat.id && user_id === -2).map(({ msg }) => msg);
/** How often the bridge has looked for news. */
const looks = () =>
  ring.itop.calls.filter(({ key }) => /^SELECT TawkChatTopic .*person_id IN/.test(String(key))).length;
/** Two looks at iTop that began after this call, and nothing waits. */
const looked = async () => {
  const before = looks();
  await until(() => looks() >= before + 3);
  await ring.seen();
  await until(async () => (await ring.store.noteTotals()).length === 0);
};

test('a request that an agent makes from the chat is told with its link, and once, over restarts too', async () => {
  await start();
  const chat = await openChat();
  const id = make(chat);
  await until(() => told(chat).length > 0);
  await ring.halt();
  await ring.restart();
  await looked();
  expect(told(chat)).toHaveLength(1);
  expect(told(chat)[0]).toMatch(new RegExp(`^Your request R-0*${id} was made\\.\nhttp://.*/${PORTAL}${id}\\?`));
  expect(told(chat)[0]).toContain('portal_id=itop-portal');
});

test('an answer in the public log, and a change of the state, are told; what stood there before is not', async () => {
  await start();
  const chat = await openChat();
  const id = request({ start_date: '2020-01-01 00:00:00' });
  write(id, 'anna', 'An old answer');
  link(chat, id);
  await looked();
  expect(told(chat)).toEqual([]);
  write(id, 'anna', 'We are <b>on it</b>');
  setState(id, 'pending');
  await looked();
  expect(told(chat)).toHaveLength(2);
  expect(told(chat)[0]).toMatch(/^Anna Agent answered in your request R-\d+:\nWe are on it$/);
  expect(told(chat)[1]).toMatch(/^Your request R-\d+ is now: pending\.$/);
  setState(id, 'assigned');
  await looked();
  setState(id, 'pending');
  await looked();
  expect(told(chat)).toHaveLength(4);
});

test('no loop: what the visitor, or the bridge, wrote into the log is not told, nor a private entry', async () => {
  await start();
  const chat = await openChat();
  const id = make(chat);
  await looked();
  write(id, 'claude', 'I write in the portal');
  write(id, 'bridge', 'The bridge writes');
  write(id, 'anna', `A transcript, put here by an agent ${markHtml('chat', { id: ring.property }, 'x', [])}`);
  write(id, 'anna', 'Among agents', 'private_log');
  await looked();
  expect(told(chat)).toHaveLength(1);
});

test('words of the bridge are in no transcript, and answer nobody', async () => {
  await start({ transcripts: 'ticket' });
  const chat = await openChat();
  make(chat);
  await until(() => told(chat).length > 0);
  ring.chats.close(chat);
  await ring.seen();
  const [object] = model().all('TawkChat');
  expect(object).toMatchObject({ status: 'missed', message_count: 1 });
  expect(object?.transcript).not.toContain('was made');
});

test('what the bridge tells does not keep a quiet chat open', async () => {
  await start({ transcripts: 'log' });
  const chat = await openChat();
  make(chat);
  await until(() => told(chat).length > 0);
  // all but the bridge has been quiet for half an hour
  ring.chats.clock += 1000;
  await ring.seen();
  const id = make(chat);
  write(id, 'anna', 'Meanwhile');
  await until(() => told(chat).some((text) => text.includes('Meanwhile')));
  ring.chats.clock += 1000;
  await ring.seen();
  expect(model().all('TawkChat')).toMatchObject([{ status: 'missed' }]);
});

describe('nobody is told what is not theirs:', () => {
  test('a request of another caller', async () => {
    await start();
    const chat = await openChat();
    const other = model().put('Person', { name: 'Other', email: 'other@example.com', status: 'active', org_id: '1' });
    const id = make(chat, { caller_id: other });
    write(id, 'anna', 'Secret');
    setState(id, 'pending');
    await looked();
    expect(told(chat)).toEqual([]);
  });

  test('a visitor without a proof', async () => {
    await start();
    const chat = ring.chats.begin('Hi', { email: 'claude@example.com' });
    const proved = await openChat();
    make(chat);
    await looked();
    expect([told(chat), told(proved)]).toEqual([[], []]);
  });

  test('the next user of the same browser, whose token comes into the chat', async () => {
    await start();
    const chat = await openChat();
    const other = model().put('Person', { name: 'Other', email: 'other@example.com', status: 'active', org_id: '1' });
    chat.chat_variables = JSON.stringify({ itop_token: tokenOf(other) });
    make(chat);
    make(chat, { caller_id: other });
    await looked();
    expect(told(chat)).toEqual([]);
  });

  test('but the same user, whose page was loaded again much later, is told', async () => {
    await start();
    const chat = await openChat();
    const iat = chat.time + 3000;
    chat.chat_variables = JSON.stringify({ itop_token: tokenOf(ring.person, { iat, exp: iat + 3600 }) });
    make(chat);
    await looked();
    expect(told(chat)).toHaveLength(1);
  });
});

test('the request that the visitor chose in the panel is told about too', async () => {
  await start();
  const id = request();
  const chosen = { person_id: ring.person, item_class: 'UserRequest', item_id: id, email: 'claude@example.com' };
  model().put('TawkChatTopic', { ...chosen, chosen_at: new Date(Date.now() - 5000).toISOString() });
  const chat = await openChat();
  await looked();
  write(id, 'anna', 'Fixed');
  await looked();
  expect(told(chat)).toHaveLength(1);
  expect(told(chat)[0]).toContain('Fixed');
});

test('an answer that comes while the bridge is down, or iTop, is told when they are back', async () => {
  await start();
  const chat = await openChat();
  const id = make(chat);
  await looked();
  await ring.halt();
  write(id, 'anna', 'While down');
  setState(id, 'pending');
  await ring.restart();
  await looked();
  expect(told(chat)).toHaveLength(3);
  ring.itop.behave = () => ({ trouble: 'unavailable' });
  write(id, 'anna', 'While iTop is ill');
  await until(async () => /itop_tawk_telling_failed_total\{[^}]*\} [1-9]/.test(await ring.metrics()));
  ring.itop.behave = () => ({});
  await looked();
  expect(told(chat)[3]).toContain('While iTop is ill');
});

test('an entry that was changed, or removed so that others move up, is not told again', async () => {
  await start();
  const chat = await openChat();
  const id = make(chat);
  write(id, 'anna', 'One');
  await looked();
  write(id, 'anna', 'Two');
  await looked();
  const log = model().find('UserRequest', id)[0]?.[1].public_log as { message: string }[];
  log.shift();
  Object.assign(log[0] ?? {}, { message: 'Two, with other words' });
  setState(id, 'assigned');
  await looked();
  expect(told(chat).filter((text) => text.includes('answered'))).toHaveLength(2);
});

test('a long answer is cut and says where the rest is, and its links stay', async () => {
  await start();
  const chat = await openChat();
  const id = make(chat);
  write(id, 'anna', `See [the page](https://example.com/a) [html]!close ${'word '.repeat(500)}`);
  await looked();
  const [, answer = ''] = told(chat);
  expect(answer).toContain('the page (https://example.com/a)');
  expect(answer).toContain('(The whole answer is in your request.)\nhttp');
  expect(answer.length).toBeLessThan(1100);
});

test('the visitor is told in the language that iTop signed into the proof; a state, whose name iTop gives in English only, without its name', async () => {
  await start();
  const chat = ring.chats.begin('Mon imprimante brûle', {}, { itop_token: tokenOf(ring.person, { locale: 'FR-FR' }) });
  await ring.seen();
  const id = make(chat);
  await until(() => told(chat).length === 1);
  write(id, 'anna', 'Nous arrivons.');
  await until(() => told(chat).length === 2);
  setState(id, 'assigned');
  await until(() => told(chat).length === 3);
  const ref = `R-${id.padStart(6, '0')}`;
  const [made, answered, state] = told(chat);
  expect(made).toMatch(new RegExp(`^Votre demande ${ref} a été créée\\.\n.*${PORTAL}${id}`));
  expect(answered).toBe(`Anna Agent a répondu dans votre demande ${ref} :\nNous arrivons.`);
  expect(state).toMatch(new RegExp(`^L’état de votre demande ${ref} a changé\\.\n.*${PORTAL}${id}`));
});

test.each(['xx-YY', 'q'.repeat(500), '../fr', '__proto__', 7])('an unknown language %j is English', async (locale) => {
  await start();
  const chat = ring.chats.begin('My printer burns', {}, { itop_token: tokenOf(ring.person, { locale }) });
  await ring.seen();
  make(chat);
  await until(() => told(chat).length === 1);
  expect(told(chat)[0]).toMatch(/^Your request R-\d+ was made\./);
});

test('only what `tell` names is told, and without it iTop is not asked', async () => {
  await start({ tell: ['state'] });
  const chat = await openChat();
  const id = make(chat);
  write(id, 'anna', 'Not told');
  await looked();
  setState(id, 'pending');
  await looked();
  expect(told(chat)).toHaveLength(1);
  await ring.stop();
  await start({ tell: [] });
  make(await openChat());
  await ring.seen();
  expect(looks()).toBe(0);
});

test('all open chats together cost three small queries of iTop, and a log is read only when its request has changed', async () => {
  await start();
  const chats: Chat[] = [];
  for (let index = 0; index < 20; index++) {
    chats.push(ring.chats.begin(`Chat ${index}`, {}, { itop_token: tokenOf(ring.person) }));
  }
  await ring.seen();
  for (const chat of chats) make(chat);
  await until(() => chats.every((chat) => told(chat).length === 1));
  await until(async () => {
    const [calls, before] = [ring.itop.calls.length, looks()];
    await looked();
    // chats, choices, and the tickets of two classes
    return ring.itop.calls.length - calls <= 4 * (looks() - before + 1);
  });
});
