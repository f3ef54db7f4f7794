import type { ItopObject } from '../../itop/rest/object';
import type { Delivery } from '../delivery/delivery';
import { oneLine } from '../markup/title';
import type { ChatEvent } from '../payload/payload';
import { chosenFor } from './chosen-tickets';
import { consoleLink } from './console-link';
import { findTickets } from './find-tickets';

/** How many open requests are named. */
const MAX_REQUESTS = 10;

/** Characters of a name or title. */
const MAX_CHARS = 255;

/**
 * What agents are told as a chat begins, and only they: who asks, which open requests they have, and what the chat is
 * about; as much of it as the extension's `share` allows. It asks iTop, because the names in the chat may be anybody's.
 * @returns undefined for a visitor who is not proved, or whose proof does not say what is allowed
 */
export async function whoAsks(delivery: Delivery, event: ChatEvent): Promise<string | undefined> {
  const { person: id, share } = event.chat.visitor;
  if (id === undefined || share === undefined) return undefined;
  const lines = [
    await personLine(delivery, id, share),
    ...(share.includes('requests') ? await requestLines(delivery, id) : []),
    ...(await topicLines(delivery, event, share)),
  ];
  return lines.join('\n');
}

async function personLine({ optional, property }: Delivery, id: string, share: string[]): Promise<string> {
  const codes = { name: 'friendlyname', organization: 'org_name' };
  const shown = Object.entries(codes).filter(([fact]) => share.includes(fact));
  const found = await optional.findAny('Person', { id: [id] }, ['id', ...shown.map(([, code]) => code)]);
  const [person] = typeof found === 'string' ? [] : found;
  if (person === undefined) return 'The visitor was logged in to iTop, but the bridge finds no such person there.';
  const [name, organization] = Object.entries(codes).map(([fact, code]) =>
    share.includes(fact) ? short(person.fields[code]) : '',
  );
  const who = [name || 'The visitor', organization === '' ? '' : ` (${organization})`].join('');
  const link = share.includes('person_link') ? `: ${consoleLink(property, person)}` : '.';
  return `${who} is logged in to iTop${link}`;
}

/** The person's own requests that are not closed, the newest first. */
async function requestLines({ optional, property }: Delivery, person: string): Promise<string[]> {
  const found: ItopObject[] = [];
  for (const each of property.ticket.classes) {
    const open = { operational_status: ['ongoing', 'resolved'] };
    const some = await optional.findAny(each, { caller_id: [person] }, ['id', 'ref', 'status'], open);
    found.push(...(typeof some === 'string' ? [] : some));
  }
  const newest = found.sort((a, b) => Number(b.key) - Number(a.key));
  const lines = newest
    .slice(0, MAX_REQUESTS)
    .map((ticket) => `${ticket.fields.ref}, ${ticket.fields.status}: ${consoleLink(property, ticket)}`);
  const more = newest.length - lines.length;
  const head = newest.length === 0 ? 'No open requests.' : `Open requests: ${newest.length}`;
  return [head, ...lines, ...(more > 0 ? [`and ${more} older`] : [])];
}

/** The tickets that the visitor chose in the panel. */
async function topicLines(delivery: Delivery, { chat, time }: ChatEvent, share: string[]): Promise<string[]> {
  const first = { sender: { t: 'v', n: undefined }, msg: undefined, time };
  const { items } = await chosenFor(delivery, { chat: { ...chat, all: [first] } });
  const found = await findTickets(delivery, { ref: [], id: items.map(({ id }) => id) }, ['title']);
  return found
    .filter((ticket) => items.some((item) => item.id === ticket.key && item.class === ticket.class))
    .map((ticket) => {
      const title = share.includes('request_title') ? `, ${short(ticket.fields.title)}` : '';
      return `The chat is about ${ticket.fields.ref}${title}: ${consoleLink(delivery.property, ticket)}`;
    });
}

function short(value: unknown): string {
  return oneLine(String(value ?? '')).slice(0, MAX_CHARS);
}
