import { page } from './tawk-globals';

const HALF_A_YEAR = 180 * 24 * 60 * 60;

/** Who this browser was, as far as it knows. */
export interface KeptVisitor {
  uuid?: string;
  version?: number;
}

/** What tawk.to keeps in the browser (facts/tawk-client.md §6). It brings the conversation back, whoever sits there now. */
export class Kept {
  get #property(): string {
    return page.$_Tawk_AccountKey;
  }

  get visitor(): KeptVisitor {
    const value = cookie(`twk_uuid_${this.#property}`);
    if (value) return JSON.parse(decodeURIComponent(value)) as KeptVisitor;
    // Of old builds: e(xact host) or p(arent), domain, id and version.
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

  /** Of a browser without a visitor: the same until the browser is closed, or forgets. */
  get key(): string {
    const key = cookie('twk_idm_key') ?? crypto.randomUUID().replaceAll('-', '').slice(0, 21);
    setCookie('twk_idm_key', key);
    return key;
  }

  /** A lock between tabs: when a session was last under way, in milliseconds since 1970. */
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
