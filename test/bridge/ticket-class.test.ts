import { describe, expect, onTestFinished, test } from 'vitest';
import { ItopRestStandIn } from '../../sandbox/itop/rest';
import { chatTranscript, ticketCreate } from '../../sandbox/tawk/webhooks';
import { BridgeError } from '../../src/bridge/base/errors';
import { configSchema } from '../../src/bridge/config/config';
import { checkTicketClasses } from '../../src/bridge/tickets/ticket-class';
import { ACCOUNT, PROPERTY, SECRET, startRing } from './ring';

const { user, password } = ACCOUNT;
const check = (url: string, className?: string, more: object = {}) =>
  checkTicketClasses(
    configSchema.parse({
      properties: [
        { id: PROPERTY, secrets: [SECRET], itop: { url, user, password, ...more }, ticket: { class: className } },
      ],
    }),
  );
async function itop() {
  const standIn = new ItopRestStandIn([ACCOUNT]);
  const { url, close } = await standIn.listen();
  onTestFinished(close);
  return { standIn, url };
}

describe('at the start of the bridge the class of its tickets', () => {
  test.each(['UserRequest', 'Incident'])(
    'is taken where the extension gave it what the bridge needs: %s',
    async (name) => {
      const { url } = await itop();
      await check(url, name);
    },
  );

  test.each(['UserRequest', 'Incident'])('is refused without it, with what to do: %s', async (name) => {
    const { standIn, url } = await itop();
    standIn.model.extension = false;
    const error = await check(url, name).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(BridgeError);
    expect(error).toMatchObject({
      code: 'TICKET_CLASS',
      detail: expect.stringMatching(
        `^${name} has no attributes tawkto_id and tawkto_ref .*Run iTop's setup with the ext`,
      ),
    });
  });

  test('is refused where it is another that has none, or iTop has no such class', async () => {
    const { url } = await itop();
    await expect(check(url, 'Contract')).rejects.toMatchObject({
      code: 'TICKET_CLASS',
      detail: expect.stringContaining('this iTop has no class Contract'),
    });
    await expect(check(url, 'Person')).rejects.toMatchObject({ code: 'TICKET_CLASS' });
  });

  test.each([
    ['is away', 'http://127.0.0.1:3/', {}],
    ['lets nobody in', undefined, { password: 'wrong' }],
  ])('is no reason not to start where iTop %s', async (_name, address, more) => {
    const { url } = await itop();
    await check(address ?? url, undefined, more);
  });

  test('is not even asked for at a port that Node calls never, which is said', async () => {
    await expect(check('http://127.0.0.1:10080/')).rejects.toMatchObject({
      code: 'CONFIG',
      detail: expect.stringContaining('itop.url http://127.0.0.1:10080/: Node blocks this port'),
    });
  });

  test('is no reason not to start while iTop is in maintenance', async () => {
    const { standIn, url } = await itop();
    standIn.behave = () => ({ trouble: 'maintenance' });
    await check(url);
  });
});

test('a bridge with `ticket.class: Incident` makes incidents of tickets and of chats, and finds them again', async () => {
  const ring = await startRing({ ticket: { class: 'Incident' }, transcripts: 'ticket', chats: 'on' });
  onTestFinished(() => ring.stop());
  const visitor = { name: 'Claude', email: 'claude@example.com' };
  const time = (minute: number) => new Date(Date.now() + minute * 60_000 - 3_600_000);
  const say = (msg: string, minute: number) =>
    ({ sender: { t: 'v' }, type: 'msg', msg, time: time(minute).toISOString() }) as const;
  const fire = ticketCreate(
    { id: 'tk', humanId: 7, subject: 'Fire', message: 'm' },
    { ...visitor, type: 'agent' },
    time(-300),
  );
  for (const payload of [
    fire,
    { ...fire, again: true },
    chatTranscript('chat-1', visitor, [say('It burns', 0)]),
    chatTranscript('chat-1', visitor, [say('It burns', 0), say('And the house', 5)]),
  ]) {
    await ring.send(payload);
    await ring.settled();
  }
  expect(ring.itop.model.all('UserRequest')).toEqual([]);
  expect(ring.itop.model.all('Incident')).toMatchObject([
    { ref: expect.stringMatching(/^I-\d{6}$/), tawkto_ref: '7', tawkto_id: `${PROPERTY}/tk`, caller_id: '2' },
    { title: 'Chat: It burns', tawkto_id: `${PROPERTY}/chat-1`, origin: 'chat', private_log: [{}, {}] },
  ]);
});
