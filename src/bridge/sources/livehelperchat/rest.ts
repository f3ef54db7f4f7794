import { sayable } from '../../../itop/address';
import { fetchFailure } from '../../../itop/fetch-error';
import { readText } from '../../../itop/rest/body';
import { BridgeError, type ErrorCode } from '../../base/errors';
import { parseJson } from '../../base/json';

/** How to reach one server. */
export interface RestAccess {
  /** Its root, where index.php is. */
  url: string;
  user: string;
  key: string;
}

/** Bytes of an answer that are read at most: the longest of use is that with the messages of one chat. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** Milliseconds for a whole call, its answer included. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Characters of a refusal's reason that are kept, for people. */
const MAX_REASON_CHARS = 200;

/** An answer, and what the server's clock said then: milliseconds since 1970. */
export interface Answer {
  content: Record<string, unknown>;
  now: number;
}

/**
 * The REST API of one Live Helper Chat (`index.php/restapi/…`, HTTP Basic; described in its own swagger.json). Each call
 * reads, and is one HTTP request; nothing is retried here.
 */
export class Rest {
  readonly #root: string;
  readonly #authorization: string;

  constructor(
    access: RestAccess,
    private readonly timeout = REQUEST_TIMEOUT_MS,
  ) {
    this.#root = `${access.url.replace(/\/+$/, '')}/index.php/restapi/`;
    this.#authorization = `Basic ${Buffer.from(`${access.user}:${access.key}`).toString('base64')}`;
  }

  /**
   * What the server answers.
   * @param operation such as `chats`
   * @param signal ends the call
   * @throws BridgeError SOURCE_… ; its detail names a status or a code, and of a refusal the server's reason, never what
   *   somebody wrote
   */
  async get(operation: string, parameters: Record<string, string | number>, signal: AbortSignal): Promise<Answer> {
    const query = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
    const { text, status, date } = await this.#fetch(`${this.#root}${operation}?${query}`, signal);
    const content = contentOf(text, status);
    if (content.error === true) {
      throw new BridgeError('SOURCE_REFUSED', reasonOf(content.result));
    }
    if (status !== 200) {
      throw new BridgeError('SOURCE_HTTP', `HTTP ${status}`);
    }
    return { content, now: Number.isNaN(date) ? Date.now() : date };
  }

  async #fetch(address: string, signal: AbortSignal) {
    try {
      const response = await fetch(address, {
        headers: { authorization: this.#authorization, accept: 'application/json' },
        // fetch would repeat the key at the new address
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.timeout)]),
      });
      const { status, headers } = response;
      if (status >= 300 && status < 400) {
        await response.body?.cancel();
        throw new BridgeError('SOURCE_REDIRECT', `HTTP ${status} to ${sayable(headers.get('location') ?? '')}`);
      }
      const text = await readText(response, MAX_ANSWER_BYTES);
      if (text === undefined) {
        throw new BridgeError('SOURCE_TOO_LONG', `HTTP ${status}`);
      }
      return { text, status, date: Date.parse(headers.get('date') ?? '') };
    } catch (error) {
      if (error instanceof BridgeError) throw error;
      const isLate = (error as Error).name === 'TimeoutError';
      throw new BridgeError(isLate ? 'SOURCE_TIMEOUT' : 'SOURCE_UNREACHABLE', fetchFailure(error));
    }
  }
}

/** An object, whatever the status: refusals are objects too, and mostly have the status 200. */
function contentOf(text: string, status: number): Record<string, unknown> {
  const odd = (code: ErrorCode) => new BridgeError(status === 200 ? code : 'SOURCE_HTTP', `HTTP ${status}`);
  let content: unknown;
  try {
    content = parseJson(text);
  } catch (error) {
    const isComplex = error instanceof BridgeError && error.code === 'TOO_COMPLEX';
    throw odd(isComplex ? 'SOURCE_TOO_LONG' : 'SOURCE_NOT_JSON');
  }
  if (content === null || typeof content !== 'object' || Array.isArray(content)) {
    throw odd('SOURCE_NOT_JSON');
  }
  return content as Record<string, unknown>;
}

/** The server's own words: of its translations, or of PHP's. */
function reasonOf(result: unknown): string {
  return typeof result === 'string' ? result.replace(/\s+/g, ' ').slice(0, MAX_REASON_CHARS) : 'no reason given';
}
