import type { ItopObject } from '../../itop/rest/object';
import type { Delivery } from '../delivery/delivery';
import { STATUS_FIELD } from './closed';

/** What is known of the tickets to find. */
export interface Wanted {
  /** References, as iTop writes them. */
  ref: string[];
  id: string[];
}

const FIELDS = ['id', 'ref', 'caller_id', STATUS_FIELD];

/**
 * The tickets of the classes in `ticket.classes` that have one of the references or ids. It takes one call if the
 * bridge's user may read iTop's class Ticket, their parent class; otherwise one call for each class. A class that this
 * iTop does not have has no tickets.
 * @param more attributes to read
 */
export async function findTickets(
  { itop, optional, property }: Pick<Delivery, 'itop' | 'optional' | 'property'>,
  wanted: Wanted,
  more: string[] = [],
): Promise<ItopObject[]> {
  const { class: own, classes } = property.ticket;
  const by = { ref: wanted.ref, id: wanted.id };
  const fields = [...FIELDS, ...more];
  if (by.ref.length + by.id.length === 0) {
    return [];
  }
  if (classes.length > 1) {
    const found = await optional.findAny('Ticket', by, fields, { finalclass: classes });
    if (typeof found !== 'string') {
      return found;
    }
  }
  const found: ItopObject[] = [];
  for (const each of classes) {
    const some = each === own ? await itop.findAny(each, by, fields) : await optional.findAny(each, by, fields);
    found.push(...(typeof some === 'string' ? [] : some));
  }
  return found;
}
