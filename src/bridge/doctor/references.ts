import { isForbidden } from '../../itop/rest/error';
import type { ItopRest } from '../../itop/rest/rest';
import type { PropertyConfig } from '../config/config';
import { refusalOf } from '../delivery/optional-reads';
import { type Diagnosis, found, passed, together } from './diagnosis';

/** How many tickets of each class are checked. */
const LOOKED_AT = 200;

/** Do the references of this iTop's tickets match `ticket.reference`? */
export async function examineReferences(itop: ItopRest, { ticket, transcripts }: PropertyConfig): Promise<Diagnosis> {
  if (transcripts === 'off') return together([]);
  const form = new RegExp(`^(?:${ticket.reference})$`, 'iu');
  const references: string[] = [];
  for (const each of ticket.classes) {
    const tickets = await itop.findSome(each, ['ref'], LOOKED_AT).catch((error) => {
      // another check reports that
      if (refusalOf(error) === undefined && !isForbidden(error)) throw error;
      return [];
    });
    references.push(...tickets.map(({ fields }) => String(fields.ref ?? '')).filter((ref) => ref !== ''));
  }
  const others = references.filter((reference) => !form.test(reference));
  if (references.length === 0) return passed('ticket.reference: not tried, because there are no tickets');
  if (others.length === 0)
    return passed(
      `ticket.reference: fits the references of ${references.length} ticket${references.length === 1 ? '' : 's'}`,
    );
  const what = `${others.length} of ${references.length} references of this iTop's tickets do not match \`ticket.reference\`, such as ${others[0]}: a chat that names one does not find its ticket`;
  const remedy = `Write the form of this iTop's references as \`ticket.reference\` (docs/bridge-reference.md, "The form of references").`;
  return found({ severity: 'warning', code: 'ticket-reference', what, remedy });
}
