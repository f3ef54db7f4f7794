import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { PhpVersion } from '../../sandbox/itop/php-runtime';
import { chatsPhp } from './chats-php';

const ago = (minutes: number) => `@${Math.floor(Date.now() / 1000) - minutes * 60 - 30}`;
const CHAT = { id: 7, started_at: ago(3), desk: 'Helpdesk', visitor_name: 'Claude', caller_id: 0 };

describe.each<PhpVersion>(['7.4', '8.4'])('the dashlet of who waits, PHP %s', (version) => {
  async function show(chats: object[], change: object = {}): Promise<{ html: string; asked: string[]; log: string[] }> {
    const php = await chatsPhp(version);
    const request = { chats, mayRead: true, cache: randomUUID(), ...change };
    const body = Buffer.from(JSON.stringify(request));
    return JSON.parse((await php.run({ scriptPath: '/chats-test/waiting.php', method: 'POST', body })).text);
  }

  test('shows how many wait, and of each the name with a link, the desk and for how long', async () => {
    const person = { caller_id: 5, caller_id_friendlyname: 'Paula Portal', visitor_name: 'not she' };
    const { html, log } = await show([{ ...CHAT, ...person, started_at: ago(12) }, CHAT]);
    expect(html).toMatch(
      />2<.*class=TawkChat&amp;id=7">Paula Portal<.*Helpdesk<.*Since\(12min\).*Claude.*Since\(3min\)/s,
    );
    expect(html).not.toMatch(/not she|More/);
    expect(log).toEqual([]);
  });

  test('says when nobody waits', async () => {
    expect((await show([])).html).toContain('TawkChat:Dashboard:Nobody');
  });

  test('shows ten, and how many more there are', async () => {
    const { html } = await show(Array.from({ length: 12 }, () => CHAT));
    expect(html.match(/<li/g)).toHaveLength(10);
    expect(html).toContain('TawkChat:Dashboard:More(2)');
  });

  test('shows and asks nothing for whoever may not read chats', async () => {
    expect(await show([CHAT], { mayRead: false })).toMatchObject({
      html: '<div class="dashlet-content"></div>',
      asked: [],
    });
  });

  test('asks for chats of the last day without an answer, until somebody gives it another query', async () => {
    const [asked] = (await show([])).asked;
    expect(asked).toMatch(
      /^SELECT TawkChat WHERE status = 'ongoing' AND ISNULL\(first_answer_at\) AND .* INTERVAL 1 DAY\)$/,
    );
    expect((await show([], { properties: { query: 'SELECT TawkChat WHERE 1' } })).asked).toEqual([
      'SELECT TawkChat WHERE 1',
    ]);
  });

  test("a stranger's name is text, and short; without one the chat has its own", async () => {
    const hostile = { ...CHAT, visitor_name: `"><script>alert(1)</script>${'é'.repeat(300)}`, desk: '<b>' };
    const { html } = await show([hostile, { ...CHAT, visitor_name: ' ' }]);
    expect(html).not.toMatch(/<script|<b>/);
    expect(html).toContain('é…<');
    expect(html.match(/é/g)?.length).toBeLessThan(60);
    expect(html).toContain('>Helpdesk 2026-12-01<');
  });

  test('a clock that is behind makes no negative time', async () => {
    expect((await show([{ ...CHAT, started_at: ago(-9) }])).html).toContain('Since(0min)');
  });

  test('a wrong query harms no dashboard, and the log says so without its text', async () => {
    const { html, log } = await show([], { properties: { query: 'nonsense' } });
    expect(html).toContain('–');
    expect(log).toMatchObject([expect.stringContaining('the dashboard lacks a part: DashletTawkWaiting')]);
    expect(log[0]).not.toContain('PUT-NO-MESSAGE');
  });
});
