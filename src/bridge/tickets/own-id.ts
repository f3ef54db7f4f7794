import { filled, OWN_ID } from '../../contract/mark';
import type { PropertyConfig } from '../config/config';

/** The id of a chat or tawk.to ticket in iTop, with its property (src/contract/mark.ts). */
export function ownId({ id }: Pick<PropertyConfig, 'id'>, tawkId: string): string {
  return filled(OWN_ID, id, tawkId);
}
