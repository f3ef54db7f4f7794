/**
 * The ids and marks by which the bridge and the module for chats find in iTop what was written about a chat. The build
 * writes the PHP class ChatMark from these forms (build/contract.ts); %1$s and %2$s are placeholders in both.
 */

/**
 * The id of a chat or tawk.to ticket in iTop, where nothing else names the property: in a ticket's `tawkto_id`, and in
 * the mark of a log's entry. Another property may use the same id. %1$s is the property, %2$s tawk.to's id. Before
 * version 2.1.0 it was tawk.to's id alone.
 */
export const OWN_ID = '%1$s/%2$s';

/**
 * The beginning of the mark of an entry in a log: the name of an anchor. Nothing that is typed into a chat can become
 * one. %1$s is the id above; the fingerprints of the entry's messages follow.
 */
export const MARK_START = '<a name="tawk.to/%1$s/';

/** A form with its placeholders filled in. */
export function filled(form: string, ...texts: string[]): string {
  return form.replace(/%(\d)\$s/g, (_, place) => texts[Number(place) - 1] ?? '');
}
