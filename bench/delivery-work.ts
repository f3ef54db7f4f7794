import { randomUUID } from 'node:crypto';
import { chatEnd, chatStart, chatTranscript, ticketCreate, type WebhookPayload } from '../sandbox/tawk/webhooks';
import { newChat } from '../src/bridge/chats/chat-fields';
import type { PropertyConfig } from '../src/bridge/config/config';
import { readTranscript } from '../src/bridge/payload/payload';
import { ownId } from '../src/bridge/tickets/own-id';
import type { Fields } from '../src/itop/rest/object';
import type { ItopRest } from '../src/itop/rest/rest';

/** Work that is delivered repeatedly: by the bridge, and by a bare loop. */
export interface Work {
  name: 'tickets' | 'chats';
  chats: 'on' | 'off';
  /** tawk.to's events for one of them, in their order. */
  events: (number: number) => WebhookPayload[];
  /** The calls to iTop that the bridge makes for one of them, without any checks. */
  bare: (itop: ItopRest) => Promise<void>;
  calls: number;
}

const VISITOR = { name: 'C', email: 'claude@example.com' };
const PROPERTY = { id: 'p', time_zone: 'UTC' } as PropertyConfig;

async function findPerson(itop: ItopRest) {
  const [person] = await itop.find('Person', { email: VISITOR.email, status: 'active' }, ['id', 'org_id', 'email']);
  return { org_id: person?.fields.org_id, caller_id: person?.key };
}

const tickets: Work = {
  name: 'tickets',
  chats: 'off',
  events: (number) => [ticketCreate({ humanId: number, subject: 's', message: 'm' }, { ...VISITOR, type: 'visitor' })],
  bare: async (itop) => {
    const id = randomUUID();
    const tawkto_id = ownId(PROPERTY, id);
    await itop.findAny('UserRequest', { tawkto_id: [tawkto_id, id] }, ['id', 'ref', 'tawkto_id', 'tawkto_ref']);
    const fields = { ...(await findPerson(itop)), title: 's', description: '<p>m</p>' };
    await itop.create('UserRequest', { origin: 'chat', ...fields, tawkto_ref: '1', tawkto_id }, ['id', 'ref']);
  },
  calls: 3,
};

function transcriptOf(id: string): WebhookPayload {
  const said = (t: 'a' | 'v') => ({
    sender: t === 'a' ? { t, n: 'Ann' } : { t },
    type: 'msg' as const,
    msg: 'It burns, and what shall I do now?',
    time: new Date().toISOString(),
  });
  return chatTranscript(
    id,
    VISITOR,
    Array.from({ length: 20 }, (_, index) => said(index % 2 === 0 ? 'v' : 'a')),
  );
}

/** A chat from its start to its transcript, about no ticket. */
const chats: Work = {
  name: 'chats',
  chats: 'on',
  events: () => {
    const id = randomUUID();
    return [chatStart(id, VISITOR, 'It burns'), chatEnd(id, VISITOR), transcriptOf(id)];
  },
  bare: async (itop) => {
    const id = randomUUID();
    const transcript = await readTranscript(JSON.stringify(transcriptOf(id)));
    const { transcript: text, ...fields } = newChat({ kind: 'chat:transcript_created', ...transcript }, PROPERTY);
    const change = (status: string, changed: Fields) =>
      itop.updateOne('TawkChat', { tawkto_id: id, property_id: PROPERTY.id, status }, changed, ['id', 'status']);
    await itop.create('TawkChat', { ...fields, ...(await findPerson(itop)), status: 'ongoing' }, ['id', 'status']);
    await change('ongoing', { status: 'ended', ended_at: fields.ended_at });
    await change('ended', { ...fields, transcript: text });
    await itop.find('TawkChatTopic', { email: VISITOR.email }, ['id', 'email']);
  },
  calls: 5,
};

export const WORKS = [tickets, chats];
