import { ItopError, type ItopErrorCode } from './error';
import type { ItopObject } from './object';

interface RestAnswer {
  code: number;
  message?: string | null;
  objects?: Record<string, { class?: string; key?: string | number; fields?: Record<string, unknown> }> | null;
}

/** RestResult codes (iTop, application/applicationextension.inc.php): our credentials are refused. */
const UNAUTHORIZED = new Set([1, 5, 6]);

/**
 * iTop reports database errors as code 100, like refused values; only the message distinguishes them: MySQLException
 * "Failed to issue SQL query" and connection errors (core/cmdbsource.class.inc.php).
 */
const DATABASE_TROUBLE = /failed to issue sql|mysql|mariadb|deadlock|lock wait timeout|gone away|lost connection/i;

/** How many characters of iTop's message are read: it can quote everything that was sent. */
const MAX_MESSAGE_CHARS = 2000;

/**
 * iTop's own message in maintenance (bootstrap.inc.php, the same in 2.7 to 3.3): HTTP 503 with an object `{"code":100,
 * "message":"…"}` (seen with 2.7.11), with that object in the list `data` of another (3.2.2), or the message alone. Any
 * other 503 comes from a front end, behind which iTop may continue with the request.
 */
const MAINTENANCE = 'This application is currently under maintenance.';

/** DBObject's message if the database is read-only; nothing that was sent comes before it. */
const READ_ONLY =
  /^Error: Cannot \w+ object of class '\w+' because of an ongoing maintenance: the database is in ReadOnly/i;

/** RestResult code: PHP could not read the request as JSON. The same request would fail each time. */
const INVALID_JSON = 4;

/**
 * The objects in iTop's answer to a REST call. iTop reports errors with HTTP 200 and a code; another status comes from
 * the web server, a proxy, or maintenance.
 * @throws ItopError for every code but 0
 */
export function readAnswer(kind: 'read' | 'write', answer: { status: number; text: string }): ItopObject[] {
  const written = kind === 'write';
  if (answer.status >= 300 && answer.status < 400) {
    throw new ItopError('ITOP_REDIRECT', `HTTP ${answer.status}`, false);
  }
  if (answer.status === 503 && isMaintenance(answer.text)) {
    throw new ItopError('ITOP_MAINTENANCE', 'HTTP 503', false);
  }
  if (answer.status === 401 || answer.status === 403) {
    // a firewall may also have blocked iTop's answer
    throw new ItopError('ITOP_CREDENTIALS', `HTTP ${answer.status}`, written && answer.status === 403);
  }
  if (answer.status !== 200) {
    throw new ItopError('ITOP_HTTP', `HTTP ${answer.status}`, written);
  }
  const rest = parse(answer.text);
  if (rest === undefined) {
    throw new ItopError('ITOP_NOT_JSON', `HTTP 200 with ${answer.text.length} characters`, written);
  }
  if (rest.code !== 0) {
    const message = String(rest.message ?? '').slice(0, MAX_MESSAGE_CHARS);
    throw new ItopError(codeOf(kind, rest.code, message), `iTop code ${rest.code}: ${message}`, false);
  }
  return Object.entries(rest.objects ?? {}).map(([name, object]) => {
    const [className = '', key = ''] = name.split('::');
    return { class: object.class ?? className, key: String(object.key ?? key), fields: object.fields ?? {} };
  });
}

function isMaintenance(text: string): boolean {
  return text.trim() === MAINTENANCE || text.includes(`"message":"${MAINTENANCE}"`);
}

function parse(text: string): RestAnswer | undefined {
  try {
    const answer = JSON.parse(text);
    return typeof answer?.code === 'number' ? answer : undefined;
  } catch {
    return undefined;
  }
}

function codeOf(kind: 'read' | 'write', code: number, message: string): ItopErrorCode {
  if (UNAUTHORIZED.has(code)) {
    return 'ITOP_CREDENTIALS';
  }
  if (message.startsWith(MAINTENANCE) || READ_ONLY.test(message)) {
    return 'ITOP_MAINTENANCE';
  }
  if (DATABASE_TROUBLE.test(message)) {
    return 'ITOP_DATABASE';
  }
  // usually the setup is wrong: a search contains nothing of the event but its e-mail or id
  return kind === 'read' && code !== INVALID_JSON ? 'ITOP_LOOKUP' : 'ITOP_REJECTED';
}
