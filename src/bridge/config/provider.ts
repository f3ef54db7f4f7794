import { createHash } from 'node:crypto';
import { DEFAULT_PROVIDER, type Provider, SERVER_NAME, TITLES } from '../../contract/providers';

export type { Provider };

/** The provider's name for people. */
export function providerTitle({ provider = DEFAULT_PROVIDER }: { provider?: Provider }): string {
  return TITLES[provider];
}

/**
 * The id of a property of Live Helper Chat, which has no ids of its own: 24 hexadecimal digits like tawk.to's, made
 * from the server's address and the department. Tickets, chats and locks in iTop contain it. So slashes at the end of
 * the address do not change it.
 */
export function livehelperchatId(url: string, department: number | undefined): string {
  const root = new URL(url).href.replace(/\/+$/, '');
  const name = SERVER_NAME.replace('%1$s', () => root).replace('%2$s', `${department ?? ''}`);
  return createHash('sha256').update(name).digest('hex').slice(0, 24);
}
