import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { WIDGET_FILES } from '../../../src/itop/install/extension-package';

export const WIDGET = new TextEncoder().encode('widget');
/** The extension's files, of which only the widget's scripts matter here. */
export const BUILT = new Map(WIDGET_FILES.map((file) => [file as string, WIDGET]));

interface ServedScript {
  status: number;
  type: string;
  body: Uint8Array;
}

/** What the stand-in of an iTop shows; each test changes what it is about. */
export interface StandIn {
  /** The page after the log-in; `{root}` becomes the stand-in's address. */
  page: string;
  /** Its HTTP status. */
  status: number;
  /** Where iTop sends this user after the log-in. */
  landing: string;
  /** Other pages that this user may open, by path. */
  pages?: Record<string, string>;
  /** What REST answers. */
  rest?: object;
  /** Where it sends everybody who is not logged in; its own log-in form by default. */
  redirect?: string;
  loginPage: string;
  /** The HTTP status of the log-in form; 200 by default. */
  loginStatus?: number;
  widget: ServedScript;
  /** The script that comes with tawk.to; as the widget by default. */
  chat?: ServedScript;
  /** The panel's; as the widget by default. */
  panel?: ServedScript;
  embed: { status: number; hang?: boolean };
  /** Live Helper Chat's client. */
  client?: ServedScript;
}

const LOGIN = `<html><head><title>iTop login</title></head><body data-gui-type="backoffice"><form method="post">
<p class="hilite">{message}</p><input name="auth_user" value=""><input type="password" name="auth_pwd">
<input type="hidden" name="login_mode" value="form"><input type="hidden" name="loginop" value="login"></form></body></html>`;

export const PORTAL = 'pages/exec.php?exec_module=itop-portal-base&exec_page=index.php&portal_id=itop-portal';
export const HASH = '0a'.repeat(32);

/** The statement of extension/src/Service/Page/ChatScript.php. */
export function chat(
  visitor: object | undefined,
  embedUrl = '{root}embed',
  script = '{root}env-production/combodo-tawk-integration/asset/js/widget.js?v=2.0.0',
  more: object = {},
) {
  const chatUrl = '/itop/env-production/combodo-tawk-integration/asset/js/chat.js?v=2.0.0';
  const panel = { url: '/itop/pages/exec.php' };
  const context = JSON.stringify({ embedUrl, chatUrl, panel, texts: { open: 'a "}{" \\' }, visitor, ...more }).replace(
    /</g,
    '\\u003C',
  );
  return `(function(w,d,u){if(w.itopTawk)return;w.itopTawk=${context};w.fetch(u)})(window,document,"${script}");`;
}

/** The console of 2.7 has mistakes such as these: an element that is never closed, one closed twice. */
export const page = (script = '', gui = 'portal') =>
  `<html><head><title>iTop</title><style></style></style></head><p></div></p><body data-gui-type="${gui}"><script>var x = "{";</script><script>\n${script}\n</script></td></body></html>`;

/**
 * An iTop as far as `verify` sees one: a log-in form, a session cookie, a 307 after the log-in as iTop 2.7 to 3.2 send
 * it, a page, the widget, and the embed address. The password is "right".
 */
export async function standIn(changes: Partial<StandIn> = {}): Promise<string> {
  const itop: StandIn = {
    page: page(chat({ name: 'Paula Portal', email: 'paula@example.com', hash: HASH })),
    status: 200,
    landing: PORTAL,
    loginPage: LOGIN,
    widget: { status: 200, type: 'application/javascript', body: WIDGET },
    embed: { status: 200 },
    ...changes,
  };
  const server = createServer((request, response) => void answer(itop, root(), request, response));
  const root = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/itop/`;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return root();
}

async function answer(itop: StandIn, root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '').replace('/itop/', '');
  const html = (text: string) => response.setHeader('content-type', 'text/html').end(text.replaceAll('{root}', root));
  const session = request.headers.cookie?.match(/itop=(\w+)/)?.[1];
  let body = '';
  for await (const chunk of request) body += chunk;
  if (path.startsWith('env-production/')) {
    const { status, type, body } =
      (path.includes('/chat.js') && itop.chat) || (path.includes('/panel.js') && itop.panel) || itop.widget;
    response.writeHead(status, { 'content-type': type }).end(body);
  } else if (path.endsWith('/widgetv2/index.js') && itop.client) {
    const { status, type, body } = itop.client;
    response.writeHead(status, { 'content-type': type }).end(body);
  } else if (path === 'embed') {
    if (!itop.embed.hang) response.writeHead(itop.embed.status).end();
  } else if (path.startsWith('webservices/rest.php') && itop.rest) {
    response.end(JSON.stringify(itop.rest));
  } else if (/portal_id=nosuch/.test(path)) {
    response.statusCode = 500;
    html('<p>iTop: An error occurred, check server error log for more information.</p>');
  } else if (itop.redirect !== undefined) {
    response.writeHead(302, { location: itop.redirect }).end();
  } else if (session === 'in') {
    if (path === itop.landing) {
      response.statusCode = itop.status;
      html(itop.page);
    } else if (itop.pages?.[path] !== undefined) html(itop.pages[path]);
    else response.writeHead(302, { location: `${root}${itop.landing}` }).end();
  } else if (session === 'new' && new URLSearchParams(body).get('auth_pwd') === 'right') {
    response.writeHead(307, { location: request.url, 'set-cookie': 'itop=in; path=/itop' }).end();
  } else {
    response.statusCode = itop.loginStatus ?? 200;
    response.setHeader('set-cookie', 'itop=new; path=/itop');
    html(
      itop.loginPage.replace(
        '{message}',
        request.method === 'POST' ? 'Incorrect login/password, please try again.' : '',
      ),
    );
  }
}
