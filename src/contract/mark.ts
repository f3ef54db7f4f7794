/**
 * How the bridge and the chats' module find again in iTop what was written of a chat. The PHP class ChatMark is written
 * from these forms (build/contract.ts); in both, %1$s and %2$s are places.
 */

/**
 * The id of a chat or ticket of tawk.to in iTop, where nothing else tells the property: in a ticket's `tawkto_id`, and in
 * the mark of a log's entry. Another property may have the same id. %1$s is the property, %2$s tawk.to's id. Before
 * version 2.1.0 it was tawk.to's id alone.
 */
export const OWN_ID = '%1$s/%2$s';

/**
 * What the mark of an entry in a log begins with, and nothing that is typed into a chat can become: an anchor's name.
 * %1$s is the id above; the fingerprints of the entry's messages follow.
 */
export const MARK_START = '<a name="tawk.to/%1$s/';

/** A form with what belongs in its places. */
export function filled(form: string, ...texts: string[]): string {
  return form.replace(/%(\d)\$s/g, (_, place) => texts[Number(place) - 1] ?? '');
}
