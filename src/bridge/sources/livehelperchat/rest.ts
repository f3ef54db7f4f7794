import { sayable } from '../../../itop/address';
import { fetchFailure } from '../../../itop/fetch-error';
import { readBytes } from '../../../itop/rest/body';
import { BridgeError, type ErrorCode } from '../../base/errors';
import { parseJson } from '../../base/json';

/** Access to one server. */
export interface RestAccess {
  /** The folder of its index.php. */
  url: string;
  user: string;
  key: string;
}

/** The largest answer that is read, in bytes. The messages of one chat are the longest answer. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** For a whole call, including the answer. Milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;

/** How much of the server's reason for a refusal is kept. Characters. */
const MAX_REASON_CHARS = 200;

/** An answer, and the server's time: milliseconds since 1970. */
export interface Answer {
  content: Record<string, unknown>;
  now: number;
}

/**
 * The REST API of one Live Helper Chat (`index.php/restapi/…`, HTTP Basic; its swagger.json describes it). Each call is
 * one HTTP request, and is not retried here.
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
   * Reads.
   * @param operation such as `chats`
   * @param signal aborts the call
   * @throws BridgeError SOURCE_…; its detail is a status, a code or the server's reason for a refusal, never a text of a
   *   chat
   */
  async get(operation: string, parameters: Parameters, signal: AbortSignal): Promise<Answer> {
    return this.#call(`${operation}?${formOf(parameters)}`, { signal });
  }

  /**
   * Writes. After SOURCE_REFUSED, the server has written nothing; after another error, it may have, or may do so until it
   * ends the request.
   * @throws BridgeError as `get`
   */
  async post(operation: string, parameters: Parameters, signal: AbortSignal): Promise<Answer> {
    return this.#call(operation, { signal, method: 'POST', body: formOf(parameters) });
  }

  async #call(path: string, request: Request): Promise<Answer> {
    const { bytes, status, date } = await this.#fetch(path, request, MAX_ANSWER_BYTES);
    const content = contentOf(bytes.toString(), status);
    if (content.error === true) {
      // a write says the reason in `r`
      throw new BridgeError('SOURCE_REFUSED', reasonOf(content.result ?? content.r));
    }
    if (status !== 200) {
      throw new BridgeError('SOURCE_HTTP', `HTTP ${status}`);
    }
    return { content, now: Number.isNaN(date) ? Date.now() : date };
  }

  /**
   * The bytes of an answer that is no JSON, as of a file.
   * @param longest more bytes are not read
   * @throws BridgeError SOURCE_…
   */
  async bytes(operation: string, longest: number, signal: AbortSignal): Promise<Buffer> {
    const { bytes, status } = await this.#fetch(operation, { signal }, longest);
    if (status !== 200) throw new BridgeError('SOURCE_HTTP', `HTTP ${status}`);
    return bytes;
  }

  /** @param path below the API's address */
  async #fetch(path: string, request: Request, longest: number) {
    try {
      const response = await fetch(`${this.#root}${path}`, {
        ...request,
        headers: { authorization: this.#authorization, accept: 'application/json' },
        // fetch would send the key to the new address
        redirect: 'manual',
        signal: AbortSignal.any([request.signal, AbortSignal.timeout(this.timeout)]),
      });
      const { status, headers } = response;
      if (status >= 300 && status < 400) {
        await response.body?.cancel();
        throw new BridgeError('SOURCE_REDIRECT', `HTTP ${status} to ${sayable(headers.get('location') ?? '')}`);
      }
      const bytes = await readBytes(response, longest);
      if (bytes === undefined) {
        throw new BridgeError('SOURCE_TOO_LONG', `HTTP ${status}`);
      }
      return { bytes, status, date: Date.parse(headers.get('date') ?? '') };
    } catch (error) {
      if (error instanceof BridgeError) throw error;
      const isLate = (error as Error).name === 'TimeoutError';
      throw new BridgeError(isLate ? 'SOURCE_TIMEOUT' : 'SOURCE_UNREACHABLE', fetchFailure(error));
    }
  }
}

type Request = RequestInit & { signal: AbortSignal };

/** Names and values of a request. */
type Parameters = Record<string, string | number>;

function formOf(parameters: Parameters): URLSearchParams {
  return new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
}

/** The answer as an object, with any status: refusals are objects too, mostly with status 200. */
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

/** The server's reason: one of its translated texts, or an error of PHP. */
function reasonOf(result: unknown): string {
  return typeof result === 'string' ? result.replace(/\s+/g, ' ').slice(0, MAX_REASON_CHARS) : 'no reason given';
}
