import { page } from './tawk-globals';

const HALF_A_YEAR = 180 * 24 * 60 * 60;

/** The visitor of this browser, as far as the browser knows. */
export interface KeptVisitor {
  uuid?: string;
  version?: number;
}

/**
 * What tawk.to stores in the browser (facts/tawk-client.md §6). It restores the conversation, whoever uses the browser
 * now.
 */
export class Kept {
  get #property(): string {
    return page.$_Tawk_AccountKey;
  }

  get visitor(): KeptVisitor {
    const value = cookie(`twk_uuid_${this.#property}`);
    if (value) return JSON.parse(decodeURIComponent(value)) as KeptVisitor;
    // From old builds: e(xact host) or p(arent), domain, id and version.
    const [, domain, uuid, version] = cookie('__tawkuuid')?.split(/::|\|\|/) ?? [];
    return uuid && location.hostname.replace(/^www\./, '').endsWith(domain ?? '')
      ? { uuid, version: Number(version) }
      : {};
  }

  keepVisitor(uuid: string, version: number, domain?: string): void {
    const value = JSON.stringify({ uuid, version, domain, ts: Date.now() });
    setCookie(`twk_uuid_${this.#property}`, encodeURIComponent(value), HALF_A_YEAR, domain);
  }

  get token(): string | undefined {
    return localStorage.getItem(`twk_token_${this.#property}`) ?? undefined;
  }

  set token(token: string) {
    localStorage.setItem(`twk_token_${this.#property}`, token);
  }

  /** The socket server, and `cf` once the visitor has agreed in tawk.to's form. */
  get session(): string[] {
    return localStorage.getItem(`twk_${this.#property}`)?.split('::') ?? [];
  }

  keepSession(server: string, hasAgreed: boolean): void {
    localStorage.setItem(`twk_${this.#property}`, server + (hasAgreed ? '::cf' : ''));
  }

  /** For a browser without a visitor: the same until the browser is closed, or its storage is cleared. */
  get key(): string {
    const key = cookie('twk_idm_key') ?? crypto.randomUUID().replaceAll('-', '').slice(0, 21);
    setCookie('twk_idm_key', key);
    return key;
  }

  /** A lock between tabs: when a session was last being started, in milliseconds since 1970. */
  get connectionTime(): number {
    return Number(cookie('TawkConnectionTime') ?? 0);
  }

  set connectionTime(time: number) {
    setCookie('TawkConnectionTime', String(time));
  }
}

function cookie(name: string): string | undefined {
  return document.cookie
    .split('; ')
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

function setCookie(name: string, value: string, lifetime?: number, domain?: string): void {
  const attributes = [
    'path=/',
    'SameSite=Lax',
    ...(lifetime ? [`max-age=${lifetime}`] : []),
    ...(domain ? [`domain=${domain}`] : []),
    ...(location.protocol === 'https:' ? ['Secure'] : []),
  ];
  // biome-ignore lint/suspicious/noDocumentCookie: as tawk.to does
  document.cookie = [`${name}=${value}`, ...attributes].join('; ');
}
