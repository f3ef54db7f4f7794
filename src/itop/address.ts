/**
 * An address in a form that may be shown: in a log, a report, an error, a question. User name, password, query and
 * fragment are left out, because each of them can contain a secret. A text that is not an address is not repeated: it
 * may be an address with a typing error.
 */
export function sayable(address: string | URL): string {
  const url = typeof address === 'string' ? parsed(address) : address;
  if (url === undefined) return '(no address)';
  const isPlain = !url.username && !url.password && !url.search && !url.hash;
  return isPlain ? String(address) : `${url.protocol}//${url.host}${url.pathname}`;
}

/** The same address without user name and password: neither `fetch` nor a log accepts them. */
export function withoutCredentials(address: URL): URL {
  const url = new URL(address);
  url.username = url.password = '';
  return url;
}

/** Whether an address contains a user name or a password. Browsers and Node also read `https:\\user@host`. */
export function hasCredentials(address: string): boolean {
  const url = parsed(address);
  return url !== undefined && (url.username !== '' || url.password !== '');
}

/** Whether an address has a query or a fragment. */
export function hasQuery(address: string): boolean {
  return parsed(address) !== undefined && /[?#]/.test(address);
}

/** Whether data sent to a host stays on this machine. @param host as `URL` and PostgreSQL's driver give it */
export function isThisMachine(host: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[?::1\]?)\.?$/i.test(host);
}

function parsed(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}
