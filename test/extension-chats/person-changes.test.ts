import { describe, expect, test } from 'vitest';
import { chatsPhp } from './chats-php';

type Values = Record<string, unknown>;
interface Done {
  objects: Record<string, Record<number, Values>>;
  log: string[];
  error: unknown;
}

const CHAT = {
  tawkto_id: 'c1',
  caller_id: 1,
  visitor_name: 'Claude',
  visitor_email: 'claude@example.com',
  transcript: '<div>My printer is on fire</div>',
};
const ERASED = { caller_id: 0, visitor_name: '', visitor_email: '', transcript: '', written_without_right: true };

const PERSON = { first_name: 'Claude', name: 'Monet', email: 'claude@example.com' };
const NOBODY = { first_name: 'Anonymous', name: 'Contact 1', email: 'anonymous.1@anony.mized' };

/** What each iTop tells of changed objects by. */
const ITOPS: [string, string[]][] = [
  ['2.7', ['interface']],
  ['3.2', ['interface', 'events']],
  ['3.3', ['events']],
];

describe.each(ITOPS)('iTop %s', (_, tells) => {
  /** The chats of person 1 and of person 2 after the person was written. */
  const save = async (person: Values, was: Values, more: Values = {}): Promise<Done> => {
    const php = await chatsPhp('8.4');
    const objects = { Person: { 1: person }, TawkChat: { 1: CHAT, 2: { ...CHAT, caller_id: 2 } } };
    const body = Buffer.from(JSON.stringify({ do: 'person', tells, objects, was, rights: [], ...more }));
    const { text } = await php.run({ scriptPath: '/chats-test/itop.php', method: 'POST', body });
    return JSON.parse(text);
  };
  const chats = async (...args: Parameters<typeof save>) => (await save(...args)).objects.TawkChat ?? {};

  test("a person who is anonymized takes the chats along, and nobody else's", async () => {
    const after = await chats({ ...NOBODY, anonymized: true }, { anonymized: false });
    expect(after[1]).toMatchObject(ERASED);
    expect(after[2]).toEqual({ ...CHAT, caller_id: 2 });
  });

  test('a person whose first name, name and e-mail are all overwritten at once takes them along too', async () => {
    const lacks = ['Person.anonymized'];
    expect((await chats(NOBODY, PERSON, { lacks }))[1]).toMatchObject(ERASED);
    expect((await chats({ ...NOBODY, email: '' }, PERSON, { lacks }))[1]).toMatchObject(ERASED);
  });

  test.each([
    ['another e-mail', { ...PERSON, email: 'claude@example.org' }, { email: PERSON.email }],
    ['another name and e-mail', { ...PERSON, name: 'Doe', email: 'doe@x' }, { name: 'Monet', email: PERSON.email }],
    ['no e-mail before', { ...NOBODY, email: 'new@example.com' }, { ...PERSON, email: '' }],
    ['other capitals', { first_name: 'CLAUDE', name: 'MONET', email: 'Claude@Example.com' }, PERSON],
    ['a change of something else', { ...PERSON, anonymized: false }, { phone: '1' }],
  ])('%s is the same person: the chats stay', async (_name, person, was) => {
    expect((await chats(person, was))[1]).toEqual(CHAT);
  });

  test('a chat that iTop refuses to write keeps neither the others from being erased nor the page from working', async () => {
    const objects = { Person: { 1: { ...NOBODY, anonymized: true } }, TawkChat: { 1: CHAT, 2: CHAT } };
    const done = await save({}, {}, { objects, failing: ['TawkChat1'] });
    expect(done.error).toBeNull();
    expect(done.objects.TawkChat?.[2]).toMatchObject(ERASED);
    expect(done.log).toEqual([
      expect.stringMatching(/ itop-tawk-chats: chat 1 of an anonymized person is not erased: \w+ at itop\.php:\d+$/),
    ]);
  });
});
