import { applyChatRules, CHAT_CLASSES, type ChatAttribute, inOrder } from './chat-model';
import { parseQuery } from './oql';
import { itopTime } from './times';

/** One attribute of the stand-in's classes. */
type Attribute = { type: 'log' } | ChatAttribute;

type Values = Record<string, unknown>;
/** An entry of a case log; `message_html` is what was sent, not sanitised. */
export interface LogEntry {
  date: string;
  user_login: string;
  user_id: string;
  message: string;
  message_html: string;
}

/** iTop 2.7 counts bytes. */
const LONGEST: Record<string, number> = { string: 255, html: 65_535, 'long-html': 65_535 * 1024 };

/** The first letter of the references of each class of tickets. */
const LETTER: Record<string, string> = { UserRequest: 'R', Incident: 'I' };

/** Values that iTop sets in a new ticket. */
const NEW_TICKET = { status: 'new', operational_status: 'ongoing' };

/**
 * Where a stimulus leads from a state, in UserRequest and Incident; and what iTop's other states mean for all tickets.
 */
const STIMULI: Record<string, Record<string, string>> = { ev_reopen: { resolved: 'assigned', rejected: 'new' } };
const OPERATIONAL: Record<string, string> = { resolved: 'resolved', closed: 'closed', rejected: 'closed' };

/** The attribute by which a ticket has a parent of this class. */
const PARENT_OF: Record<string, string> = { UserRequest: 'parent_request_id', Incident: 'parent_incident_id' };

/** The query for the person of a user. */
const PERSON_OF_USER = /^SELECT p FROM Person AS p JOIN User AS u ON u\.contactid = p\.id WHERE u\.id = (\d+)$/;

/** Computed by iTop; every class has it. */
const READ_ONLY = 'friendlyname';

const string: Attribute = { type: 'string' };
const EXTENSION: Record<string, Attribute> = { tawkto_ref: string, tawkto_id: string };
/** The attributes that all of iTop's tickets have. */
const TICKET: Record<string, Attribute> = {
  ref: string,
  title: string,
  description: { type: 'html' },
  org_id: { type: 'key', to: 'Organization' },
  caller_id: { type: 'key', to: 'Person' },
  origin: { type: 'enum', values: ['mail', 'phone', 'portal', 'chat', 'in_person'] },
  impact: { type: 'enum', values: ['1', '2', '3'] },
  private_log: { type: 'log' },
  public_log: { type: 'log' },
  status: { type: 'enum', values: ['new', 'assigned', 'pending', 'resolved', 'closed', 'rejected'] },
  operational_status: { type: 'enum', values: ['ongoing', 'resolved', 'closed'] },
  last_update: string,
  start_date: string,
  caller_id_friendlyname: string,
};
const PARENT_INCIDENT: Record<string, Attribute> = { parent_incident_id: { type: 'key', to: 'Incident' } };
const CLASSES: Record<string, Record<string, Attribute>> = {
  Organization: { name: string, parent_id: { type: 'key', to: 'Organization' } },
  Person: {
    first_name: string,
    name: string,
    email: string,
    status: { type: 'enum', values: ['active', 'inactive'] },
    org_id: { type: 'key', to: 'Organization' },
    friendlyname: string,
    org_name: string,
    phone: string,
    location_name: string,
    manager_name: string,
    function: string,
  },
  // Users are not for REST users: the bridge gets only their persons.
  User: { login: string, contactid: { type: 'key', to: 'Person' } },
  UserRequest: {
    ...TICKET,
    ...EXTENSION,
    ...PARENT_INCIDENT,
    parent_request_id: { type: 'key', to: 'UserRequest' },
  },
  Incident: { ...TICKET, ...EXTENSION, ...PARENT_INCIDENT },
  lnkContactToFunctionalCI: { contact_id: { type: 'key', to: 'Person' }, functionalci_name: string },
  FAQ: { title: string, summary: string, description: { type: 'html' }, key_words: string },
  TawkChatTopic: {
    email: string,
    person_id: { type: 'key', to: 'Person' },
    item_class: string,
    item_id: string,
    chosen_at: string,
  },
  // From Combodo's module combodo-sla-computation.
  CoverageWindow: { name: string },
  CoverageWindowInterval: {
    coverage_window_id: { type: 'key', to: 'CoverageWindow' },
    weekday: string,
    start_time: string,
    end_time: string,
  },
  HolidayCalendar: { name: string },
  Holiday: { date: string, calendar_id: { type: 'key', to: 'HolidayCalendar' } },
  ...CHAT_CLASSES,
};

/** Mandatory attributes of a class; the error is that of iTop 3.2. */
const MANDATORY: Record<string, string[]> = {
  UserRequest: ['org_id', 'title', 'description'],
  Incident: ['org_id', 'title', 'description'],
  TawkChat: ['tawkto_id', 'started_at'],
  lnkTawkChatToTicket: ['tawkchat_id', 'ticket_id'],
};

/** The subclasses of an abstract class. */
const BELOW: Record<string, string[]> = { Ticket: ['UserRequest', 'Incident'], Contact: ['Person'] };

/** The abstract parents of a class: rights on these include the class. */
export function classesAbove(className: string): string[] {
  return Object.keys(BELOW).filter((above) => BELOW[above]?.includes(className));
}

/** Whether the writing user may see the objects of a class: iTop finds the target of a key only among those. */
type Sees = (className: string) => boolean;
const ALL: Sees = () => true;

/** An exception of iTop's, which the REST API returns as `Error: …` with a code. */
export class ModelError extends Error {
  constructor(
    message: string,
    readonly code = 100,
  ) {
    super(message);
  }
}

/** RestUtils::FindObjectFromCriteria, if not exactly one object matches. */
function countOf(found: number): string {
  return found === 0 ? 'No item found' : `Several items found (${found})`;
}

/**
 * The objects of an iTop in memory: the classes and attributes that the bridge uses, with the rules by which iTop 3.2's
 * REST API reads values and keys (application/applicationextension.inc.php, class RestUtils).
 */
export class ItopModel {
  readonly #objects = new Map<string, Map<string, Values>>();
  #lastId = 0;
  /** False: an iTop without our extension's attributes. */
  extension = true;
  /** A rule of this iTop's own, checked before each write: its result is the error. */
  rules: (className: string, values: Values) => string | undefined = () => undefined;
  /** Classes that this iTop does not have. */
  readonly lacks = new Set<string>();

  /** Whether this iTop has a class. */
  has(className: string): boolean {
    return className in BELOW || (className in CLASSES && !this.#lacks(className));
  }

  /** All objects of a class, with their ids. */
  all(className: string): Values[] {
    return [...this.#of(className)].map(([id, values]) => ({ id, ...values }));
  }

  /** Adds an object without checks; returns its id. */
  put(className: string, values: Values, id = String(++this.#lastId)): string {
    this.#of(className).set(id, values);
    return id;
  }

  /** Takes an object out, if it is there. */
  remove(className: string, id: string): void {
    this.#of(className).delete(id);
  }

  /**
   * The objects that a REST key selects: an id, criteria, or OQL. For an abstract class: the objects of its subclasses.
   */
  find(className: string, key: unknown): [id: string, values: Values, className: string][] {
    const below = BELOW[className];
    if (below !== undefined) {
      return below.filter((each) => !this.lacks.has(each)).flatMap((each) => this.#find(each, key));
    }
    return this.#find(className, key);
  }

  #find(className: string, key: unknown): [string, Values, string][] {
    return inOrder(className, this.#matches(className, key)).map(([id, values]) => [id, values, className]);
  }

  #matches(className: string, key: unknown): [string, Values][] {
    const objects = this.#of(className);
    const [, user] = typeof key === 'string' ? (PERSON_OF_USER.exec(key) ?? []) : [];
    if (user !== undefined && className === 'Person') {
      const contact = this.#of('User').get(user)?.contactid;
      return [...objects].filter(([id]) => id === contact);
    }
    const query = typeof key === 'string' ? parseQuery(key) : undefined;
    if (query !== undefined) {
      this.check(className, query.codes);
      return [...objects].filter(([id, values]) =>
        query.fits((code) => String({ ...values, id, finalclass: className }[code] ?? '')),
      );
    }
    if (typeof key === 'number' || (typeof key === 'string' && /^\d+$/.test(key))) {
      const found = objects.get(String(key));
      return found === undefined ? [] : [[String(key), found]];
    }
    if (key === null || typeof key !== 'object') {
      throw new ModelError('Wrong format for key');
    }
    const criteria = Object.entries(key).map(([code, value]) => [code, this.#value(className, code, value)] as const);
    return [...objects].filter(([, values]) =>
      criteria.every(([code, value]) => folded(values[code]) === folded(value)),
    );
  }

  /** Checks the fields of a new object; returns a function that inserts it and returns its id. */
  create(className: string, fields: Values, user: string, sees = ALL): () => string {
    const values = this.#changed(className, {}, fields, user, sees);
    for (const code of MANDATORY[className] ?? []) {
      if (!values[code]) {
        throw new ModelError(`Missing mandatory attribute(s): ${code}`);
      }
    }
    this.#applyRules(className, values, undefined);
    return () => {
      const letter = LETTER[className];
      const id = this.put(
        className,
        letter ? { ...NEW_TICKET, start_date: itopTime(Date.now()), ...values, last_update: now() } : values,
      );
      if (letter !== undefined) {
        (this.#of(className).get(id) as Values).ref = `${letter}-${id.padStart(6, '0')}`;
      }
      return id;
    };
  }

  /**
   * Checks the changes to an object; returns a function that writes them. As in iTop, changed attributes are written as
   * they were computed when the object was read: if somebody else appended to a case log meanwhile, that entry is lost.
   */
  update(className: string, key: unknown, fields: Values, user: string, sees = ALL, stimulus?: string): () => string {
    const [found, ...more] = this.find(className, key);
    if (found === undefined || more.length > 0) {
      const isId = typeof key !== 'object';
      if (isId) throw new ModelError(`Invalid object ${className}::${key}`);
      throw new ModelError(
        `${countOf(found === undefined ? 0 : more.length + 1)} with criteria: ${JSON.stringify(key)}`,
      );
    }
    const [id, current] = found;
    const changed = this.#changed(className, current, fields, user, sees);
    if (stimulus !== undefined) {
      const next = STIMULI[stimulus]?.[String(current.status)];
      if (next === undefined) {
        throw new ModelError(
          `Invalid stimulus: '${stimulus}' on the object ${current.ref} in state '${current.status}'`,
        );
      }
      Object.assign(changed, { status: next, operational_status: OPERATIONAL[next] ?? 'ongoing' });
    }
    this.#applyRules(className, changed, { ...current, id });
    const codes = Object.keys(changed).filter((code) => code in fields || changed[code] !== current[code]);
    return () => {
      Object.assign(current, Object.fromEntries(codes.map((code) => [code, changed[code]])));
      if (className in LETTER) current.last_update = now();
      this.#copyToChildren(className, id, changed, Object.keys(fields));
      return id;
    };
  }

  /**
   * A new entry in a ticket's log is also added to its children's logs, as another entry
   * (UserRequest::UpdateChildRequestLog).
   */
  #copyToChildren(className: string, id: string, changed: Values, codes: string[]): void {
    const parent = PARENT_OF[className];
    const logs = codes.filter((code) => code.endsWith('_log'));
    if (parent === undefined || logs.length === 0) {
      return;
    }
    for (const child of ['UserRequest', 'Incident'].filter((each) => this.has(each))) {
      for (const values of this.#of(child).values()) {
        for (const code of String(values[parent]) === id ? logs : []) {
          values[code] = [...((values[code] as LogEntry[] | undefined) ?? []), (changed[code] as LogEntry[]).at(-1)];
        }
      }
    }
  }

  #applyRules(className: string, values: Values, before: Values | undefined): void {
    const broken =
      this.rules(className, values) ?? applyChatRules(className, values, before, () => this.all(className));
    if (broken !== undefined) {
      throw new ModelError(broken);
    }
  }

  /** @throws ModelError for a code that is no attribute of the class, nor of all its subclasses */
  check(className: string, codes: string[]): void {
    for (const each of BELOW[className] ?? [className]) {
      for (const code of codes.filter((code) => code !== 'id' && code !== 'finalclass' && code !== '*')) {
        if (!this.lacks.has(each)) this.#attribute(each, code, `output_fields: invalid attribute code '${code}'`);
      }
    }
  }

  /** An object's values for `output_fields`. */
  show(className: string, id: string, outputFields: string): Values {
    const values = this.#of(className).get(id) as Values;
    const codes =
      outputFields === '*' ? Object.keys(this.#attributes(className)) : outputFields.split(',').map((c) => c.trim());
    return Object.fromEntries(
      codes.map((code) => {
        if (code === 'id') {
          return [code, id];
        }
        const attribute = this.#attribute(className, code, `output_fields: invalid attribute code '${code}'`);
        if (code === 'caller_id_friendlyname') return [code, this.#nameOf(values.caller_id)];
        if (attribute.type === 'links') {
          return [code, this.all(attribute.of).filter((link) => String(link[attribute.by]) === id)];
        }
        return [code, attribute.type === 'log' ? { entries: values[code] ?? [] } : (values[code] ?? '')];
      }),
    );
  }

  /** The friendly name of a person. */
  #nameOf(id: unknown): string {
    const { first_name = '', name = '' } = this.#of('Person').get(String(id)) ?? {};
    return `${first_name} ${name}`.trim();
  }

  /** An entry of a log by a user, whom it names by the person, if there is one. */
  #entryBy(login: string, given: unknown): LogEntry {
    const [id, user] = [...this.#of('User')].find(([, each]) => each.login === login) ?? [];
    const entry = logEntry(given, (user && this.#nameOf(user.contactid)) || login);
    return id === undefined ? entry : { ...entry, user_id: id };
  }

  #changed(className: string, current: Values, fields: Values, user: string, sees: Sees): Values {
    const values = { ...current };
    for (const [code, given] of Object.entries(fields)) {
      if (code === READ_ONLY) {
        throw new ModelError(`${code}: Attempting to set the value on the read-only attribute ${className}::${code}`);
      }
      const value = this.#value(className, code, given, sees);
      const attribute = this.#attribute(className, code);
      if (attribute.type === 'log') {
        values[code] = [...((values[code] as LogEntry[] | undefined) ?? []), this.#entryBy(user, value)];
        continue;
      }
      if (attribute.type === 'time') {
        values[code] = value === '' ? '' : itopTime(Number(value) * 1000);
        continue;
      }
      const longest = LONGEST[attribute.type];
      if (longest !== undefined && Buffer.byteLength(String(value)) > longest) {
        throw new ModelError(`Unexpected value for attribute '${code}': String too long (limited to ${longest})`);
      }
      if (attribute.type === 'enum' && !attribute.values.includes(String(value))) {
        throw new ModelError(`Unexpected value for attribute '${code}': Value not allowed [${value}]`);
      }
      values[code] = value;
    }
    return values;
  }

  /** RestUtils::MakeValue: an external key accepts an id, or criteria that match exactly one object. */
  #value(className: string, code: string, given: unknown, sees = ALL): unknown {
    const attribute = this.#attribute(className, code);
    if (attribute.type !== 'key') {
      return given;
    }
    if (String(given) === '0') {
      return '0';
    }
    const found = sees(attribute.to) ? this.find(attribute.to, given) : [];
    if (found.length !== 1) {
      throw new ModelError(`${code}: ${countOf(found.length)} with criteria: ${JSON.stringify(given)}`);
    }
    return found[0]?.[0];
  }

  /**
   * The codes in a write that are attributes of no class: from 3.2.1 on iTop refuses these before it checks rights
   * (core/restservices.class.inc.php, SanitizeJsonInput).
   */
  unknown(className: string, codes: string[]): string | undefined {
    return this.has(className) ? codes.find((code) => !this.#isKnown(className, code)) : undefined;
  }

  #isKnown(className: string, code: string): boolean {
    return code === READ_ONLY || (code in this.#attributes(className) && (this.extension || !(code in EXTENSION)));
  }

  #attribute(className: string, code: string, error = `${code}: Unknown attribute`): Attribute {
    const attribute = this.#attributes(className)[code];
    if (attribute === undefined || (!this.extension && code in EXTENSION)) {
      throw new ModelError(error);
    }
    return attribute;
  }

  #attributes(className: string): Record<string, Attribute> {
    const attributes = CLASSES[className];
    if (attributes === undefined || this.#lacks(className)) {
      throw new ModelError(`class: '${className}' is not a valid class'`);
    }
    return attributes;
  }

  #lacks(className: string): boolean {
    return this.lacks.has(className) || (!this.extension && className === 'TawkChatTopic');
  }

  #of(className: string): Map<string, Values> {
    this.#attributes(className);
    const objects = this.#objects.get(className) ?? new Map<string, Values>();
    this.#objects.set(className, objects);
    return objects;
  }
}

/** The database's comparison of texts (utf8mb4_unicode_ci): ignores case, accents and trailing spaces. */
function folded(value: unknown): string {
  return String(value ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .trimEnd();
}

/** In iTop's format; its clock is UTC. */
function now(): string {
  return new Date().toISOString().slice(0, 19).replace('T', ' ');
}

function logEntry(given: unknown, user: string): LogEntry {
  const item = typeof given === 'string' ? { message: given } : (given as { add_item?: { message?: string } }).add_item;
  if (item?.message === undefined) {
    throw new ModelError("Missing mandatory entry: 'message'");
  }
  const message = item.message.replace(/<[^>]*>/g, '');
  return { date: now(), user_login: user, user_id: '1', message, message_html: item.message };
}
