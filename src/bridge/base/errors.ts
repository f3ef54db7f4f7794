import type { ItopErrorCode } from '../../itop/rest/error';

/** What the webhook handler answers to a request that it refuses. */
type DoorCode =
  | 'NOT_FOUND'
  | 'METHOD'
  | 'CONTENT_TYPE'
  | 'BODY_TOO_LARGE'
  | 'BODY_INCOMPLETE'
  | 'SIGNATURE_MISSING'
  | 'SIGNATURE_WRONG'
  | 'EVENT_ID'
  | 'NOT_JSON'
  | 'TOO_COMPLEX'
  | 'NOT_AN_EVENT'
  | 'WRONG_PROPERTY'
  | 'TOO_OLD'
  | 'TOO_NEW'
  | 'STORE_FAILED'
  | 'OVERLOADED';

/** Why an event is not in iTop (yet). iTop's own errors have codes of their own. */
type DeliveryCode =
  | 'UNEXPECTED_SHAPE'
  | 'UNKNOWN_KIND'
  | 'NO_CALLER'
  | 'ID_TAKEN'
  | 'TICKET_BUSY'
  | 'LEASE_LOST'
  | 'GAVE_UP'
  | 'FAILS_ALONE'
  | 'DAMAGED'
  | 'POISONOUS'
  | 'UNEXPECTED';

/** Why the bridge has not fetched the chats of a server yet. */
type SourceCode =
  | 'SOURCE_UNREACHABLE'
  | 'SOURCE_TIMEOUT'
  | 'SOURCE_HTTP'
  | 'SOURCE_REDIRECT'
  | 'SOURCE_NOT_JSON'
  | 'SOURCE_TOO_LONG'
  | 'SOURCE_REFUSED';

/** Why a job of the bridge is not done. */
type WorkCode = 'CHAT_NOT_ERASED';

/** Why the bridge does not start. */
type StartCode =
  | 'CONFIG'
  | 'TICKET_CLASS'
  | 'DATABASE_IN_USE'
  | 'DATABASE_VERSION'
  | 'DATABASE_EMPTY'
  | 'DATABASE_POOLER'
  | 'DATABASE'
  | 'LISTEN';

export type ErrorCode = DoorCode | DeliveryCode | SourceCode | WorkCode | StartCode | ItopErrorCode;

interface ErrorEntry {
  /**
   * HTTP status of the webhook handler's answer. tawk.to repeats each request whose answer is not 2xx, for up to 12 h.
   */
  status?: number;
  /** `retry`: delivered again later; `set_aside`: waits for a person (`itop-tawk events`). */
  next?: 'retry' | 'set_aside';
  /** The whole iTop may be in trouble, and not only this one request: see outbox/circuit.ts. */
  wholeItop?: boolean;
  says: string;
  todo: string;
}

/**
 * Every error code of the bridge. The webhook handler, the delivery, the logs, the metrics and docs/bridge-reference.md
 * take their texts from this one table. `says` and `todo` never contain anything of an event.
 */
export const ERRORS: Record<ErrorCode, ErrorEntry> = {
  NOT_FOUND: { status: 404, says: 'no such address', todo: 'send webhooks to /webhooks/tawk' },
  METHOD: { status: 405, says: 'webhooks are sent with POST', todo: 'check what calls this address' },
  CONTENT_TYPE: {
    status: 415,
    says: 'expected application/json, not compressed',
    todo: 'check what calls this address, and the proxy in front of the bridge',
  },
  BODY_TOO_LARGE: { status: 413, says: 'the body is larger than 2 MiB', todo: 'check what calls this address' },
  BODY_INCOMPLETE: { status: 400, says: 'the body ended early', todo: 'nothing: tawk.to sends it again' },
  SIGNATURE_MISSING: {
    status: 401,
    says: 'expected X-Tawk-Signature: 40 hexadecimal digits',
    todo: 'check what calls this address; a proxy must pass this header on',
  },
  SIGNATURE_WRONG: {
    status: 401,
    says: 'the signature matches none of the configured secrets',
    todo: "compare the property's `secrets` with the webhook's secret key in tawk.to; a proxy must not change the body",
  },
  EVENT_ID: {
    status: 400,
    says: 'expected X-Hook-Event-Id: 1 to 200 visible characters',
    todo: 'a proxy must pass this header on',
  },
  NOT_JSON: { status: 400, says: 'the body is signed but is not JSON', todo: 'report it: tawk.to has changed' },
  TOO_COMPLEX: {
    status: 400,
    says: 'the body is signed, and has more than 32 levels, 200,000 values, or 1,000 names in one object',
    todo: 'report it: tawk.to has changed',
  },
  NOT_AN_EVENT: {
    status: 400,
    says: 'expected an object with event, time and property.id',
    todo: 'report it: tawk.to has changed',
  },
  WRONG_PROPERTY: {
    status: 403,
    says: 'the event is for another property than the one whose secret signed it',
    todo: "check that each property's `secrets` are under its own `id`",
  },
  TOO_OLD: {
    status: 400,
    says: 'the signed time is more than 13 hours ago (tawk.to retries for 12)',
    todo: "check this machine's clock; otherwise somebody replays an old event",
  },
  TOO_NEW: {
    status: 400,
    says: 'the signed time is more than an hour ahead',
    todo: "check this machine's clock",
  },
  STORE_FAILED: {
    status: 503,
    says: 'the event could not be stored',
    todo: 'look at the log: is the disk full, or the database down? tawk.to sends the event again',
  },
  OVERLOADED: {
    status: 503,
    says: 'too many unfinished bodies at one time',
    todo: 'nothing, if it is rare: tawk.to sends the event again; otherwise check who calls this address',
  },

  ITOP_UNREACHABLE: {
    next: 'retry',
    wholeItop: true,
    says: 'no connection to iTop',
    todo: "check `itop.url`, the network, and iTop's certificate (NODE_EXTRA_CA_CERTS for a private authority)",
  },
  ITOP_TIMEOUT: {
    next: 'retry',
    wholeItop: true,
    says: 'iTop did not answer in time',
    todo: 'check that iTop works; raise `itop.timeout` if it is only slow',
  },
  ITOP_HTTP: {
    next: 'retry',
    wholeItop: true,
    says: 'iTop answered with an HTTP error',
    todo: "look at iTop's web server log",
  },
  ITOP_MAINTENANCE: {
    next: 'retry',
    wholeItop: true,
    says: 'iTop is in maintenance, or its database is read-only',
    todo: 'nothing, if the maintenance is yours',
  },
  ITOP_NOT_JSON: {
    next: 'retry',
    wholeItop: true,
    says: 'iTop answered something that is not JSON',
    todo: "check that `itop.url` is iTop's root (the address before /webservices/rest.php); look at its log/error.log",
  },
  ITOP_TOO_LONG: {
    next: 'retry',
    says: "iTop's answer is longer than 16 MiB",
    todo: "look at what iTop's REST address answers; a ticket whose log is that long cannot take transcripts: `events drop`",
  },
  ITOP_REDIRECT: {
    next: 'retry',
    wholeItop: true,
    says: 'iTop redirects its REST address',
    todo: 'put the final address in `itop.url`: credentials are not sent after a redirect',
  },
  ITOP_CREDENTIALS: {
    next: 'retry',
    wholeItop: true,
    says: 'iTop refuses this user, or everybody while it is read-only',
    todo: "check `itop.user` and `password` (or `token`), and the user's profiles: see docs/bridge-reference.md; after a change of the configuration, restart the bridge",
  },
  ITOP_LOOKUP: {
    next: 'retry',
    wholeItop: true,
    says: 'iTop refuses the query for tickets or persons',
    todo: 'install the extension (it adds tawkto_id and tawkto_ref; after a setup from the command line restart PHP); check `ticket.class`, `ticket.defaults` and `ticket.log`',
  },
  ITOP_DATABASE: {
    next: 'retry',
    says: "iTop's database failed (deadlock, connection lost)",
    todo: "look at iTop's log/error.log if it stays",
  },
  ITOP_REJECTED: {
    next: 'set_aside',
    says: 'iTop refuses these values',
    todo: "read iTop's message with `itop-tawk events show`, correct `ticket.defaults` or iTop, then `events retry`",
  },

  UNEXPECTED_SHAPE: {
    next: 'set_aside',
    says: 'the event does not have the documented form',
    todo: 'read it with `itop-tawk events show`, and report it: the provider has changed',
  },
  UNKNOWN_KIND: {
    next: 'set_aside',
    says: 'this version of the bridge does not know events of this kind',
    todo: 'run the version that received it, or a newer one, then `events retry`',
  },
  NO_CALLER: {
    next: 'set_aside',
    says: 'nobody is the caller: not exactly one active person has the e-mail address, or who it is was not proved; and there is no fallback',
    todo: "create the person, or configure `ticket.fallback` with what the bridge's user may see, then `itop-tawk events retry`",
  },
  ID_TAKEN: {
    next: 'set_aside',
    says: 'iTop already has another chat or ticket with the id that tawk.to gave this one',
    todo: 'see which with `itop-tawk events show`, and docs/runbook.md, "An id is taken"',
  },
  TICKET_BUSY: { next: 'retry', says: 'another delivery writes to this ticket', todo: 'nothing' },
  LEASE_LOST: {
    next: 'retry',
    says: 'another bridge took over this event',
    todo: 'nothing; check the clocks if it happens often',
  },
  GAVE_UP: {
    next: 'set_aside',
    says: 'retried for as long as configured (`retry.for`)',
    todo: 'fix what the last error says, then `itop-tawk events retry`',
  },
  FAILS_ALONE: {
    next: 'set_aside',
    says: 'iTop, or a server in front of it, fails on this event and not on others',
    todo: "read what it answers with `itop-tawk events show`: 403 or 413 comes from a firewall or proxy in front of iTop, 500 from a rule of iTop's own (log/error.log). Let the event through, then `events retry`",
  },
  DAMAGED: {
    next: 'set_aside',
    says: 'the stored event is damaged',
    todo: 'the disk or the file is damaged: see docs/database.md, "The database is damaged"',
  },
  POISONOUS: {
    next: 'set_aside',
    says: 'three times in a row the bridge died, or lost its store, while it delivered this event alone',
    todo: "look at what the log says before the bridge's last starts, report it with `events show`, then `events retry` or `drop`",
  },
  UNEXPECTED: { next: 'retry', says: 'an error of the bridge itself', todo: 'report it with the log line' },

  SOURCE_UNREACHABLE: {
    says: 'no connection to Live Helper Chat',
    todo: "check the property's `url`, the network, and the server's certificate (NODE_EXTRA_CA_CERTS for a private authority)",
  },
  SOURCE_TIMEOUT: {
    says: 'Live Helper Chat did not answer within 30 seconds',
    todo: 'check that its server and its database work',
  },
  SOURCE_HTTP: {
    says: 'Live Helper Chat answered with an HTTP error',
    todo: "look at the log of its web server, and check the property's `url`",
  },
  SOURCE_REDIRECT: {
    says: 'Live Helper Chat redirects its REST address',
    todo: "write the final address into the property's `url`: the key is not sent after a redirect",
  },
  SOURCE_NOT_JSON: {
    says: 'the answer of Live Helper Chat does not match the description of its REST API',
    todo: "check that the property's `url` is the server's root, where its index.php is; look at its cache/default.log",
  },
  SOURCE_TOO_LONG: {
    says: "Live Helper Chat's answer is longer than 16 MiB, or has more than 200,000 values",
    todo: 'look at the chat that the log names: the bridge cannot read one with so many messages',
  },
  SOURCE_REFUSED: {
    says: 'Live Helper Chat refuses the REST key, or a chat to it',
    todo: 'check `user` and `key`, and the rights of that user in Live Helper Chat: `itop-tawk doctor` shows what is missing',
  },

  CHAT_NOT_ERASED: {
    says: 'chats that are older than `keep_chats` are not erased in iTop',
    todo: 'see docs/runbook.md, "ItopTawkChatsNotErased"',
  },

  CONFIG: { says: 'the configuration is wrong', todo: 'correct what the message says' },
  TICKET_CLASS: {
    says: 'the bridge cannot create tickets of the class in `ticket.class`',
    todo: 'do what the message says; see docs/bridge-reference.md, "Tickets of another class"',
  },
  DATABASE_IN_USE: {
    says: 'another bridge uses this SQLite file',
    todo: 'stop it, or use `database: postgres://…` for several bridges',
  },
  DATABASE_VERSION: {
    says: 'the database belongs to another version of itop-tawk',
    todo: 'a newer version: run that; an older one: start the bridge, which upgrades the database',
  },
  DATABASE_EMPTY: {
    says: 'no bridge has used this database yet',
    todo: 'check `database`; the bridge creates what it needs when it starts',
  },
  DATABASE_POOLER: {
    says: 'a pooler in front of PostgreSQL, such as PgBouncer, drops the settings that keep events safe',
    todo: "write PostgreSQL's own address into `database`: the bridge has its own pool of at most 8 connections",
  },
  DATABASE: { says: 'the database cannot be opened', todo: "check `database`, and the folder's rights" },
  LISTEN: { says: 'the bridge cannot listen on this address', todo: 'check `listen` and `admin`: is the port taken?' },
};

/**
 * An error with a code of the table. `detail` may quote an event or iTop: it is stored, `itop-tawk events show` prints
 * it, and it must never reach a log.
 */
export class BridgeError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail = '',
    cause?: unknown,
  ) {
    super(`${code}: ${ERRORS[code].says}. ${ERRORS[code].todo}`, { cause });
    this.name = 'BridgeError';
  }
}
