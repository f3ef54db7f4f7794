import { ItopError, isForbidden } from '../../itop/rest/error';
import type { ItopRest } from '../../itop/rest/rest';

/** No ticket has this id. */
const NO_ID = 'itop-tawk';

/**
 * Errors that come from iTop itself and that no event can cause: maintenance, or a user without the right for this
 * class.
 */
export function isSurelyWhole(error: ItopError): boolean {
  return error.code === 'ITOP_MAINTENANCE' || isForbidden(error);
}

/**
 * Sends iTop the query that each delivery begins with, for a ticket that does not exist: it contains nothing of an
 * event.
 * @returns what is wrong with that iTop as a whole; undefined: nothing
 */
export async function troubleOf(itop: ItopRest, ticketClass: string): Promise<ItopError | undefined> {
  try {
    await itop.findAny(ticketClass, { tawkto_id: [NO_ID] }, ['id', 'ref', 'tawkto_id', 'tawkto_ref']);
    return undefined;
  } catch (error) {
    if (error instanceof ItopError) return error;
    throw error;
  }
}
