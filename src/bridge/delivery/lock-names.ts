import { createHash } from 'node:crypto';
import type { ItopObject } from '../../itop/rest/object';
import type { PropertyConfig } from '../config/config';

type Place = Pick<PropertyConfig, 'itop'>;
type Owner = Pick<PropertyConfig, 'id' | 'itop'>;

/** An iTop's address in one form, whatever its case and with or without a slash at its end. */
export function itopName(url: string): string {
  return new URL(url).href.replace(/\/+$/, '');
}

/** The lock of a ticket. Properties with the same iTop share it, because chats of both may go into one ticket. */
export function ticketLock({ itop }: Place, ticket: Pick<ItopObject, 'class' | 'key'>): string {
  return `${itopName(itop.url)} ${ticket.class}::${ticket.key}`;
}

/** The lock of a chat while its object is written. */
export function chatLock({ id, itop }: Owner, tawkId: string): string {
  return `${itopName(itop.url)} TawkChat ${id} ${tawkId}`;
}

/**
 * The lock of everything that is delivered for one e-mail address. It is hashed: the store need not know the address.
 */
export function requesterLock({ id, itop }: Owner, email: string): string {
  return `${itopName(itop.url)} ${id} ${createHash('sha256').update(email).digest('base64url')}`;
}

/** The lock of the job that erases a property's old chats. */
export function eraseLock({ id, itop }: Owner): string {
  return `${itopName(itop.url)} ${id} erase`;
}

/** Groups properties by their iTop, however its address is written. */
export function byItop(properties: PropertyConfig[]): [PropertyConfig, ...PropertyConfig[]][] {
  const groups = new Map<string, [PropertyConfig, ...PropertyConfig[]]>();
  for (const property of properties) {
    const name = itopName(property.itop.url);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [property]);
    else group.push(property);
  }
  return [...groups.values()];
}
