import type { ChatContext } from '../../contract/chat-context';

/**
 * The names of tawk.to's cookies and stored items: current ones, and former ones that it still reads. The widget makes
 * another provider's client use names that begin with `twk_<mark of this iTop>`.
 */
export const TAWK_NAMES = /^(twk_|_*tawk|previousNav$)/i;

/**
 * Sets a cookie on the broadest domain that the browser allows for a page of this host: the registrable domain, like
 * tawk.to.
 *
 * @param life in seconds; 0 removes the cookie from each domain and from the host alone
 */
export function setCookie(name: string, value = '', life = 0): void {
  const domains = location.hostname.split('.').map((_, index, parts) => parts.slice(~index).join('.'));
  [...domains, ''].some((domain) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is done too late, and not in every browser
    document.cookie = `${name}=${value};path=/;samesite=lax;max-age=${life};domain=${domain}`;
    return value && document.cookie.includes(value);
  });
}

/**
 * Whether a name is the provider's for a property of this iTop, or for no particular property: another iTop may use its
 * own.
 */
function isOfThisItop(name: string, { embedUrl, properties, mark }: ChatContext): boolean {
  const [property = ''] = /[\da-f]{24}|itop-tawk-\w{8}/i.exec(name) ?? [];
  return TAWK_NAMES.test(name) && `${embedUrl} ${properties} ${mark}`.includes(property);
}

/**
 * Removes what the provider stores about a visitor in this browser, as far as a page may do that: its cookies on this
 * host and on the domains above it, local storage, and the storage of this tab.
 *
 * Not within reach: cookies of tawk.to's own domains, the storage of other tabs, and what tawk.to stores on its
 * servers.
 */
export function forgetVisitor(context: ChatContext): void {
  for (const cookie of document.cookie.split('; ')) {
    const name = cookie.split('=')[0] as string;
    if (isOfThisItop(name, context)) setCookie(name);
  }
  forgetStored('localStorage', context);
  forgetStored('sessionStorage', context);
}

/** @param storage the storage's name: if a page may not use a storage, even reading the property throws */
export function forgetStored(storage: 'localStorage' | 'sessionStorage', context: ChatContext): void {
  try {
    for (const name in window[storage]) if (isOfThisItop(name, context)) delete window[storage][name];
  } catch {
    // If a page may not use storage, tawk.to may not either.
  }
}
