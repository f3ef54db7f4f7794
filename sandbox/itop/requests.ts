import { escapeHtml } from '../http';
import type { ItopModel, LogEntry } from './model';
import { DEMO_USERS, demoUser, friendlyName } from './users';

/** What the sandbox's iTop knows when it starts: the persons of its users, in one organisation, and one request. */
export function fillModel(model: ItopModel): void {
  const org_id = model.put('Organization', { name: 'Demo' });
  for (const { fields } of DEMO_USERS.filter(({ fields }) => fields.contactid)) {
    const { first_name, last_name: name, email } = fields;
    model.put('Person', { first_name, name, email, status: 'active', org_id }, String(fields.contactid));
  }
  const description = '<p>The printer on the second floor is on fire.</p>';
  const printer = {
    ref: 'R-000001',
    title: 'Printer on fire',
    description,
    org_id,
    caller_id: String(demoUser('paula').fields.contactid),
    origin: 'portal',
  };
  model.put('UserRequest', printer, '1');
}

/** A user request as pages show it. */
export interface UserRequest {
  id: string;
  ref: string;
  title: string;
  /** HTML, not sanitised: whoever writes it into iTop has to. */
  description: string;
  caller_id: string;
  origin: string;
  tawkto_ref?: string;
  tawkto_id?: string;
  public_log?: LogEntry[];
  private_log?: LogEntry[];
}

/** All requests, the newest first. */
export function userRequests(model: ItopModel): UserRequest[] {
  return (model.all('UserRequest') as unknown as UserRequest[]).reverse();
}

/** A list of links to requests, by the address of each. */
export function requestList(requests: UserRequest[], address: (id: string) => string): string {
  const items = requests.map(
    ({ id, ref, title }) => `<li><a href="${address(id)}">${escapeHtml(`${ref}: ${title}`)}</a></li>`,
  );
  return items.length === 0 ? '<p>No request</p>' : `<ul>${items.join('')}</ul>`;
}

/** A request as its caller sees it in the portal. */
export function requestInPortal({ ref, title, description, public_log }: UserRequest): string {
  return `<h2>${escapeHtml(ref)}</h2><h3>${escapeHtml(title)}</h3>${description}${caseLog('Public log', public_log)}`;
}

/** A request as agents see it in the console. */
export function requestInConsole(request: UserRequest): string {
  const caller = DEMO_USERS.find(({ fields }) => String(fields.contactid) === request.caller_id);
  const facts = {
    Caller: caller ? friendlyName(caller) : '',
    Origin: request.origin,
    'Tawk.to ticket': request.tawkto_ref,
    'Tawk.to id': request.tawkto_id,
  };
  const rows = Object.entries(facts).map(([name, value = '']) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`);
  return `${requestInPortal(request)}${caseLog('Private log', request.private_log)}<dl>${rows.join('')}</dl>`;
}

function caseLog(name: string, entries: LogEntry[] = []): string {
  const items = entries.map(({ date, user_login, message_html }) => {
    return `<li><small>${escapeHtml(`${date} ${user_login}`)}</small>${message_html}</li>`;
  });
  return `<section aria-label="${name}"><h3>${name}</h3><ol>${items.reverse().join('')}</ol></section>`;
}
