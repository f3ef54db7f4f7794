import { fetchFailure } from '../fetch-error';
import { readAnswer } from './answer';
import { formBody, readText } from './body';
import { ItopError } from './error';
import type { IdWindow } from './id-windows';
import type { Fields, ItopObject } from './object';
import { sendable } from './sendable';

/** The address of an iTop, and the credentials for it. */
export interface ItopAccess {
  /** iTop's root: the address before `/webservices/rest.php`. */
  url: string;
  /** Either a user with password (login mode `form`) or a token of Combodo's authent-token module. */
  credentials: { user: string; password: string } | { token: string };
  /** Milliseconds until a call is given up. */
  timeout: number;
  /** Stands next to each change in the history of iTop's object. */
  comment?: string;
}

/** Attribute codes, and the values that each may have: letters, digits, and `_ - . : /`. */
export type Words = Record<string, string[]>;

/** The default of `comment`. */
export const COMMENT = 'tawk.to bridge';

/**
 * The beginning of iTop's message if criteria match no object, or several (RestUtils::FindObjectFromCriteria, the same
 * in 2.7 to 3.3).
 */
const NOT_ONE = /^iTop code 100: Error: (?:No item found|Several items found \(\d+\)) with criteria: /;

/** The maximum size of an answer in bytes; the longest useful answer is a ticket with its case log. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/**
 * The part of iTop's REST/JSON API that the bridge needs. Each method is one HTTP call and either returns its result or
 * throws an {@link ItopError}; nothing is retried here.
 */
export class ItopRest {
  readonly #address: URL;
  readonly #comment: string;

  constructor(private readonly access: ItopAccess) {
    const root = access.url.endsWith('/') ? access.url : `${access.url}/`;
    this.#address = new URL('webservices/rest.php?version=1.3', root);
    this.#comment = access.comment ?? COMMENT;
  }

  /**
   * The object of a class with that id, or all objects whose attributes equal the criteria (by the database's
   * collation, which ignores case). Criteria, never OQL: text that strangers typed cannot become part of a query.
   */
  async find(className: string, key: string | Fields, outputFields: string[]): Promise<ItopObject[]> {
    return this.#call('read', {
      operation: 'core/get',
      class: className,
      key,
      output_fields: outputFields.join(','),
    });
  }

  /**
   * The objects of a class and its subclasses of which at least one attribute has one of its values in `any`, and each
   * attribute in `all` has one of its values.
   * @throws Error if a value is not a word: values become part of a query
   */
  async findAny(className: string, any: Words, outputFields: string[], all: Words = {}): Promise<ItopObject[]> {
    const either = Object.entries(any).filter(([, values]) => values.length > 0);
    if (either.length === 0) {
      return [];
    }
    const conditions = [...Object.entries(all).map(oneOf), `(${either.map(oneOf).join(' OR ')})`];
    return this.#call('read', {
      operation: 'core/get',
      class: className,
      key: `SELECT ${className} WHERE ${conditions.join(' AND ')}`,
      output_fields: outputFields.join(','),
    });
  }

  /**
   * Up to `limit` objects of a class, with ids above `after` up to `upTo`, whose `time` is more than `age` milliseconds
   * ago by iTop's clock, whose attribute `empty` is empty, and of which each attribute in `all` has one of its values.
   * If there are more, iTop decides which, and in what order.
   * @throws Error if a value is not a word
   */
  async findOld(
    className: string,
    { time, age, empty, all, after, upTo }: { time: string; age: number; empty: string; all: Words } & IdWindow,
    outputFields: string[],
    limit: number,
  ): Promise<ItopObject[]> {
    const old = `${time} < DATE_SUB(NOW(), INTERVAL ${Math.ceil(age / 1000)} SECOND)`;
    const within = [`id > ${after}`, `id <= ${upTo}`];
    const conditions = [...Object.entries(all).map(oneOf), `ISNULL(${empty})`, old, ...within];
    return this.#call('read', {
      operation: 'core/get',
      class: className,
      key: `SELECT ${className} WHERE ${conditions.join(' AND ')}`,
      output_fields: outputFields.join(','),
      limit,
      page: 1,
    });
  }

  /**
   * Up to `limit` objects of a class whose attribute is a day more than `days` ago by iTop's clock. The attribute may
   * be a date or a text that begins with one (`2026-11-30T…`).
   */
  async findFromBefore(className: string, attribute: string, days: number, limit: number): Promise<ItopObject[]> {
    const day = `DATE_FORMAT(DATE_SUB(NOW(), INTERVAL ${days} DAY), '%Y-%m-%d')`;
    return this.#call('read', {
      operation: 'core/get',
      class: className,
      key: `SELECT ${className} WHERE ${attribute} < ${day}`,
      output_fields: 'id',
      limit,
      page: 1,
    });
  }

  /**
   * The person of a user of iTop; undefined: the user has none. It needs no right on users.
   * @param id iTop's number of the user @throws Error if it is not a number
   */
  async personOfUser(id: string): Promise<ItopObject | undefined> {
    if (!/^\d+$/.test(id)) throw new Error('Expected the number of a user');
    const [person] = await this.#call('read', {
      operation: 'core/get',
      class: 'Person',
      key: `SELECT p FROM Person AS p JOIN User AS u ON u.contactid = p.id WHERE u.id = ${id}`,
      output_fields: 'id',
    });
    return person;
  }

  /** Up to `limit` objects of a class; if there are more, iTop decides which. */
  async findSome(className: string, outputFields: string[], limit: number): Promise<ItopObject[]> {
    return this.#call('read', {
      operation: 'core/get',
      class: className,
      key: `SELECT ${className} WHERE id > 0`,
      output_fields: outputFields.join(','),
      limit,
      page: 1,
    });
  }

  /** Creates one object; returns its id and the attributes in `outputFields`. */
  async create(className: string, fields: Fields, outputFields: string[]): Promise<ItopObject> {
    const request = { operation: 'core/create', comment: this.#comment, class: className, fields };
    const [created] = await this.#call('write', { ...request, output_fields: outputFields.join(',') });
    if (created === undefined) {
      throw new ItopError('ITOP_NOT_JSON', 'iTop answered core/create without the created object', true);
    }
    return created;
  }

  /** Changes one object by its id. A case log takes `{add_item: {message, format}}`, which appends. */
  async update(className: string, key: string, fields: Fields, comment = this.#comment): Promise<void> {
    const request = { operation: 'core/update', comment, class: className, key, fields };
    await this.#call('write', { ...request, output_fields: 'id' });
  }

  /**
   * Changes the one object of a class whose attributes equal the criteria, as in `find`.
   * @returns the changed object; undefined if not exactly one object matches: nothing is written then
   */
  async updateOne(
    className: string,
    criteria: Fields,
    fields: Fields,
    outputFields: string[],
  ): Promise<ItopObject | undefined> {
    const request = { operation: 'core/update', comment: this.#comment, class: className, key: criteria, fields };
    try {
      const [updated] = await this.#call('write', { ...request, output_fields: outputFields.join(',') });
      return updated;
    } catch (error) {
      if (error instanceof ItopError && error.code === 'ITOP_REJECTED' && NOT_ONE.test(error.detail)) return undefined;
      throw error;
    }
  }

  /**
   * Changes one object by its id and applies a stimulus of its life cycle, in one write.
   * @returns whether iTop applied it; otherwise nothing is written
   * @throws ItopError ITOP_REJECTED if the object's state has no such stimulus, or the next state requires attributes
   *   that are empty
   */
  async applyStimulus(className: string, key: string, stimulus: string, fields: Fields): Promise<boolean> {
    const request = {
      operation: 'core/apply_stimulus',
      comment: this.#comment,
      class: className,
      key,
      stimulus,
      fields,
    };
    return (await this.#call('write', { ...request, output_fields: 'id' })).length > 0;
  }

  /** Deletes objects of a class by their ids; one that is not there is none. */
  async delete(className: string, keys: string[], comment = this.#comment): Promise<void> {
    const key = `SELECT ${className} WHERE ${oneOf(['id', keys])}`;
    await this.#call('write', { operation: 'core/delete', comment, class: className, key });
  }

  async #call(kind: 'read' | 'write', request: object): Promise<ItopObject[]> {
    const fields: Record<string, string> = { json_data: JSON.stringify(request, sendable) };
    const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' };
    const { credentials } = this.access;
    if ('token' in credentials) {
      headers['Auth-Token'] = credentials.token;
    } else {
      fields.auth_user = credentials.user;
      fields.auth_pwd = credentials.password;
    }
    const answer = await this.#post(kind, headers, await formBody(fields));
    return readAnswer(kind, answer);
  }

  async #post(kind: 'read' | 'write', headers: Record<string, string>, body: string) {
    try {
      const response = await fetch(this.#address, {
        method: 'POST',
        headers,
        body,
        // fetch would repeat the credentials at the new address
        redirect: 'manual',
        // for the whole call, its answer included
        signal: AbortSignal.timeout(this.access.timeout),
      });
      const text = await readText(response, MAX_ANSWER_BYTES);
      if (text === undefined) {
        throw new ItopError('ITOP_TOO_LONG', `HTTP ${response.status}`, kind === 'write');
      }
      return { status: response.status, text };
    } catch (error) {
      if (error instanceof ItopError) {
        throw error;
      }
      throw connectionError(kind, error);
    }
  }
}

/** A condition of OQL, iTop's query language. @throws Error for a value that could end the string around it */
function oneOf([code, values]: [string, string[]]): string {
  if (!values.every((value) => /^[\w.:/-]+$/.test(value))) {
    throw new Error(`Expected words to look for in ${code}`);
  }
  return `${code} IN (${values.map((value) => `'${value}'`).join(',')})`;
}

/** Errors that prove that the request has not reached iTop. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|bad port|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

function connectionError(kind: 'read' | 'write', error: unknown): ItopError {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new ItopError('ITOP_TIMEOUT', 'no answer within the configured timeout', kind === 'write');
  }
  const code = fetchFailure(error);
  return new ItopError('ITOP_UNREACHABLE', code, kind === 'write' && !NEVER_SENT.test(code));
}
