import { expect, test } from 'vitest';
import { useSnippets } from './visit';

// facts/tawk-client.md §4, §7
const { desk, visit } = useSnippets();

test('a visitor who has written is engaged; the chat is going on only while an agent is in it', async () => {
  const visited = await visit();
  const { person, hears, call } = visited;
  const state = async () => [await call('isVisitorEngaged'), await call('isChatOngoing')];
  await hears('Load');
  expect(await state()).toEqual([false, false]);
  await person.openChat();
  await person.write('Is anybody there?');
  await expect.poll(state).toEqual([true, false]);

  await visited.open();
  await visited.hears('Load');
  await expect.poll(state).toEqual([true, false]);
  const agent = await desk.agent();
  await agent.answer(agent.chatWith('Is anybody there?'), 'I am');
  await expect.poll(state).toEqual([true, true]);
  await expect
    .poll(async () => (await person.screen()).tawk.map(({ kind }) => kind).sort())
    .toEqual(['bubble', 'preview']);

  await visited.open();
  await visited.hears('Load');
  await expect.poll(state).toEqual([true, true]);
  await call('endChat');
  await visited.hears('ChatEnded');
  expect(await state()).toEqual([false, false]);
  await visited.open();
  await visited.hears('Load');
  expect(await state()).toEqual([false, false]);
});

test('shutdown ends the connection and hides it', async () => {
  const { person, hears, call } = await visit();
  await hears('Load');
  await call('shutdown');
  await expect.poll(() => desk.sandbox.tawk.sockets.all).toMatchObject([{ isOpen: false }]);
  expect([await call('isChatHidden'), (await person.screen()).tawk]).toEqual([true, []]);
});

test('attributes, events and tags wait for the websocket; bad attributes are refused here, each with a sentence', async () => {
  desk.sandbox.tawk.faults = { socket: { delay: 500 } };
  const { person } = await visit(`Tawk_API.onBeforeLoad = () => {
    Tawk_API.setAttributes({ 'a_b': 'x', ok: {} }, (error) => note(String(error).slice(0, 23)));
    Tawk_API.setAttributes({ Ticket: 'R-1' }, (error) => note('set ' + error));
    Tawk_API.addEvent('seen', { page: 1 });
    Tawk_API.addTags(['vip']);
  }`);
  await expect
    .poll(() => desk.sandbox.tawk.visitors.all)
    .toMatchObject([
      { attributes: { ticket: 'R-1' }, events: [{ name: 'seen', metadata: { page: 1 } }], tags: ['vip'] },
    ]);
  const heard = () => person.page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  await expect.poll(heard).toContain('set null');
  expect((await heard()).filter((each) => each === '[JSAPI/setAttributes]: ')).toHaveLength(2);
});

test('the page hears of an agent’s message as it comes, and of none that was there before', async () => {
  const visited = await visit(
    `addEventListener('tawkChatMessageAgent', ({ detail }) => note(JSON.stringify(detail)));`,
  );
  const { person } = visited;
  const heard = () => person.page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  const messages = async () => (await heard()).filter((each) => each.startsWith('{"message"'));
  await visited.hears('Load');
  await person.openChat();
  await person.write('May I ask?');
  const agent = await desk.agent();
  await agent.answer(agent.chatWith('May I ask?'), 'Do');
  await expect.poll(messages).toEqual(['{"message":"Do","attachments":[]}']);
  await visited.open();
  await visited.hears('Load');
  await person.openChat();
  await person.chat.getByText('Do', { exact: true }).last().waitFor();
  expect(await messages()).toEqual([]);
});
