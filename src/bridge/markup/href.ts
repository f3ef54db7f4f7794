/** iTop takes away every address that its `url_validation_pattern` and its pattern for mails do not find (2.7 to 3.2). */
const WEB = /^https?:\/\/[a-z0-9.-]{3,}(?::\d{2,5})?(?:[/?#]|$)/i;
const MAIL = /^mailto:[a-z0-9._&'-]+@[a-z0-9.-]+\.[a-z0-9-]{2,}(?:\?|$)/i;

/** Longer than any browser's; a picture in the address itself is no link. */
const MAX_HREF_CHARS = 2000;

/** What iTop's notifications would replace: its placeholders may stand in addresses too. */
const PLACEHOLDER = /(\$|%24)\w+(?:-&gt;\w+)*(?:\([\w-]*\))?\1/;

/**
 * The address of a link as a browser reads it, where it may be one in iTop: http, https or mailto, whole, and without a
 * user's name in it, which would pass for the host's. Undefined otherwise: relative ones would lead into iTop itself.
 */
export function linkTarget(address: string): string | undefined {
  const url = address.length <= MAX_HREF_CHARS && URL.canParse(address) ? new URL(address) : undefined;
  const may =
    url !== undefined && url.username === '' && url.password === '' && (WEB.test(url.href) || MAIL.test(url.href));
  return may && !PLACEHOLDER.test(url.href) ? withoutSyntax(url.href) : undefined;
}

/** The same address, in which iTop finds neither `[[Class:id]]` nor, as 3.0 to 3.2 do in a log, the mention of an object. */
function withoutSyntax(href: string): string {
  return href
    .replaceAll('[', '%5B')
    .replaceAll(']', '%5D')
    .replace(/(?<=&)c(?=lass=)/gi, (c) => `%${c.charCodeAt(0).toString(16)}`);
}
