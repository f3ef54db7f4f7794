import { expect, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { useDesk } from './desk';
import type { Person } from './person';

const desk = useDesk();

/** What has gone to tawk.to of a kind, over the websocket: of what `share` names or not, all of it. */
function sent(): { attributes: Record<string, unknown>; events: { name: string; metadata?: unknown }[] } {
  const [visitor] = desk.sandbox.tawk.visitors.all;
  return { attributes: visitor?.attributes ?? {}, events: visitor?.events ?? [] };
}
const firstUser = () => desk.sandbox.tawk.sessions[0]?.body.user;

async function chatting(login = 'paula'): Promise<Person> {
  const person = await desk.person();
  await person.openPortal(login);
  await person.openChat();
  await person.write('Hello');
  await person.chat.getByText('Hello').waitFor();
  return person;
}

test('facts go with the first request, what costs a query when the chat is opened, what is looked at while it goes on', async () => {
  await desk.sandbox.configure({
    share: [
      'name',
      'email',
      'organization',
      'language',
      'portal',
      'location',
      'phone',
      'manager',
      'open_requests',
      'page',
    ],
  });
  const paula = await desk.person();
  const asked: string[] = [];
  paula.page.on('request', (request) => {
    const [, what] = /panel\.php.*&(facts|viewed)=/.exec(request.url()) ?? [];
    if (what) asked.push(what);
  });
  await paula.openPortal('paula');
  await paula.tawkBubble.waitFor();
  expect(firstUser()).toMatchObject({
    name: 'Paula Portal',
    email: 'paula.portal@example.com',
    attributes: { organization: 'Demo', language: 'English', portal: 'itop-portal' },
  });
  expect(asked).toEqual([]);
  await paula.openChat();
  const later = { location: 'Grenoble', phone: '+33 1 23 45', manager: 'Boss', 'open-requests': '3' };
  await expect.poll(() => sent().attributes).toMatchObject(later);
  expect(asked).toEqual(['facts']);

  // Nothing is told of what is looked at before there is a conversation.
  await paula.open(portalPath('/object/view/UserRequest/1'));
  await paula.tawkBubble.waitFor();
  await paula.openChat();
  expect(sent().events).toEqual([]);
  await paula.write('Look at this');
  const event = { title: 'R-000001: Printer on fire', link: expect.stringContaining('class=UserRequest&id=1') };
  await expect.poll(() => sent().events).toMatchObject([{ name: 'looks-at', metadata: event }]);
  await paula.open(portalPath('/object/view/UserRequest/101'));
  await expect.poll(() => sent().events.length).toBe(2);
  await paula.open(portalPath('/object/view/UserRequest/1'));
  await paula.openChat();
  await paula.chat.getByText('Look at this').waitFor();
  expect(asked.filter((what) => what === 'viewed')).toHaveLength(2);
  expect(sent().events).toHaveLength(2);
  expect(paula.troubles).toEqual([]);
});

test('nothing goes out that share does not name', async () => {
  await desk.sandbox.configure({ share: ['email'], consent: 'none' });
  const paula = await chatting();
  await paula.open(portalPath('/object/view/UserRequest/1'));
  await paula.openChat();
  expect(desk.sandbox.tawk.sessions.map(({ body }) => Object.keys(body.user ?? {}).sort())).toEqual(
    desk.sandbox.tawk.sessions.map(() => ['email', 'hash']),
  );
  expect(sent()).toEqual({ attributes: {}, events: [] });
  const everything = JSON.stringify([desk.sandbox.tawk.sessions, desk.sandbox.tawk.visitors.all]);
  for (const fact of ['Paula', 'Demo', 'English', 'Grenoble', '+33', 'Boss', 'Printer on fire']) {
    expect(everything).not.toContain(fact);
  }
});

test('where facts cannot be had, or tawk.to takes none, the chat works', async () => {
  await desk.sandbox.configure({ share: ['name', 'email', 'phone', 'page'] });
  const paula = await desk.person();
  await paula.page.route('**/*panel.php*', (route) => route.fulfill({ status: 500, body: '{}' }));
  await paula.openPortal('paula', '3.2', '/object/view/UserRequest/1');
  await paula.openChat();
  await paula.write('Hello');
  await paula.chat.getByText('Hello').waitFor();
  expect(sent().attributes).toEqual({});
  expect(paula.troubles).toEqual([]);
});
