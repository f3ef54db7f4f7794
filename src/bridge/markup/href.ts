/**
 * iTop removes every address that does not match its `url_validation_pattern` or its pattern for e-mail addresses (2.7
 * to 3.2).
 */
const WEB = /^https?:\/\/[a-z0-9.-]{3,}(?::\d{2,5})?(?:[/?#]|$)/i;
const MAIL = /^mailto:[a-z0-9._&'-]+@[a-z0-9.-]+\.[a-z0-9-]{2,}(?:\?|$)/i;

/** Longer than browsers allow; an address that contains a whole picture is not linked. */
const MAX_HREF_CHARS = 2000;

/** iTop's notifications replace placeholders, also inside addresses. */
const PLACEHOLDER = /(\$|%24)\w+(?:-&gt;\w+)*(?:\([\w-]*\))?\1/;

/**
 * The address of a link as a browser reads it, if iTop can link it: http, https or mailto, absolute, and without a user
 * name, which a reader could take for the host. Otherwise undefined: a relative address would lead into iTop itself.
 */
export function linkTarget(address: string): string | undefined {
  const url = address.length <= MAX_HREF_CHARS && URL.canParse(address) ? new URL(address) : undefined;
  const may =
    url !== undefined && url.username === '' && url.password === '' && (WEB.test(url.href) || MAIL.test(url.href));
  return may && !PLACEHOLDER.test(url.href) ? withoutSyntax(url.href) : undefined;
}

/**
 * The same address without text that iTop reads as `[[Class:id]]` or, in a log of 3.0 to 3.2, as the mention of an
 * object.
 */
function withoutSyntax(href: string): string {
  return href
    .replaceAll('[', '%5B')
    .replaceAll(']', '%5D')
    .replace(/(?<=&)c(?=lass=)/gi, (c) => `%${c.charCodeAt(0).toString(16)}`);
}
