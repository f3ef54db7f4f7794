import { createHash } from 'node:crypto';

/** Who serves the chats of a property, as people call them. */
const TITLES = { tawk: 'tawk.to', livehelperchat: 'Live Helper Chat' } as const;

export type Provider = keyof typeof TITLES;

/** The name of a provider for people; tawk.to is where none is named. */
export function providerTitle({ provider = 'tawk' }: { provider?: Provider }): string {
  return TITLES[provider];
}

/**
 * The id of a property of Live Helper Chat, which has none of its own: 24 hexadecimal digits, as tawk.to's are, made of
 * the server's address and the department. Tickets, chats and locks in iTop are found by it: it stays the same however
 * the address ends.
 */
export function livehelperchatId(url: string, department: number | undefined): string {
  const name = `livehelperchat ${new URL(url).href.replace(/\/+$/, '')} ${department ?? ''}`;
  return createHash('sha256').update(name).digest('hex').slice(0, 24);
}
