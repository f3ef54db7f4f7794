import { createHash } from 'node:crypto';
import { DEFAULT_PROVIDER, type Provider, SERVER_NAME, TITLES } from '../../contract/providers';

export type { Provider };

/** The name of a provider for people. */
export function providerTitle({ provider = DEFAULT_PROVIDER }: { provider?: Provider }): string {
  return TITLES[provider];
}

/**
 * The id of a property of Live Helper Chat, which has none of its own: 24 hexadecimal digits, as tawk.to's are, made of
 * the server's address and the department. Tickets, chats and locks in iTop are found by it: it stays the same however
 * the address ends.
 */
export function livehelperchatId(url: string, department: number | undefined): string {
  const root = new URL(url).href.replace(/\/+$/, '');
  const name = SERVER_NAME.replace('%1$s', () => root).replace('%2$s', `${department ?? ''}`);
  return createHash('sha256').update(name).digest('hex').slice(0, 24);
}
