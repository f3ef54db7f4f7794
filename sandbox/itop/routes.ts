import { MODULE } from '../../build/extension';
import { html, type Route, redirect } from '../http';
import { assets } from './assets';
import { type Chat, chatsOf } from './chats';
import { consoleContent, consolePage } from './console';
import type { HookOutput, Itop, PageRequest } from './itop';
import type { PageFrame } from './layout';
import { fatalPage, loginPage, logoutBouncePage, logoutPage } from './login';
import type { ItopModel } from './model';
import { portalContent, portalObject, portalPage, portalPath } from './portal';
import { type UserRequest, userRequests } from './requests';
import type { RestMode } from './rest-mode';
import type { Session, Sessions } from './sessions';
import { friendlyName } from './users';
import { ITOP_VERSIONS, type ItopVersion } from './versions';

/** A request to one of the iTops, each at `/<version>/`. */
interface ItopRequest {
  request: Request;
  url: URL;
  version: ItopVersion;
  frame: PageFrame;
  /** The path below the iTop's root, without parameters. */
  path: string;
}

/** The same for a user who is logged in. */
interface LoggedIn extends ItopRequest {
  session: Session;
  requests: UserRequest[];
  chats: Chat[];
  /** @param object the object whose details the page shows */
  runHooks(portal: string, object?: string): Promise<HookOutput>;
  onSeen: ItopParts['onSeen'];
}

/** What the pages of every version share. */
export interface ItopParts {
  itop: Itop;
  sessions: Sessions;
  /** One database behind all versions. */
  model: ItopModel;
  restMode: RestMode;
  tawkUrl: string;
  /** Called for each object whose page somebody opens. */
  onSeen(what: UserRequest | Chat): void;
}

/** The pages of every iTop version. */
export function itopRoutes(parts: ItopParts): Route[] {
  const { itop, sessions, model, restMode, tawkUrl, onSeen } = parts;
  const pages: Route = async (request, url) => {
    const bar = { tawkUrl, restMode: restMode.chosen, complaints: itop.complaints() };
    const asked = itopRequest(request, url, bar);
    if (!asked) return undefined;
    if (asked.path === 'sandbox/rest') {
      restMode.choose(String((await request.formData()).get('mode')));
      return redirect(request.headers.get('referer') ?? asked.frame.root);
    }
    if (asked.path === 'sandbox/enter') return enter(asked, sessions);
    if (asked.path === 'pages/logoff.php') return logOff(asked, sessions);
    const session = sessions.of(request);
    if (asked.path === 'pages/exec.php' && url.searchParams.get('exec_module') === MODULE)
      return showModulePage(itop, asked, session);
    if (!session) return logIn(asked, sessions);
    const requests = userRequests(model);
    const hooks = async (portal: string, object?: string) => {
      const output = await itop.runHooks({ ...pageRequest(asked, session, portal), ...(object && { object }) });
      // messages that were just logged belong on this page
      asked.frame.complaints = itop.complaints();
      return output;
    };
    return userPage({ ...asked, session, requests, chats: chatsOf(model), runHooks: hooks, onSeen }, sessions);
  };
  return [assets, pages];
}

function itopRequest(
  request: Request,
  url: URL,
  bar: Pick<PageFrame, 'tawkUrl' | 'restMode' | 'complaints'>,
): ItopRequest | undefined {
  const [, versionId = '', path = ''] = /^\/(\d\.\d)\/(.*)$/.exec(url.pathname) ?? [];
  const version = ITOP_VERSIONS.find(({ id }) => id === versionId);
  if (!version) return undefined;
  const frame = { root: `/${versionId}/`, path: path + url.search, versionId, ...bar };
  return { request, url, version, frame, path };
}

function logOff({ request, url, frame }: ItopRequest, sessions: Sessions): Response {
  if (url.searchParams.get('operation') === 'do_logoff') return html(logoutBouncePage(frame));
  sessions.close(request);
  return html(logoutPage(frame));
}

async function logIn({ request, frame }: ItopRequest, sessions: Sessions): Promise<Response> {
  if (request.method !== 'POST') return html(loginPage(frame));
  const login = String((await request.formData()).get('auth_user'));
  // After a log-in at the console, users are redirected to where they belong.
  return redirect(frame.root + (frame.path === 'pages/UI.php' ? '' : frame.path), sessions.open(login, frame.root));
}

/** The start page's links log in with a click; `to` is a path below the root. */
function enter({ url, frame }: ItopRequest, sessions: Sessions): Response {
  const { as = '', to = '' } = Object.fromEntries(url.searchParams);
  return redirect(frame.root + to, sessions.open(as, frame.root));
}

async function userPage(asked: LoggedIn, sessions: Sessions): Promise<Response | undefined> {
  const { request, frame, path, session } = asked;
  const user = session.impersonated ?? session.user;
  switch (path) {
    case '':
      return redirect(frame.root + (user.profiles.includes('Portal user') ? portalPath() : 'pages/UI.php'));
    case 'pages/UI.php':
      return showConsole(asked);
    case 'pages/ajax.render.php':
      return html('<p>A fragment of a page</p>');
    case 'sandbox/impersonate':
      sessions.impersonate(request, String((await request.formData()).get('login')));
      return redirect(frame.root);
    default:
      return path.startsWith('pages/exec.php') ? showPortal(asked) : undefined;
  }
}

async function showConsole(asked: LoggedIn): Promise<Response> {
  const { url, version, frame, session, requests, chats, runHooks, onSeen } = asked;
  const { searchParams: address } = url;
  const isChat = address.get('class') === 'TawkChat';
  const id = address.get('id');
  const shown = (isChat ? chats : requests).find((each) => each.id === id);
  const hooks = await runHooks('backoffice', id === null || isChat ? undefined : `UserRequest:${id}`);
  if (hooks.fatal) return html(fatalPage(frame, 'iTop - Fatal Error'));
  if (shown) onSeen(shown);
  const user = session.impersonated ?? session.user;
  const printable = address.get('printable') === '1';
  const content = consoleContent(frame, user, requests, chats, address, hooks.menu) ?? '<h2>No such object</h2>';
  return html(consolePage(frame, version, user, content, printable, hooks));
}

async function showPortal({
  request,
  url,
  version,
  frame,
  path,
  session,
  requests,
  runHooks,
  onSeen,
}: LoggedIn): Promise<Response> {
  const user = session.impersonated ?? session.user;
  // The portal serves nobody without a contact, and calls no hook for an XHR (facts/itop.md §1).
  if (!user.fields.contactid) return html(fatalPage(frame, 'This user is not associated with a Contact'));
  if (request.headers.has('x-combodo-ajax')) return html('<p>A fragment of a page</p>');
  const page = path.slice('pages/exec.php'.length);
  const object = portalObject(page);
  const hooks = await runHooks(url.searchParams.get('portal_id') ?? 'itop-portal', object);
  if (hooks.fatal) return html(fatalPage(frame, 'Oops, an error occurred'), { status: 500 });
  const seen = requests.find(({ id }) => object === `UserRequest:${id}`);
  if (seen) onSeen(seen);
  const content = portalContent(frame.root, page, requests, user.fields.contactid, hooks.menu);
  const status = content === undefined ? 404 : 200;
  const shown = content ?? '<h2>Page not found</h2>';
  return html(portalPage(frame, version, friendlyName(user), shown, hooks), { status });
}

/** pages/exec.php runs the pages of modules for users who are not logged in, too. */
async function showModulePage(itop: Itop, asked: ItopRequest, session: Session | undefined): Promise<Response> {
  const { request, url } = asked;
  const form = request.method === 'POST' ? Object.fromEntries(new URLSearchParams(await request.text())) : {};
  const { status, headers, body } = await itop.runPage({
    ...pageRequest(asked, session, url.searchParams.get('portal_id') ?? ''),
    method: request.method,
    headers: Object.fromEntries(request.headers),
    form,
  });
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  );
  return new Response(body, { status, headers: lines });
}

function pageRequest({ url, version, frame }: ItopRequest, session: Session | undefined, portal: string): PageRequest {
  return {
    version,
    appRootUrl: url.origin + frame.root,
    portal,
    user: session?.impersonated ?? session?.user ?? null,
    impersonated: session?.impersonated !== undefined,
    params: Object.fromEntries(url.searchParams),
  };
}
