import { ItopError } from '../../itop/rest/error';
import type { Fields, ItopObject } from '../../itop/rest/object';
import type { ItopRest } from '../../itop/rest/rest';
import type { Delivery } from '../delivery/delivery';
import { ticketLock } from '../delivery/lock-names';
import type { Transcript } from '../payload/payload';
import type { Attachments } from './attachments';
import { REOPEN } from './closed';
import { transcriptEntry } from './log-entry';
import { messagesNotIn } from './mark';
import { ticketName } from './ticket';

/**
 * Appends the new part of the transcript to a ticket's log.
 * @param reopens whether the same write reopens the ticket; if iTop refuses that, nothing is written, so that a later
 *   attempt finds the ticket unchanged
 * @param files of the chat
 * @returns what was done, or why the ticket is not reopened
 */
export async function append(
  { itop, property, lease }: Delivery,
  ticket: ItopObject,
  event: Transcript,
  reopens: boolean,
  files: Attachments,
): Promise<{ says: string } | { notReopened: string }> {
  const { log } = property.ticket;
  return lease.withLock(ticketLock(property, ticket), async () => {
    const [current] = await itop.find(ticket.class, ticket.key, ['id', log]);
    const messages = messagesNotIn(current?.fields[log], property, event);
    if (messages.length === 0) {
      return { says: `found in ${ticketName(ticket)}` };
    }
    const message = transcriptEntry(event, messages, property, await files.notes());
    const entry = { [log]: { add_item: { message, format: 'html' } } };
    await lease.beforeWrite();
    if (!reopens) {
      await itop.update(ticket.class, ticket.key, entry);
      return { says: `logged in ${ticketName(ticket)}` };
    }
    const notReopened = await reopen(itop, ticket, entry);
    return notReopened === undefined ? { says: `logged in ${ticketName(ticket)}, reopened` } : { notReopened };
  });
}

/** Reopens a ticket and writes into it. @returns why iTop refuses; nothing is written then */
async function reopen(itop: ItopRest, ticket: ItopObject, fields: Fields): Promise<string | undefined> {
  try {
    return (await itop.applyStimulus(ticket.class, ticket.key, REOPEN, fields)) ? undefined : 'iTop did not do it';
  } catch (error) {
    if (error instanceof ItopError && error.code === 'ITOP_REJECTED') return error.detail;
    throw error;
  }
}
