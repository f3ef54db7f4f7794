/**
 * Whether a page lets pages of an origin frame it, by its headers: `frame-ancestors` of its Content-Security-Policy; without
 * that, X-Frame-Options.
 * @param page the address of the page
 * @param origin such as https://itop.example.com
 */
export function mayFrame(headers: Headers, page: URL, origin: URL): boolean {
  const policies = (headers.get('content-security-policy') ?? '')
    .split(/[;,]/)
    .map((directive) => directive.trim().toLowerCase().split(/\s+/))
    .filter(([name]) => name === 'frame-ancestors');
  if (policies.length > 0) {
    return policies.every(([, ...sources]) => sources.some((source) => isMeant(source, page, origin)));
  }
  const option = headers.get('x-frame-options')?.trim().toLowerCase();
  return option === undefined || (option === 'sameorigin' && page.origin === origin.origin);
}

/** One source of `frame-ancestors`, in small letters: 'self', *, a scheme, or a host with its optional parts. */
function isMeant(source: string, page: URL, origin: URL): boolean {
  if (source === "'self'") return page.origin === origin.origin;
  if (source === '*') return true;
  if (/^[a-z][a-z0-9+.-]*:$/.test(source)) return source === origin.protocol;
  const [, scheme, host = '', port] =
    /^(?:([a-z][a-z0-9+.-]*:)\/\/)?(\[[^\]]*\]|[^:/]+)(?::(\d+|\*))?(?:\/.*)?$/.exec(source) ?? [];
  const isScheme = [scheme ?? page.protocol, scheme === 'http:' || page.protocol === 'http:' ? 'https:' : ''].includes(
    origin.protocol,
  );
  const isHost = host.startsWith('*.') ? origin.hostname.endsWith(host.slice(1)) : origin.hostname === host;
  const standard = origin.protocol === 'https:' ? '443' : '80';
  return isScheme && isHost && (port === '*' || (port ?? standard) === (origin.port || standard));
}
