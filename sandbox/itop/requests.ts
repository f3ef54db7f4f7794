import { escapeHtml } from '../http';
import type { MenuItem } from './itop';
import type { ItopModel, LogEntry } from './model';
import { DEMO_USERS, friendlyName } from './users';

/** A user request as pages show it. */
export interface UserRequest {
  id: string;
  ref: string;
  title: string;
  status: string;
  /** HTML, not sanitized: the code that writes it into iTop has to do that. */
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
    ({ id, ref, title, status }) =>
      `<li>${state(status)}<a href="${address(id)}">${escapeHtml(`${ref}: ${title}`)}</a></li>`,
  );
  return items.length === 0 ? '<p class="none">No request</p>' : `<ul class="rows">${items.join('')}</ul>`;
}

/** The state of an object, as lists show it. */
export function state(status: string): string {
  return `<span class="state ${escapeHtml(status)}">${escapeHtml(status)}</span>`;
}

/**
 * A request as its caller sees it in the portal: in a form that names the object, as on iTop's page and in its modals.
 */
export function requestInPortal(request: UserRequest, menu: MenuItem[]): string {
  return `<form class="object-details" ${objectNames(request)}>${requestBody(request, menu)}</form>`;
}

function objectNames({ id }: UserRequest): string {
  return `data-object-class="UserRequest" data-object-id="${escapeHtml(id)}"`;
}

function requestBody({ ref, title, description, public_log }: UserRequest, menu: MenuItem[]): string {
  return `<h2>${escapeHtml(ref)}</h2><h3>${escapeHtml(title)}</h3>${itemsOf(menu)}${description}${caseLog('Public log', public_log)}`;
}

function itemsOf(menu: MenuItem[]): string {
  return menu
    .map(({ label, onclick }) => `<button type="button" onclick="${escapeHtml(onclick)}">${escapeHtml(label)}</button>`)
    .join('');
}

/** A request as agents see it in the console; in 2.7 the element that names the object has another class. */
export function requestInConsole(request: UserRequest, menu: MenuItem[], versionId: string): string {
  const caller = DEMO_USERS.find(({ fields }) => String(fields.contactid) === request.caller_id);
  const facts = {
    Status: request.status,
    Caller: caller ? friendlyName(caller) : '',
    Origin: request.origin,
    'Tawk.to ticket': request.tawkto_ref,
    'Tawk.to id': request.tawkto_id,
  };
  const className = versionId === '2.7' ? 'object-details' : 'ibo-object-details';
  const logs = `${requestBody(request, menu)}${caseLog('Private log', request.private_log)}`;
  const body = `<div class="columns"><div>${logs}</div>${factList(facts)}</div>`;
  return `<div class="${className}" ${objectNames(request)}>${body}</div>`;
}

/** The known values of an object, without the empty ones. */
export function factList(facts: Record<string, string | undefined>): string {
  const rows = Object.entries(facts).map(([name, value]) => value && `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`);
  return `<section class="log"><h3>Facts</h3><dl>${rows.filter(Boolean).join('')}</dl></section>`;
}

function caseLog(name: string, entries: LogEntry[] = []): string {
  const items = entries.map(({ date, user_login, message_html }) => {
    return `<li><small>${escapeHtml(`${date} ${user_login}`)}</small>${message_html}</li>`;
  });
  return `<section class="log" aria-label="${name}"><h3>${name}</h3>
${items.length === 0 ? '<p class="none">No entry yet</p>' : `<ol>${items.reverse().join('')}</ol>`}</section>`;
}
