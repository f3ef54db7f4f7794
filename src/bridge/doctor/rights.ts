import { ItopError } from '../../itop/rest/error';
import type { Fields } from '../../itop/rest/object';
import type { ItopRest } from '../../itop/rest/rest';

/**
 * An attribute that no class has. iTop checks the rights first, then refuses it before it makes anything
 * (core/restservices.class.inc.php, core/create; the same in 2.7.11 and 3.2.0): so it tells whether one may create.
 */
const NO_ATTRIBUTE: Fields = { itop_tawk_doctor: '' };

/** Whether the bridge's user may create objects of a class; makes none. @throws ItopError for all that says nothing about the right */
export async function mayCreate(itop: ItopRest, className: string): Promise<boolean> {
  try {
    await itop.create(className, NO_ATTRIBUTE, ['id']);
  } catch (error) {
    if (error instanceof ItopError && error.code === 'ITOP_REJECTED') return /unknown attribute/i.test(error.detail);
    if (error instanceof ItopError && error.code === 'ITOP_CREDENTIALS') return false;
    throw error;
  }
  throw new Error(
    `iTop created a ${className} from an attribute that does not exist: it is not an iTop that the bridge knows`,
  );
}
