import { getPublicSuffix } from 'tough-cookie';

/**
 * Whether a browser sends the cookies of one address, which are SameSite=Lax unless their server says otherwise, to it
 * inside a page of the other: both have the same scheme and the same registered domain, or the same host.
 */
export function isSameSite(one: URL, other: URL): boolean {
  return one.protocol === other.protocol && siteOf(one.hostname) === siteOf(other.hostname);
}

/** The registered domain, such as `example.co.uk`; the host itself if it has none, such as an IP address. */
function siteOf(host: string): string {
  return getPublicSuffix(host, { allowSpecialUseDomain: true, ignoreError: true }) ?? host;
}
