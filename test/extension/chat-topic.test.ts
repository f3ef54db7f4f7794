import { describe, expect, test } from 'vitest';
import { demoUser } from '../../sandbox/itop/users';
import { itopVersion } from '../../sandbox/itop/versions';
import { EACH_ONCE, inEachItop, VALID } from './itop';

const EVERYWHERE = { ...VALID, allowed_profiles: [], enabled_portals: ['itop-portal', 'backoffice'] };
const daysAgo = (days: number) => `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 19)}Z`;

inEachItop((itop) => {
  const topics = () => itop.itop.model.all('TawkChatTopic');
  const put = (chosen_at: string, person_id: string) =>
    itop.itop.model.put('TawkChatTopic', { email: 'x@example.com', person_id, item_class: '', item_id: 0, chosen_at });

  describe('a choice', () => {
    test('is kept, with who made it and when, and the agent is told where to look', async () => {
      const before = daysAgo(0);
      expect(await itop.choose('UserRequest:1')).toMatchObject({ status: 200, log: [] });
      const { json } = await itop.choose('UserRequest:101');
      expect(json.request).toEqual({
        reference: 'R-000101',
        class: 'UserRequest',
        link: 'https://itop.example.com/pages/UI.php?operation=details&class=UserRequest&id=101',
      });
      expect(topics()).toMatchObject([
        { item_class: 'UserRequest', item_id: '1' },
        { email: 'paula.portal@example.com', person_id: '111', item_class: 'UserRequest', item_id: '101' },
      ]);
      const [{ chosen_at } = {}] = topics();
      expect(String(chosen_at) >= before && String(chosen_at) <= daysAgo(0)).toBe(true);
    });

    test('has the title only where it may be shared', async () => {
      await itop.configure({ ...VALID, share: ['name', 'request_title'] });
      expect((await itop.choose('UserRequest:1')).json.request).toMatchObject({ title: 'Printer on fire' });
    });

    test('of nothing in particular is kept too: it ends the one before', async () => {
      expect(await itop.choose('')).toMatchObject({ status: 200, json: { request: null } });
      expect(topics()).toMatchObject([{ email: 'paula.portal@example.com', item_class: '', item_id: '0' }]);
    });

    test("of another's request, or of none, is refused and not kept", async () => {
      for (const about of ['UserRequest:104', 'UserRequest:999', 'FAQ:1', 'nonsense']) {
        expect(await itop.choose(about), about).toMatchObject({ status: 404, body: '{}' });
      }
      expect(topics()).toEqual([]);
    });

    test('needs the header that no other site can send', async () => {
      for (const headers of [[], ['X-Itop-Tawk', ''], ['X-Itop-Tawk', '0'], ['X-Other', '1']]) {
        const sent = headers.length > 0 ? { [headers[0] as string]: headers[1] as string } : {};
        expect(await itop.choose('UserRequest:1', { headers: sent })).toMatchObject({
          status: 400,
          body: '{}',
          queries: 0,
        });
      }
      expect(topics()).toEqual([]);
    });

    test('is refused to users who may not chat', async () => {
      expect(await itop.choose('UserRequest:1', { user: null })).toMatchObject({ status: 403, body: '{}' });
      expect(await itop.choose('UserRequest:1', { impersonated: true })).toMatchObject({ status: 403, body: '{}' });
      expect(topics()).toEqual([]);
    });

    test('of somebody without an e-mail address is not kept: no chat could be told to be that person', async () => {
      await itop.configure(EVERYWHERE);
      const answer = await itop.choose('UserRequest:1', { portal: 'backoffice', user: demoUser('nick') });
      expect(answer).toMatchObject({ status: 200, json: { request: { reference: 'R-000001' } } });
      expect(topics()).toEqual([]);
    });

    test('is written by POST only', async () => {
      await itop.panel({ about: 'UserRequest:1' });
      await itop.panel({ q: 'printer' });
      expect(topics()).toEqual([]);
    });
  });

  test("at each choice the person's rows beyond fifty go, and everybody's that are older than thirty days", async () => {
    put(daysAgo(31), '111');
    put(daysAgo(31), '112');
    put(daysAgo(1), '112');
    for (let i = 0; i < 60; i++) put(daysAgo(1), '111');
    await itop.choose('UserRequest:1');
    const left = topics();
    expect(left.filter(({ person_id }) => person_id === '111')).toHaveLength(50);
    expect(left.filter(({ person_id }) => person_id === '112')).toHaveLength(1);
    expect(left.some(({ chosen_at }) => chosen_at === daysAgo(31))).toBe(false);
  });

  test('however many old ones there are, a choice takes the time of fifty', async () => {
    for (let i = 0; i < 70; i++) put(daysAgo(31), '112');
    await itop.choose('UserRequest:1');
    expect(topics()).toHaveLength(1 + 20);
  });

  test('a background task of iTop deletes all old ones, also those of users who never choose again', async () => {
    for (let i = 0; i < 501; i++) put(daysAgo(31), '112');
    put(daysAgo(29), '112');
    expect((await itop.itop.runCron(itopVersion(itop.version))).said).toEqual([
      '501 old choices of chat topics deleted',
    ]);
    expect(topics()).toHaveLength(1);
  });

  describe('what a person chose', () => {
    const PAULA = '111';
    const write = async (changed: Record<string, unknown>) => {
      put(daysAgo(1), PAULA);
      put(daysAgo(1), '112');
      const report = await itop.itop.writePerson(itopVersion(itop.version), PAULA, changed);
      return { report, left: topics().map(({ person_id }) => person_id) };
    };

    test.each([
      ['they are anonymized', { anonymized: '1' }],
      ['they get another e-mail', { email: 'anonymous.111@anony.mized' }],
      ['they get none', { email: '' }],
    ])('goes when %s', async (_, changed) => {
      expect((await write(changed)).left).toEqual(['112']);
    });

    test.each([
      ['another name', { name: 'Doe', first_name: 'Jane' }],
      ['the same e-mail in other capitals', { email: ' Paula.Portal@example.com' }],
    ])('stays with %s', async (_, changed) => {
      expect((await write(changed)).left).toEqual([PAULA, '112']);
    });

    test('does not keep the person from being written where it cannot be deleted', async () => {
      itop.itop.failing = ['DBObject::DBDelete'];
      const { report, left } = await write({ email: '' });
      expect(left).toEqual([PAULA, '112']);
      expect(report.log).toMatchObject([{ level: 'Error' }]);
      expect(JSON.stringify(report.log)).not.toContain('PUT-NO-MESSAGE-IN-THE-LOG');
    });
  });
}, EACH_ONCE);
