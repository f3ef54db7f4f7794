import { ItopError, isForbidden } from '../../itop/rest/error';
import type { ItopRest } from '../../itop/rest/rest';

/** No ticket has this id. */
const NO_ID = 'itop-tawk';

/** What iTop itself says, and no event can bring it to say: it is in maintenance, or its user may not do this with this class. */
export function isSurelyWhole(error: ItopError): boolean {
  return error.code === 'ITOP_MAINTENANCE' || isForbidden(error);
}

/**
 * Asks an iTop what each delivery asks first, of a ticket that is not there: nothing of an event is in it.
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
