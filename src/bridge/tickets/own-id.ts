import type { PropertyConfig } from '../config/config';

/**
 * The id of a chat or ticket of tawk.to in iTop, where nothing else tells the property: in a ticket's `tawkto_id`, and in
 * the mark of a log's entry. Another property may have the same id. The extension's ChatTicket has the same form.
 */
export function ownId({ id }: Pick<PropertyConfig, 'id'>, tawkId: string): string {
  return `${id}/${tawkId}`;
}
