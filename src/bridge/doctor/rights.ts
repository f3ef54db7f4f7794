import { CHAT_CLASS, LINK_CLASS, TOPIC_CLASS } from '../../contract/itop-classes';
import { ItopError } from '../../itop/rest/error';
import type { Fields } from '../../itop/rest/object';
import type { ItopRest } from '../../itop/rest/rest';
import { STANDARD_CLASSES } from '../config/config';
import { ATTACHMENT_CLASS } from '../tickets/attachments';

/**
 * An attribute that each class has and nobody can set. iTop first checks the rights, then refuses the attribute before
 * it creates anything (core/restservices.class.inc.php, core/create, and DBObject::Set; seen with 2.7.11, 3.1.2, 3.2.0
 * and 3.3.0): so the answer shows whether the user may create objects. An attribute that no class has shows nothing
 * from 3.2.1 on: SanitizeJsonInput refuses it before the rights are checked.
 */
const READ_ONLY: Fields = { friendlyname: 'itop-tawk doctor' };

/**
 * The profile for the bridge's user that the extension adds to iTop (extension/datamodel.combodo-tawk-integration.xml).
 */
export const BRIDGE_PROFILE = 'tawk.to Bridge User';

/** iTop's own profile that is required for its REST API; it gives no other right. */
export const REST_PROFILE = 'REST Services User';

/** Classes on which that profile has rights, besides the tickets. */
const OF_PROFILE = ['Person', 'Organization', CHAT_CLASS, LINK_CLASS, TOPIC_CLASS, ATTACHMENT_CLASS];

/** What to do about a right that is missing on a class. */
export function remedyFor(className: string): string {
  const isOwn = [...OF_PROFILE, ...STANDARD_CLASSES].includes(className);
  return isOwn
    ? `Give it the profile "${BRIDGE_PROFILE}", which has all rights that the bridge needs, next to "${REST_PROFILE}", which has none of them.`
    : `Give it a profile of yours with the rights on ${className} that docs/bridge-reference.md names.`;
}

/**
 * Whether the bridge's user may create objects of a class; creates none.
 * @throws ItopError for everything that says nothing about the right
 */
export async function mayCreate(itop: ItopRest, className: string): Promise<boolean> {
  try {
    await itop.create(className, READ_ONLY, ['id']);
  } catch (error) {
    if (error instanceof ItopError && error.code === 'ITOP_REJECTED') return /read-only attribute/i.test(error.detail);
    if (error instanceof ItopError && error.code === 'ITOP_CREDENTIALS') return false;
    throw error;
  }
  throw new Error(
    `iTop created a ${className} from an attribute that cannot be set: it is not an iTop that the bridge knows`,
  );
}
