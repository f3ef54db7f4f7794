import { sayable } from '../../itop/address';
import { ItopError, isForbidden } from '../../itop/rest/error';
import type { Fields } from '../../itop/rest/object';
import { ItopRest } from '../../itop/rest/rest';
import { BridgeError, ERRORS } from '../base/errors';
import type { PropertyConfig } from '../config/config';
import { findCaller } from '../tickets/caller';
import { ticketClassFault } from '../tickets/ticket-class';
import { examineAttachments } from './attachments';
import { examineChatTickets } from './chat-tickets';
import { examineChats } from './chats';
import { explainDisconnection } from './connection';
import { type Diagnosis, found, passed, together } from './diagnosis';
import { examineReferences } from './references';
import { BRIDGE_PROFILE, mayCreate, REST_PROFILE, remedyFor } from './rights';

/**
 * Classes that the bridge only reads, or does not use: its user should not be able to write them, in case the
 * credentials are stolen.
 */
const NOT_NEEDED = ['Person', 'Organization', 'UserLocal'];

/**
 * Can iTop be reached, are credentials and rights right, and does it have the attributes that the bridge writes?
 * Changes nothing.
 * @param isKnown whether a credential is the real value; otherwise only checks without credentials are made
 */
export async function examineItop(property: PropertyConfig, isKnown: (text: string) => boolean): Promise<Diagnosis> {
  const { itop: access, ticket } = property;
  if (/\.php\/?([?#].*)?$/.test(access.url)) {
    const what = `itop.url ${sayable(access.url)} ends in ${/[^/]*\.php/.exec(access.url)?.[0]}: expected iTop's root`;
    const remedy = `Write the address before /webservices/rest.php, such as ${sayable(rootOf(access.url))}: the bridge adds the rest.`;
    return found({ severity: 'error', code: 'itop-url', what, remedy });
  }
  if (!Object.values(access.credentials).every(isKnown)) return examineAddress(access);
  const itop = new ItopRest(access);
  try {
    await itop.find('Person', { email: 'doctor@itop-tawk.invalid', status: 'active' }, ['id', 'org_id', 'email']);
  } catch (error) {
    return failed(error, access.url);
  }
  const reached = passed(`iTop ${sayable(access.url)}: answers, takes the credentials, and lets persons be read`);
  const parts = [
    examineTicketClass(itop, ticket),
    examineRights(itop, ticket),
    examineFallback(itop, property),
    ...examineChatTickets(itop, property),
    examineReferences(itop, property),
    examineChats(itop, property),
    examineAttachments(itop, property),
  ].map((part) => part.catch((error) => failed(error, access.url)));
  return together([reached, ...(await Promise.all(parts))]);
}

/** `https://example.com/itop/` of `https://example.com/itop/webservices/rest.php?version=1.3`. */
function rootOf(url: string): string {
  return url.replace(/(webservices\/|pages\/)?[^/]*\.php.*$/, '');
}

/** Without credentials iTop's REST API refuses everybody, and this answer shows that it is there. */
async function examineAddress(access: PropertyConfig['itop']): Promise<Diagnosis> {
  try {
    await new ItopRest({ ...access, credentials: { user: '', password: '' } }).find('Person', '0', ['id']);
  } catch (error) {
    if (!(error instanceof ItopError && error.code === 'ITOP_CREDENTIALS')) return failed(error, access.url);
  }
  return passed(`iTop ${sayable(access.url)}: answers (the credentials were not tried)`);
}

type Ticket = PropertyConfig['ticket'];

async function examineTicketClass(itop: ItopRest, ticket: Ticket): Promise<Diagnosis> {
  const fault = await ticketClassFault(itop, ticket.class);
  if (fault !== undefined) return found({ severity: 'error', code: 'ticket-class', ...fault });
  const written = ['org_id', 'caller_id', 'title', 'description', 'origin', 'tawkto_ref', 'tawkto_id', ticket.log];
  const attributes = ['id', 'ref', ...new Set([...written, ...Object.keys(ticket.defaults)])];
  await itop.find(ticket.class, { tawkto_id: 'itop-tawk doctor', ...searches(ticket.defaults) }, attributes);
  return passed(`${ticket.class}: can be read, and has the attributes ${attributes.join(', ')}`);
}

/**
 * The default values that are search criteria: iTop looks them up in a search too, and names those that it does not
 * find.
 */
function searches(defaults: Fields): Fields {
  const isSearch = (value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && !('add_item' in value || 'items' in value);
  return Object.fromEntries(Object.entries(defaults).filter(([, value]) => isSearch(value)));
}

async function examineRights(itop: ItopRest, ticket: Ticket): Promise<Diagnosis> {
  if (!(await mayCreate(itop, ticket.class))) {
    const what = `the bridge's user may not create and change ${ticket.class}`;
    return found({ severity: 'error', code: 'rights-missing', what, remedy: remedyFor(ticket.class) });
  }
  const parts = [passed(`rights: ${ticket.class} may be created and changed`)];
  const more: string[] = [];
  for (const className of NOT_NEEDED) if (await mayCreate(itop, className)) more.push(className);
  if (more.length > 0) {
    const what = `the bridge's user may also create and change ${more.join(', ')}, which the bridge never does`;
    const remedy = `Remove the profiles that allow it: "${REST_PROFILE}" and "${BRIDGE_PROFILE}" are enough.`;
    parts.push(found({ severity: 'warning', code: 'rights-excessive', what, remedy }));
  }
  return together(parts);
}

async function examineFallback(itop: ItopRest, { provider, ticket }: PropertyConfig): Promise<Diagnosis> {
  if (ticket.fallback === undefined) return together([]);
  await findCaller(itop, {}, { provider, trust: 'never', ticket });
  return passed('fallback: caller and organization are in iTop');
}

function failed(error: unknown, url: string): Diagnosis {
  const itop = `iTop ${sayable(url)}`;
  const isKnown = error instanceof ItopError || error instanceof BridgeError;
  if (!isKnown)
    return found({
      severity: 'error',
      code: 'UNEXPECTED',
      what: `${itop}: ${(error as Error).message}`,
      remedy: 'Report it.',
    });
  const { says, todo } = ERRORS[error.code];
  if (isForbidden(error)) {
    const [, className = ''] = /of class (\w+)/.exec(error.detail) ?? [];
    const what = `the bridge's user may not read ${className}`;
    return found({ severity: 'error', code: 'rights-missing', what, remedy: remedyFor(className) });
  }
  const disconnected = error.code === 'ITOP_UNREACHABLE' ? explainDisconnection(error.detail, url) : undefined;
  if (disconnected !== undefined) {
    const what = `${itop}: ${disconnected.what}`;
    return found({ severity: 'error', code: error.code, what, remedy: `${disconnected.remedy} It is \`itop.url\`.` });
  }
  const what = `${itop}: ${says} (${error.detail})`;
  return found({ severity: 'error', code: error.code, what, remedy: `To do: ${todo}.` });
}
