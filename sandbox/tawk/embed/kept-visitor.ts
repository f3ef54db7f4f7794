const HALF_A_YEAR = 182 * 24 * 60 * 60;

/**
 * What tawk.to keeps in the browser (facts/tawk.md §3.5): the visitor in a cookie and a token in the storage. Either
 * brings the conversation back, whoever sits there now. The real cookie is set on the registrable domain; the
 * sandbox's host has none.
 */
export class KeptVisitor {
  readonly #cookie: string;
  readonly #token: string;

  constructor(propertyId: string) {
    this.#cookie = `twk_uuid_${propertyId}`;
    this.#token = `twk_token_${propertyId}`;
  }

  read(): { uuid?: string; token?: string } {
    const [, value] = new RegExp(`(?:^|; )${this.#cookie}=([^;]*)`).exec(document.cookie) ?? [];
    const uuid = value ? (JSON.parse(decodeURIComponent(value)) as { uuid: string }).uuid : undefined;
    return { uuid, token: localStorage.getItem(this.#token) ?? undefined };
  }

  write(uuid: string, token: string): void {
    const value = JSON.stringify({ uuid, version: 3, domain: location.hostname, ts: Date.now() });
    setCookie(this.#cookie, encodeURIComponent(value), `; max-age=${HALF_A_YEAR}`);
    setCookie('twk_idm_key', uuid);
    setCookie('TawkConnectionTime', String(Date.now()));
    localStorage.setItem(this.#token, token);
  }
}

function setCookie(name: string, value: string, lifetime = ''): void {
  // biome-ignore lint/suspicious/noDocumentCookie: as tawk.to does
  document.cookie = `${name}=${value}; path=/${lifetime}`;
}
