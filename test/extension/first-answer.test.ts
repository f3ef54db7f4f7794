import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { demoUser } from '../../sandbox/itop/users';
import { isNoted } from '../../src/widget/panel/answers';
import { EACH_ONCE, inEachItop, PROPERTY_ID, VALID } from './itop';

const PAULA = '111';
const EVERYWHERE = { ...VALID, allowed_profiles: [], enabled_portals: ['itop-portal', 'backoffice'] };
/** As iTop keeps a time. */
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');

const CHAT = {
  tawkto_id: 'c1',
  property_id: PROPERTY_ID,
  status: 'ongoing',
  started_at: ago(60),
  caller_id: PAULA,
};

inEachItop((itop) => {
  /** A chat of Paula's that goes on, unless told otherwise. */
  const put = (change: Record<string, unknown> = {}) => itop.itop.model.put('TawkChat', { ...CHAT, ...change });
  const answeredAt = (id: string) => itop.itop.model.find('TawkChat', id)[0]?.[1].first_answer_at;
  const tell = (change: Parameters<typeof itop.panel>[1] = {}) =>
    itop.panel({}, { method: 'POST', headers: { 'X-Itop-Tawk': '1' }, form: { answered: '1' }, ...change });

  describe('that an agent has answered', () => {
    test('is written into the chat of whoever tells it, once, and costs a query and a write', async () => {
      const id = put();
      const first = await tell();
      expect(first).toMatchObject({ status: 200, json: { answered: true }, queries: 2, log: [] });
      expect(isNoted(first.json)).toBe(true);
      expect(answeredAt(id)).toMatch(/^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d$/);
      itop.itop.model.put('TawkChat', { ...itop.itop.model.find('TawkChat', id)[0]?.[1], first_answer_at: 'then' }, id);
      expect(await tell()).toMatchObject({ status: 200, json: { answered: true }, queries: 1 });
      expect(answeredAt(id)).toBe('then');
    });

    test.each<[string, Record<string, unknown>]>([
      ["somebody else's", { caller_id: '112' }],
      ["nobody's", { caller_id: '0' }],
      ["another property's", { property_id: 'f'.repeat(24) }],
      ['over', { status: 'ended' }],
      ['known to be missed', { status: 'missed' }],
      ['older than a day', { started_at: ago(86_400 + 60) }],
    ])('is not written into a chat that is %s, and iTop says that it does not know it', async (_name, change) => {
      const id = put(change);
      expect(await tell()).toMatchObject({ status: 200, json: { answered: false }, queries: 1, log: [] });
      expect(answeredAt(id)).toBeUndefined();
    });

    test('is written into the newest chat alone: an older one whose end was lost stays as it is', async () => {
      const [old, newest] = [put({ started_at: ago(3600) }), put({ tawkto_id: 'c2', started_at: ago(30) })];
      await tell();
      await tell();
      expect(answeredAt(old)).toBeUndefined();
      expect(answeredAt(newest)).toBeDefined();
    });

    test("is written into a chat of Live Helper Chat's, as the bridge has it: of its department, or of the whole server", async () => {
      const server = { provider: 'livehelperchat', livehelperchat_url: 'HTTPS://Chat.example.com:443/lhc/' };
      await itop.configure({ ...server, livehelperchat_department: 3 });
      const told = async (department: string) => {
        const name = `livehelperchat https://chat.example.com/lhc ${department}`;
        const property_id = createHash('sha256').update(name).digest('hex').slice(0, 24);
        itop.itop.model.put('TawkChat', { ...CHAT, property_id }, '7');
        return (await tell()).json.answered;
      };
      expect([await told('3'), await told(''), await told('4')]).toEqual([true, true, false]);
    });

    test('makes no chat', async () => {
      expect((await tell()).json).toEqual({ answered: false });
      expect(itop.itop.model.all('TawkChat')).toEqual([]);
    });

    test('is taken from nobody who has no chat here: not logged in, impersonated, without a contact, from another site', async () => {
      const id = put();
      expect(await tell({ user: null })).toMatchObject({ status: 403, body: '{}' });
      expect(await tell({ impersonated: true })).toMatchObject({ status: 403, body: '{}' });
      expect(await tell({ headers: {} })).toMatchObject({ status: 400, body: '{}' });
      await itop.panel({ answered: '1' });
      await itop.configure(EVERYWHERE);
      const nick = { portal: 'backoffice', user: demoUser('nick') };
      expect(await tell(nick)).toMatchObject({ status: 200, json: { answered: false }, queries: 0 });
      expect(answeredAt(id)).toBeUndefined();
    });

    test("is nothing to an iTop without the chats' module, and the page does not tell it", async () => {
      expect((await itop.portal()).context?.panel?.tells).toEqual(['answered']);
      itop.itop.absentClasses = ['TawkChat'];
      expect((await itop.portal()).context?.panel).not.toHaveProperty('tells');
      expect(await tell()).toMatchObject({ status: 200, json: { answered: false }, queries: 0, log: [] });
    });

    test('that cannot be written is told in the log, and not to the page', async () => {
      put();
      itop.itop.failing = ['DBObject::DBUpdate'];
      const { status, body, log } = await tell();
      expect({ status, body }).toEqual({ status: 500, body: '{}' });
      expect(log).toMatchObject([{ level: 'Error', message: expect.stringContaining('the panel fails') }]);
      expect((await tell()).log).toEqual([]);
    });
  });
}, EACH_ONCE);
