import type { ItopObject } from '../../itop/rest/object';
import type { Delivery } from '../delivery/delivery';
import { ticketLock } from '../delivery/lock-names';
import { escapeHtml } from '../markup/html-writer';
import type { Command } from '../payload/command';
import { localTimes } from './local-time';
import { messageHtml } from './log-entry';
import { isMarked, markHtml } from './mark';

/** The log that notes go into, whatever `ticket.log` says: the caller must not read them. */
const LOG = 'private_log';

/** Writes an agent's note into the private log of a ticket, once. @param text of the note */
export async function writeNote(
  { itop, property, lease }: Delivery,
  ticket: ItopObject,
  chatId: string,
  { message, agent, time }: Command,
  text: string,
): Promise<void> {
  await lease.withLock(ticketLock(property, ticket), async () => {
    const [current] = await itop.find(ticket.class, ticket.key, ['id', LOG]);
    // not the chat's own mark: with that, the chat's messages would count as there
    const id = `${chatId}:${message}`;
    if (isMarked(current?.fields[LOG], property, id)) return;
    const at = localTimes(property.time_zone)(time);
    const when = at === undefined ? '' : `, ${at.day}, times in ${escapeHtml(property.time_zone)}`;
    const entry = [
      `<div><b>Note of an agent from the chat</b>${when}</div>`,
      messageHtml({ sender: { t: 'a', n: agent }, msg: text, time }, at?.minute),
      markHtml('note', property, id, []),
    ].join('\n');
    await lease.beforeWrite();
    await itop.update(ticket.class, ticket.key, { [LOG]: { add_item: { message: entry, format: 'html' } } });
  });
}
