import { afterEach, describe, expect, test } from 'vitest';
import type { ItopModel } from '../../sandbox/itop/model';
import { isKind, isSent } from '../../src/bridge/payload/kinds';
import { ratingOfText } from '../../src/bridge/payload/rating';
import { ratingOf } from '../../src/bridge/sources/livehelperchat/rating';
import { type ChatRing, type ChatSettings, startChatRing, tokenOf } from './livehelperchat-ring';

describe('what a visitor thought of a chat', () => {
  let ring: ChatRing;
  afterEach(() => ring.stop());

  const start = async (settings: ChatSettings = {}) => {
    ring = await startChatRing(settings);
    return ring;
  };
  const begin = (token = tokenOf(ring.person)) => ring.chats.begin('My printer burns', {}, { itop_token: token });
  const chats = () => ring.itop.model.all('TawkChat');
  const tickets = () => ring.itop.model.all('UserRequest');
  const rated = async () => (await ring.events()).filter(({ kind }) => kind === 'chat:rated');

  test('a thumb before the end is on the chat, and in the ticket that the chat became', async () => {
    await start();
    const chat = begin();
    chat.fbst = 2;
    ring.chats.close(chat);
    await ring.seen();
    expect(chats()).toMatchObject([{ rating: 'very_poor', rating_comment: 'Thumb: down' }]);
    expect(tickets()).toMatchObject([{ user_satisfaction: '4' }]);
    expect((await rated()).map(({ state, outcome }) => [state, outcome])).toEqual([
      ['delivered', expect.stringMatching(/^rated TawkChat::\d+; user_satisfaction of UserRequest::\d+ R-\d+ is 4$/)],
    ]);
  });

  test('a survey that is filled in after the end, when nothing in the chat changes, is on the chat all the same', async () => {
    await start();
    const chat = begin();
    ring.chats.close(chat);
    await ring.seen();
    expect(await rated()).toEqual([]);
    ring.chats.fillIn(chat, { max_stars_1: 4, max_stars_2: 4, question_plain_1: 'Quick & [b]friendly[/b]' });
    await ring.seen();
    expect(chats()).toMatchObject([{ rating: 'good', rating_comment: 'Stars: 4, 4\nQuick & friendly' }]);
    expect(tickets()).toMatchObject([{ user_satisfaction: '2' }]);
    await ring.seen();
    expect(await rated()).toHaveLength(1);
    expect(await ring.events()).toHaveLength(4);
  });

  test('a later rating replaces the one on the chat, and not the one in the ticket', async () => {
    await start();
    const chat = begin();
    chat.fbst = 2;
    ring.chats.close(chat);
    await ring.seen();
    ring.chats.fillIn(chat, { max_stars_1: 5 });
    await ring.seen();
    expect(chats()).toMatchObject([{ rating: 'very_good', rating_comment: 'Thumb: down\nStars: 5' }]);
    expect(tickets()).toMatchObject([{ user_satisfaction: '4' }]);
  });

  test('a rating that came while the bridge was down is not lost, and the rest of the chat is not read again', async () => {
    await start();
    const chat = begin();
    ring.chats.close(chat);
    // long ago enough that the bridge would not look again
    Object.assign(chat, { time: chat.time - 40_000, cls_time: chat.time - 30_000, last_user_msg_time: 0 });
    await ring.seen();
    await ring.halt();
    ring.chats.fillIn(chat, { max_stars_1: 1 });
    ring.server.calls.length = 0;
    await ring.restart();
    await ring.seen();
    expect(chats()).toMatchObject([{ rating: 'very_poor' }]);
    expect(ring.server.calls.filter(({ operation }) => operation === 'fetchchatmessages')).toEqual([]);
    expect(await rated()).toHaveLength(1);
  });

  test('a chat that still goes on is not rated yet', async () => {
    await start();
    begin().fbst = 1;
    await ring.seen();
    expect(await rated()).toEqual([]);
  });

  test('a survey that is only begun does not count', async () => {
    await start();
    const chat = begin();
    ring.chats.close(chat);
    ring.chats.fillIn(chat, { status: 1, max_stars_1: 1 });
    await ring.seen();
    expect(await rated()).toEqual([]);
  });

  describe('in a ticket:', () => {
    const put = (values: object) => (model: ItopModel) =>
      model.put('UserRequest', { ref: 'R-000001', org_id: '1', caller_id: '2', ...values });
    const rate = async (settings: ChatSettings, token?: string) => {
      await start({ transcripts: 'log', ...settings });
      const chat = begin(token);
      ring.chats.operatorSays(chat, '/ticket R-000001');
      chat.fbst = 2;
      ring.chats.close(chat);
      await ring.seen();
      expect(chats()).toMatchObject([{ rating: 'very_poor' }]);
      return tickets()[0]?.user_satisfaction;
    };

    test('of the visitor, nobody was asked yet', async () => {
      expect(await rate({ fill: put({ user_satisfaction: '1', status: 'assigned' }) })).toBe('4');
    });
    test('what the caller said in iTop stays', async () => {
      const said = { user_satisfaction: '2', operational_status: 'resolved' };
      expect(await rate({ fill: put(said) })).toBe('2');
    });
    test('of a closed ticket even the best stays: iTop has asked', async () => {
      expect(await rate({ fill: put({ user_satisfaction: '1', operational_status: 'closed' }) })).toBe('1');
    });
    test('of a closed ticket without an answer it is written', async () => {
      expect(await rate({ fill: put({ user_satisfaction: '', operational_status: 'closed' }) })).toBe('4');
    });
    test('of somebody else nothing is written', async () => {
      expect(await rate({ fill: put({ user_satisfaction: '1', caller_id: '3' }) })).toBe('1');
    });
    test('an unknown person speaks for nobody', async () => {
      expect(await rate({ fill: put({ user_satisfaction: '1' }) }, 'no token')).toBe('1');
    });
  });

  test('where chats are no objects, the ticket that the chat became has it', async () => {
    await start({ chats: 'off' });
    const chat = begin();
    chat.fbst = 2;
    ring.chats.close(chat);
    await ring.seen();
    expect(tickets()).toMatchObject([{ user_satisfaction: '4' }]);
  });

  test('with neither chats nor tickets, it is kept in the store', async () => {
    await start({ chats: 'off', transcripts: 'off' });
    const chat = begin();
    chat.fbst = 2;
    ring.chats.close(chat);
    await ring.seen();
    expect((await rated()).map(({ state }) => state)).toEqual(['kept']);
  });

  test('an older module without the attribute does no harm', async () => {
    await start();
    ring.itop.model.rules = (className, values) =>
      className === 'TawkChat' && 'rating_comment' in values
        ? 'Unknown attribute rating from class TawkChat'
        : undefined;
    const chat = begin();
    chat.fbst = 2;
    ring.chats.close(chat);
    await ring.seen();
    expect((await rated())[0]?.outcome).toContain('the module for chats is older');
    expect(tickets()).toMatchObject([{ user_satisfaction: '4' }]);
  });

  test('an erased chat gets no comment any more', async () => {
    await start();
    const chat = begin();
    ring.chats.close(chat);
    await ring.seen();
    const [object] = chats();
    ring.itop.model.update('TawkChat', String(object?.id), { erased_at: 1_700_000_000 }, 'test')();
    ring.chats.fillIn(chat, { max_stars_1: 1, question_plain_1: 'my name is Claude' });
    await ring.seen();
    expect(chats()[0]?.rating_comment).toBe('');
    expect((await rated())[0]?.outcome).toContain('is erased');
  });

  test('answers so long that a list cannot be read cost ratings, and no chat', async () => {
    await start();
    const chat = begin();
    ring.chats.close(chat);
    ring.chats.fillIn(chat, { max_stars_1: 5, question_plain_1: 'x'.repeat(17 * 1024 * 1024) });
    await ring.seen();
    expect(tickets()).toHaveLength(1);
  });

  test("a stranger's answer is no syntax of iTop", async () => {
    await start();
    const chat = begin();
    ring.chats.close(chat);
    ring.chats.fillIn(chat, { max_stars_1: 5, question_plain_1: `[[UserRequest:1]] ${'ä'.repeat(60_000)}` });
    await ring.seen();
    const comment = String(chats()[0]?.rating_comment);
    expect(comment).not.toContain('[[UserRequest:1');
    expect(comment.length).toBeLessThan(2100);
  });
});

test('no webhook may rate a chat', () => {
  expect([isKind('chat:rated'), isSent('chat:rated'), isSent('chat:end')]).toEqual([true, false, true]);
});

test.each([
  [{ fbst: 1 }, 'very_good'],
  [{ fbst: 2 }, 'very_poor'],
  [{ fbst: 1, stars: [3] }, 'poor'],
  [{ fbst: 0, stars: [5, 4] }, 'very_good'],
  [{ fbst: 0, stars: [2] }, 'poor'],
  [{ fbst: 0, stars: [1] }, 'very_poor'],
  [{ fbst: 0, stars: [] }, undefined],
  // more than five stars: the scale is unknown
  [{ fbst: 2, stars: [9] }, 'very_poor'],
  [{ fbst: 0, stars: [9] }, undefined],
])('%j is %s', ({ fbst, stars = [] as number[] }: { fbst: number; stars?: number[] }, rating) => {
  const plain = { question_plain_1: '', question_plain_2: '', question_plain_3: '', question_plain_4: '' };
  const [max_stars_1 = 0, max_stars_2 = 0] = stars;
  const marks = { max_stars_1, max_stars_2, max_stars_3: 0, max_stars_4: 0, max_stars_5: 0 };
  const survey = { id: 1, status: 0, ftime: 1, ...marks, ...plain, question_plain_5: '' };
  expect(ratingOf({ fbst, survey }).rating).toBe(rating);
});

test.each([
  ['positive', 'very_good'],
  ['Negative', 'very_poor'],
  ['4', 'good'],
  ['10', undefined],
  ['neutral', undefined],
])("tawk.to's %s is %s", (text, rating) => expect(ratingOfText(text)).toBe(rating));
