import { describe, expect, test } from 'vitest';
import type { PhpVersion } from '../../sandbox/itop/php-runtime';
import { chatsPhp } from './chats-php';

interface User {
  /** Classes whose objects the profiles allow to write, and to delete. */
  writes?: string[];
  deletes?: string[];
  /** Ids; none: all. */
  organizations?: number[];
  portal?: boolean;
  contact?: number;
}
type Values = Record<string, unknown>;
interface Done {
  objects: Record<string, Record<number, Values>>;
  refused: string | null;
  shown: Values;
}

const PERSONAL = {
  caller_id: 1,
  visitor_name: 'Claude',
  visitor_email: 'claude@example.com',
  agents: 'Alice',
  page: 'https://itop.example.com/',
  transcript: '<p>My printer</p>',
};
const CHAT = {
  ...PERSONAL,
  tawkto_id: 'c1',
  status: 'answered',
  org_id: 7,
  verified: 'no',
  started_at: '2026-11-25 10:00:00',
  first_answer_at: '2026-11-25 10:01:30',
  time_to_answer: 90,
  missed_at: '',
  erased_at: '',
};
const OBJECTS = {
  Organization: { 7: { name: 'Demo' } },
  Person: { 1: { name: 'Monet', org_id: 7 } },
  UserRequest: { 1: { ref: 'R-000001', org_id: 7 } },
  TawkChat: { 1: CHAT },
  lnkTawkChatToTicket: { 1: { tawkchat_id: 1, ticket_id: 1 } },
};
const NOBODY = { caller_id: 0, visitor_name: '', visitor_email: '', agents: '', page: '', transcript: '' };

/** iTop 2.7 and 3.0 do not compute before they check, 3.1 and later do. */
describe.each<[string, PhpVersion, boolean]>([
  ['2.7', '7.4', false],
  ['3.2', '8.3', true],
])('in the module itop-tawk-chats, as iTop %s asks', (_, version, computesFirst) => {
  async function run(user: User, request: Values): Promise<Done> {
    const php = await chatsPhp(version);
    const body = Buffer.from(JSON.stringify({ computesFirst, objects: OBJECTS, ...request, user }));
    const { text } = await php.run({ scriptPath: '/chats-test/rights.php', method: 'POST', body });
    return JSON.parse(text);
  }
  const write = (user: User, values: Values) => run(user, { do: 'write', object: ['TawkChat', 1], values });
  const remove = (user: User, className: string, allowed = false) =>
    run(user, { do: 'delete', object: [className, className === 'Organization' ? 7 : 1], allowed });
  const read = async (user: User) => {
    const codes = [...Object.keys(PERSONAL), 'caller_id_friendlyname', 'status'];
    const chat = { ...CHAT, caller_id_friendlyname: 'Claude Monet' };
    const objects = { ...OBJECTS, TawkChat: { 1: chat } };
    return (await run(user, { do: 'read', object: ['TawkChat', 1], objects, codes })).shown;
  };

  describe('a caller or an organization is taken from a chat', () => {
    test('by nobody who may not write chats, nor delete that person or organization', async () => {
      for (const values of [{ caller_id: 0 }, { org_id: 0 }, { caller_id: null }, { caller_id: 0, org_id: 0 }]) {
        const { refused, objects } = await write({}, values);
        expect(refused, JSON.stringify(values)).toContain('not allowed to update');
        expect(objects.TawkChat?.[1]).toEqual(CHAT);
      }
      expect((await write({ deletes: ['Organization'] }, { caller_id: 0 })).refused).toContain('caller_id');
      expect((await write({ deletes: ['Person'] }, { org_id: 0 })).refused).toContain('org_id');
    });

    test('by whoever may delete that person, and the chat is erased; or that organization', async () => {
      const { refused, objects } = await write({ deletes: ['Person'] }, { caller_id: 0 });
      expect(refused).toBeNull();
      expect(objects.TawkChat?.[1]).toMatchObject({ ...NOBODY, org_id: 7, erased_at: expect.anything() });
      const organization = await write({ deletes: ['Organization'] }, { org_id: 0 });
      expect(organization.objects.TawkChat?.[1]).toEqual({ ...CHAT, org_id: 0 });
    });

    test('by nobody to whom iTop does not show that person, whatever else they may delete', async () => {
      const { refused } = await write({ deletes: ['Person'], organizations: [8] }, { caller_id: 0 });
      expect(refused).toContain('caller_id');
    });

    test('by nobody together with anything else', async () => {
      const all = { deletes: ['Person', 'Organization'] };
      for (const values of [{ status: 'missed' }, { desk: 'x' }, { tawkto_id: '' }]) {
        expect((await write(all, { caller_id: 0, ...values })).refused).toContain(Object.keys(values)[0]);
      }
      for (const values of [{ transcript: '' }, { visitor_name: '' }, { caller_id: 2 }, { org_id: 2 }]) {
        expect((await write(all, values)).refused).toContain('not allowed to update');
      }
      expect((await write({ deletes: ['Organization'] }, { org_id: 0, transcript: '' })).refused).toContain(
        'transcript',
      );
    });

    test('by iTop itself, when it deletes the person in the name of whoever may', async () => {
      const done = await remove({ deletes: ['Person'] }, 'Person');
      expect(done.refused).toBeNull();
      expect(done.objects.TawkChat?.[1]).toMatchObject({ ...NOBODY, erased_at: expect.anything() });
      expect((await remove({}, 'Person', true)).objects.TawkChat?.[1]).toMatchObject(NOBODY);
      const refused = await remove({}, 'Person');
      expect(refused.refused).toBe('not allowed to delete Person');
      expect(refused.objects.TawkChat?.[1]).toEqual(CHAT);
    });

    test('by iTop itself also while somebody waits in it: its stopwatch ends', async () => {
      const answer_watch = { laststart: 1_764_000_000 };
      const chat = { ...CHAT, status: 'ongoing', first_answer_at: '', time_to_answer: 0, answer_watch };
      const objects = { ...OBJECTS, TawkChat: { 1: chat } };
      const done = await run({ deletes: ['Person'] }, { do: 'delete', object: ['Person', 1], objects });
      expect(done.refused).toBeNull();
      expect(done.objects.TawkChat?.[1]).toMatchObject({ ...NOBODY, answer_watch: { laststart: null } });
    });

    test('by iTop itself with the organization, and the rest of the chat stays', async () => {
      const done = await remove({ deletes: ['Organization'] }, 'Organization');
      expect([done.refused, done.objects.TawkChat?.[1]]).toEqual([null, { ...CHAT, org_id: 0 }]);
      expect((await remove({ deletes: ['Person'] }, 'Organization')).refused).toContain('Organization');
    });
  });

  describe('a link between chat and ticket', () => {
    test('is deleted by nobody who has no right on it, whatever they may delete else', async () => {
      for (const user of [
        {},
        { deletes: ['UserRequest', 'TawkChat', 'Person'] },
        { writes: ['lnkTawkChatToTicket'] },
      ]) {
        const { refused, objects } = await remove(user, 'lnkTawkChatToTicket');
        expect(refused).toBe('not allowed to delete lnkTawkChatToTicket');
        expect(objects.lnkTawkChatToTicket?.[1]).toBeDefined();
      }
    });

    test.each(['UserRequest', 'TawkChat'])(
      'goes with its %s, which only whoever may delete it deletes',
      async (end) => {
        const gone = await remove({ deletes: [end] }, end);
        expect([gone.refused, gone.objects.lnkTawkChatToTicket]).toEqual([null, {}]);
        const kept = await remove({}, end);
        expect(kept.refused).toBe(`not allowed to delete ${end}`);
        expect(kept.objects.lnkTawkChatToTicket?.[1]).toBeDefined();
      },
    );
  });

  describe('a chat', () => {
    test('is empty in the portal for everybody but its caller, by whatever address it is asked for', async () => {
      expect(await read({ portal: true, contact: 1 })).toMatchObject(PERSONAL);
      for (const contact of [2, 0]) {
        const shown = Object.values(await read({ portal: true, contact }));
        expect([shown.length > 7, ...new Set(shown)]).toEqual([true, '']);
        // iTop calls its methods whatever it got
        const request = { do: 'read', object: ['TawkChat', 1], codes: ['answer_watch'] };
        const { shown: watch } = await run({ portal: true, contact }, request);
        expect(watch).toMatchObject({ answer_watch: { laststart: null } });
      }
    });

    test("is shown in the console to whom iTop's rights show it", async () => {
      expect(await read({})).toMatchObject({ ...PERSONAL, caller_id_friendlyname: 'Claude Monet' });
    });
  });
});
