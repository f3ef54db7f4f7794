/** Names that tawk.to gives to its cookies and stored items, today's and earlier ones. */
const TAWK = /^(twk_|_?tawk)/i;

/**
 * Removes what tawk.to keeps of a visitor in this browser, as far as a page may: its cookies on this host and on the
 * domains above it (it uses the registrable domain), local and session storage.
 *
 * Out of reach: cookies of tawk.to's own domains, and what tawk.to keeps on its servers.
 */
export function forgetVisitor(): void {
  const expire = (name: string, domain: string): void => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is done too late, and not in every browser
    document.cookie = `${name}=;path=/;max-age=0;domain=${domain}`;
    // Ends with '', this very host.
    if (domain) expire(name, domain.replace(/^\.[^.]*/, ''));
  };
  for (const cookie of document.cookie.split('; ')) {
    if (TAWK.test(cookie)) expire(cookie.replace(/=.*/, ''), `.${location.hostname}`);
  }
  try {
    for (const storage of [localStorage, sessionStorage]) {
      for (const name in storage) if (TAWK.test(name)) storage.removeItem(name);
    }
  } catch {
    // Where a page may not use storage, tawk.to may not either.
  }
}
