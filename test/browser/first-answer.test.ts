import { expect, test, vi } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { useDesk } from './desk';
import type { Person } from './person';

const desk = useDesk();
const PATIENCE = { timeout: 20_000, interval: 100 };

/** What the page posts to the module. */
function posted(person: Person): (string | null)[] {
  const bodies: (string | null)[] = [];
  person.page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('panel.php')) bodies.push(request.postData());
  });
  return bodies;
}

async function chatting(text: string): Promise<Person> {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.openChat();
  await paula.write(text);
  await paula.chat.getByText(text).waitFor();
  return paula;
}

/** The chat that the bridge made in iTop, as the desk's: the real client is another property's. */
async function chatInItop(): Promise<Record<string, unknown>> {
  const { model } = desk.sandbox.rest;
  const isNew = ({ status }: Record<string, unknown>) => status === 'ongoing';
  const { id } = await vi.waitUntil(() => model.all('TawkChat').find(isNew), PATIENCE);
  const values = model.find('TawkChat', String(id))[0]?.[1] as Record<string, unknown>;
  return Object.assign(values, { property_id: desk.sandbox.tawk.property.propertyId });
}

async function answer(question: string, text: string): Promise<void> {
  const agent = await desk.agent();
  await agent.answer(agent.chatWith(question), text);
}

test('iTop knows of an answer while the chat goes on, and of none before, whatever else is written', async () => {
  const paula = await chatting('Does anybody answer?');
  const bodies = posted(paula);
  const chat = await chatInItop();
  expect(chat).toMatchObject({ caller_id: '111' });
  expect(chat.first_answer_at ?? '').toBe('');
  await paula.write('Hello?');
  await answer('Does anybody answer?', 'Yes, I do');
  await paula.chat.getByText('Yes, I do').waitFor();
  await vi.waitUntil(() => chat.first_answer_at, PATIENCE);
  expect(chat.status).toBe('ongoing');
  const then = chat.first_answer_at;

  await answer('Does anybody answer?', 'How can I help?');
  await paula.chat.getByText('How can I help?').waitFor();
  expect(bodies).toEqual(['answered=1']);

  // Another page tells it once more, and nothing comes of it.
  await paula.open(portalPath('/object/view/UserRequest/1'));
  await paula.openChat();
  await paula.chat.getByText('How can I help?').waitFor();
  await answer('Does anybody answer?', 'Are you there?');
  await paula.chat.getByText('Are you there?').waitFor();
  await vi.waitUntil(() => bodies.length === 2, PATIENCE);
  expect(chat.first_answer_at).toBe(then);
  expect(paula.troubles).toEqual([]);
});

test('nothing is told where iTop has no chats, nor where its page fails, and the chat works', async () => {
  desk.sandbox.itop.absentClasses = ['TawkChat'];
  const paula = await chatting('Nobody is told');
  const bodies = posted(paula);
  await answer('Nobody is told', 'Never mind');
  await paula.chat.getByText('Never mind').waitFor();
  expect(bodies).toEqual([]);

  desk.sandbox.itop.absentClasses = [];
  await paula.page.route('**/*panel.php*', (route) => route.fulfill({ status: 500, body: '{}' }));
  await paula.open(portalPath());
  await paula.openChat();
  await paula.chat.getByText('Never mind').waitFor();
  await answer('Nobody is told', 'Are you there?');
  await paula.chat.getByText('Are you there?').waitFor();
  await vi.waitUntil(() => bodies.length === 1, PATIENCE);
  await paula.write('I am');
  await paula.chat.getByText('I am').waitFor();
  expect(paula.troubles).toEqual([]);
});
