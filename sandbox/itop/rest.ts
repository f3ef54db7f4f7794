import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { bridgeRights } from './bridge-rights';
import { classesAbove, ItopModel, ModelError } from './model';

/**
 * What is wrong with iTop during one call.
 * - `refuse`: the connection is cut before anything happens
 * - `maintenance`, `html`, `unavailable`: the answer of iTop in maintenance, of a PHP error, of a web server with a
 *   problem
 * - `forbidden`, `too large`: a firewall or proxy in front of iTop refuses the request with 403, 413
 * - `credentials`, `readonly`, `database`: iTop's own errors, with HTTP 200
 * - `die`, `gateway`: the call is carried out, and then the connection is cut, or a proxy answers 504
 * - `hasty`: a front end answers 503 at once, and iTop carries out the call anyway, after `before`
 */
export type Trouble =
  | 'refuse'
  | 'maintenance'
  | 'html'
  | 'unavailable'
  | 'forbidden'
  | 'too large'
  | 'credentials'
  | 'readonly'
  | 'database'
  | 'die'
  | 'gateway'
  | 'hasty';

/** How iTop behaves during one call: milliseconds before it writes, and before it answers. */
export interface Behaviour {
  trouble?: Trouble | undefined;
  /** Nothing happens until then. */
  once?: Promise<void>;
  before?: number;
  after?: number;
}

export interface RestRequest {
  operation: string;
  class?: string;
  key?: unknown;
  fields?: Record<string, unknown>;
  output_fields?: string;
  comment?: string;
  /** The stimulus of core/apply_stimulus. */
  stimulus?: string;
  /** The maximum number of objects, and the page of the result, from 1. */
  limit?: number;
  page?: number;
}

/**
 * A REST user with the profile that the modules add for the bridge. A real user also needs "REST Services User" (config
 * `secure_rest_services`): `rest`.
 */
export interface RestUser {
  user: string;
  password: string;
  token?: string;
  rest?: boolean;
}

/** The answer of 3.2.2; 2.7 returns the inner object alone. */
const MAINTENANCE_ANSWER =
  '{"data":[{"code":100,"message":"This application is currently under maintenance."}],"scripts":[]}';

/**
 * The rights that iTop requires for an operation, and its words for it in a refusal (core/restservices.class.inc.php).
 */
const NEEDED: Record<string, { actions: string[]; doing: string }> = {
  'core/get': { actions: ['read', 'bulk read'], doing: 'reading' },
  'core/create': { actions: ['write', 'bulk write'], doing: 'creating' },
  'core/update': { actions: ['write'], doing: 'modifying' },
  'core/apply_stimulus': { actions: ['write', 'bulk write'], doing: 'modifying' },
  'core/delete': { actions: ['delete'], doing: 'deleting' },
};

/**
 * The stand-in of iTop's webservices/rest.php: the part that the bridge uses, with iTop's own codes and HTTP statuses.
 * Mount `handle` at /webservices/rest.php, or call `listen` to run it alone.
 */
export class ItopRestStandIn {
  readonly model = new ItopModel();
  /** Every call, in order. */
  readonly calls: RestRequest[] = [];
  /** The highest number of simultaneous calls. */
  mostAtOnce = 0;
  #atOnce = 0;
  /** Called for each call; set it to make iTop slow or faulty. */
  behave: (request: RestRequest) => Behaviour = () => ({});

  /** Classes that the users may not even read. */
  readonly hidden = new Set<string>();
  /** Classes that the users may only read. */
  readonly readable = new Set<string>();
  readonly #rights = bridgeRights();

  constructor(private readonly users: RestUser[]) {}

  /** Serves alone on a free port of 127.0.0.1; the URL is iTop's root. */
  async listen(port = 0): Promise<{ url: string; server: Server; close: () => Promise<void> }> {
    const server = createServer((request, response) => void this.handle(request, response));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const close = async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    };
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server, close };
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce);
    try {
      await this.#serve(request, response);
    } finally {
      this.#atOnce -= 1;
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    const json = parse(form.get('json_data'));
    const { trouble, once, before = 0, after = 0 } = this.behave(json ?? { operation: '' });
    await once;
    const answer = (status: number, type: string, body: string) =>
      response.writeHead(status, { 'content-type': type }).end(body);
    if (trouble === 'refuse') {
      request.socket.destroy();
    } else if (trouble === 'maintenance') {
      answer(503, 'application/json', MAINTENANCE_ANSWER);
    } else if (trouble === 'html') {
      answer(200, 'text/html', '<html><body>Fatal error: Allowed memory size exhausted</body></html>');
    } else if (trouble === 'unavailable') {
      answer(500, 'text/html', '<html><body>Internal Server Error</body></html>');
    } else if (trouble === 'forbidden') {
      answer(403, 'text/html', '<html><body>Request blocked</body></html>');
    } else if (trouble === 'too large') {
      answer(413, 'text/html', '<html><body>Request Entity Too Large</body></html>');
    } else {
      if (trouble === 'hasty') {
        answer(503, 'text/html', '<html><body>Service Unavailable: backend fetch failed</body></html>');
      }
      const user = this.#login(request, form);
      const result = await this.#result(user, json, trouble, before);
      await pass(after);
      if (trouble === 'die') {
        request.socket.destroy();
      } else if (trouble === 'gateway') {
        answer(504, 'text/html', '<html><body>Gateway Time-out</body></html>');
      } else if (trouble !== 'hasty') {
        answer(200, 'application/json', JSON.stringify(result));
      }
    }
  }

  #login(request: IncomingMessage, form: URLSearchParams): RestUser | undefined {
    const token = request.headers['auth-token'];
    return this.users.find((each) =>
      token === undefined
        ? each.user === form.get('auth_user') && each.password === form.get('auth_pwd')
        : each.token === token,
    );
  }

  async #result(
    user: RestUser | undefined,
    json: RestRequest | undefined,
    trouble: Trouble | undefined,
    before: number,
  ) {
    if (user === undefined || trouble === 'credentials') {
      return { code: 1, message: 'Error: Invalid login' };
    }
    if (user.rest === false) {
      return { code: 1, message: 'Error: This user is not authorized to use the web services. (The profile REST …)' };
    }
    if (json === undefined) {
      return { code: 3, message: "Error: Missing parameter 'json_data'" };
    }
    if (!isWellFormed(json)) {
      return { code: 4, message: 'Error: Parameter json_data is not a valid JSON structure' };
    }
    this.calls.push(json);
    const unknown = this.model.unknown(json.class ?? '', Object.keys(json.fields ?? {}));
    if (unknown !== undefined) {
      return { code: 100, message: `Error: Unknown attribute ${unknown} from class ${json.class}` };
    }
    const refused = this.#refused(json);
    if (refused !== undefined) {
      return { code: 1, message: `The current user does not have enough permissions for ${refused}` };
    }
    if (trouble === 'database') {
      return { code: 100, message: 'Error: Failed to issue SQL query: query = INSERT …, mysql_errno = 1213' };
    }
    if (trouble === 'readonly' && json.operation !== 'core/get') {
      return {
        code: 100,
        message: `Error: Cannot Insert object of class '${json.class}' because of an ongoing maintenance: the database is in ReadOnly mode`,
      };
    }
    try {
      return await this.#operate(json, user.user, before);
    } catch (error) {
      if (error instanceof ModelError) {
        return { code: error.code, message: `Error: ${error.message}` };
      }
      throw error;
    }
  }

  /** What the user may not do, in the words of iTop's core/restservices.class.inc.php. */
  #refused({ operation, class: className = '' }: RestRequest): string | undefined {
    const needed = NEEDED[operation];
    if (needed === undefined || !this.model.has(className)) {
      return undefined;
    }
    const { actions, doing } = needed;
    return actions.every((action) => this.#may(action, className)) ? undefined : `${doing} data of class ${className}`;
  }

  #may(action: string, className: string): boolean {
    if (this.hidden.has(className) || (!action.endsWith('read') && this.readable.has(className))) {
      return false;
    }
    return [className, ...classesAbove(className)].some((each) => this.#rights.get(each)?.has(action));
  }

  async #operate(json: RestRequest, user: string, before: number) {
    const { operation, class: className = '', key, fields = {}, output_fields = '*', comment } = json;
    if (operation === 'core/get') {
      await pass(before);
      const all = this.model.find(className, key);
      this.model.check(
        className,
        output_fields.split(',').map((code) => code.trim()),
      );
      const { limit = all.length, page = 1 } = json;
      const found = all.slice(limit * (page - 1), limit * page);
      const objects = found.map(([id, , of]) => this.#object(of, id, '', output_fields));
      const message = `Found: ${all.length}`;
      return { code: 0, message, objects: objects.length === 0 ? null : Object.fromEntries(objects) };
    }
    if (!(operation in NEEDED)) {
      return { code: 11, message: `Error: Unknown verb '${operation}' in version '1.3'` };
    }
    if (comment === undefined) {
      throw new ModelError("Missing parameter 'comment'");
    }
    if (operation === 'core/delete') {
      const found = this.model.find(className, key);
      await pass(before);
      // each with code 0, no message, and all its fields
      const objects = found.map(([id, , of]) => this.#object(of, id, '', '*'));
      for (const [id, , of] of found) this.model.remove(of, id);
      return { code: 0, message: `Deleted: ${found.length}`, objects: Object.fromEntries(objects) };
    }
    const isCreate = operation === 'core/create';
    const stimulus = operation === 'core/apply_stimulus' ? (json.stimulus ?? '') : undefined;
    const sees = (target: string) => this.#may('read', target);
    const write = isCreate
      ? this.model.create(className, fields, user, sees)
      : this.model.update(className, key, fields, user, sees, stimulus);
    await pass(before);
    const [name, object] = this.#object(className, write(), isCreate ? 'created' : 'updated', output_fields);
    return { code: 0, message: null, objects: { [name]: object } };
  }

  #object(className: string, id: string, message: string, outputFields: string): [string, object] {
    const fields = this.model.show(className, id, outputFields);
    return [`${className}::${id}`, { code: 0, message, class: className, key: id, fields }];
  }
}

function parse(json: string | null): RestRequest | undefined {
  try {
    return JSON.parse(json ?? '') ?? undefined;
  } catch {
    return undefined;
  }
}

/** PHP's json_decode rejects half surrogate pairs. */
function isWellFormed(value: unknown): boolean {
  return typeof value === 'string'
    ? !/\p{Surrogate}/u.test(value)
    : typeof value !== 'object' || value === null || Object.values(value).every(isWellFormed);
}

function pass(milliseconds: number): Promise<void> | undefined {
  return milliseconds > 0 ? new Promise((resolve) => setTimeout(resolve, milliseconds)) : undefined;
}
