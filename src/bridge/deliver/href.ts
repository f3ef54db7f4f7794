/** iTop takes away every address that its `url_validation_pattern` and its pattern for mails do not find (2.7 to 3.2). */
const WEB = /^https?:\/\/[a-z0-9.-]{3,}(?::\d{2,5})?(?:[/?#]|$)/i;
const MAIL = /^mailto:[a-z0-9._&'-]+@[a-z0-9.-]+\.[a-z0-9-]{2,}(?:\?|$)/i;

/** Longer than any browser's; a picture in the address itself is no link. */
const LONGEST = 2000;

/**
 * The address of a link as a browser reads it, where it may be one in iTop: http, https or mailto, whole, and without a
 * user's name in it, which would pass for the host's. Undefined otherwise: relative ones would lead into iTop itself.
 */
export function linkTarget(address: string): string | undefined {
  const url = address.length <= LONGEST && URL.canParse(address) ? new URL(address) : undefined;
  const may =
    url !== undefined && url.username === '' && url.password === '' && (WEB.test(url.href) || MAIL.test(url.href));
  return may ? url.href : undefined;
}
