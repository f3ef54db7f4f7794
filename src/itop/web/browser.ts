import { CookieJar } from 'tough-cookie';
import { sayable, withoutCredentials } from '../address';
import { fetchFailure } from '../fetch-error';

/** The answer of an address, after all redirects. */
export interface Answer {
  url: URL;
  status: number;
  type: string;
  bytes: Uint8Array;
  /** The time of the answer by the server's clock, in seconds since 1970; undefined if the answer has none. */
  date?: number;
}

/** The address does not answer as a web server would: no connection, no answer in time, endless redirects. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

const MAX_REDIRECTS = 10;

/** Enough of a browser to log in: cookies, redirects, forms. It runs no scripts. */
export class Browser {
  readonly #cookies = new CookieJar();

  /** @param timeout milliseconds that each answer may take */
  constructor(private readonly timeout = 10_000) {}

  async get(url: URL): Promise<Answer> {
    return this.#request(url);
  }

  async post(url: URL, fields: Record<string, string>): Promise<Answer> {
    return this.#request(url, new URLSearchParams(fields));
  }

  async #request(first: URL, fields?: URLSearchParams): Promise<Answer> {
    let url = withoutCredentials(first);
    let body = fields;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const response = await this.#send(url, body);
      for (const cookie of response.headers.getSetCookie())
        await this.#cookies.setCookie(cookie, url.href, { ignoreError: true });
      const location = response.headers.get('location');
      if (location === null || response.status < 300 || response.status > 399) return answerOf(url, response);
      await response.body?.cancel();
      if (!URL.canParse(location, url.href))
        throw new UnreachableError(`${sayable(url)} redirects to something that is not an address`);
      const next = withoutCredentials(new URL(location, url));
      // 307 and 308, which iTop sends after a log-in, repeat the form; but a password is sent to no other host.
      if ((response.status !== 307 && response.status !== 308) || next.origin !== url.origin) body = undefined;
      url = next;
    }
    throw new UnreachableError(
      `${sayable(first)} redirects more than ${MAX_REDIRECTS} times. Does a proxy in front of it change the address?`,
    );
  }

  async #send(url: URL, body: URLSearchParams | undefined): Promise<Response> {
    try {
      return await fetch(url, {
        method: body ? 'POST' : 'GET',
        ...(body && { body }),
        headers: { cookie: await this.#cookies.getCookieString(url.href), accept: 'text/html,*/*' },
        redirect: 'manual',
        signal: AbortSignal.timeout(this.timeout),
      });
    } catch (error) {
      throw new UnreachableError(
        `${sayable(url)} cannot be reached from here: ${reason(error as Error, this.timeout)}`,
      );
    }
  }
}

async function answerOf(url: URL, response: Response): Promise<Answer> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const date = Date.parse(response.headers.get('date') ?? '') / 1000;
  return {
    url,
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    bytes,
    ...(Number.isFinite(date) && { date }),
  };
}

export function textOf({ bytes }: Answer): string {
  return new TextDecoder().decode(bytes);
}

/** What to look at after a failure of `fetch`, by its code. */
const ADVICE: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there. Is the web server running, and is the port right?',
  ENOTFOUND: 'this machine does not know the host. Is its name right?',
};

function reason(error: Error, timeout: number): string {
  if (error.name !== 'TimeoutError') {
    const code = fetchFailure(error);
    return code in ADVICE ? `${code}, ${ADVICE[code]}` : code;
  }
  return `no answer within ${timeout / 1000} seconds. iTop is slow for the first time after a setup: try again`;
}
