import { Hangup, type Route, serve } from '../http';
import { type Chat, LivehelperchatModel } from './model';

/** A user and a key of the REST API. */
export interface RestKey {
  user: string;
  key: string;
}

/** How a server fails: no connection; an error page; another program's page; a redirect; refusal of every key; a huge answer. */
export type SourceTrouble = 'refuse' | 'error' | 'html' | 'redirect' | 'credentials' | 'huge';

/** A call that arrived. */
export interface RestCall {
  operation: string;
  query: URLSearchParams;
}

/** Stand-in of the part of Live Helper Chat's REST API that the bridge uses. It answers like the real API. */
export class LivehelperchatRest {
  readonly model = new LivehelperchatModel();
  readonly calls: RestCall[] = [];
  /** Bytes of all answers. */
  sent = 0;
  trouble: SourceTrouble | undefined;
  /** Chats whose messages the key may not read. */
  readonly hidden = new Set<number>();
  /** Auto login: what the API says to whom asks for a link; undefined: it makes one. */
  autologin: string | undefined = 'Auto login module is disabled!';
  /** Headers of the dashboard's pages. */
  dashboardHeaders: Record<string, string> = { 'content-security-policy': "frame-ancestors 'self' " };
  /** Called before each answer is made. */
  before: ((call: RestCall) => void | Promise<void>) | undefined;

  constructor(private readonly key: RestKey) {}

  /** Listens on the given port of this machine, or on any free one. */
  async listen(port = 0): Promise<{ url: string; close(): Promise<void> }> {
    const server = await serve([this.route], { port });
    return { url: `http://127.0.0.1:${server.port}/`, close: server.close };
  }

  readonly route: Route = async (request, { pathname, searchParams }) => {
    if (pathname.startsWith('/index.php/site_admin/user/autologin/'))
      return new Response('Invalid autologin hash', { headers: this.dashboardHeaders });
    const [, operation] = /^\/index\.php\/restapi\/(\w+)$/.exec(pathname) ?? [];
    if (operation === undefined) return undefined;
    if (this.trouble === 'refuse') throw new Hangup();
    if (this.trouble === 'error') return new Response('Bad gateway', { status: 502 });
    if (this.trouble === 'html') return new Response('<html>Welcome</html>');
    if (this.trouble === 'huge') return new Response(`{"list":"${'x'.repeat(17 * 1024 * 1024)}"}`);
    if (this.trouble === 'redirect') return new Response(null, { status: 302, headers: { location: '/elsewhere' } });
    const call = { operation, query: searchParams };
    this.calls.push(call);
    await this.before?.(call);
    const isRight = request.headers.get('authorization') === `Basic ${btoa(`${this.key.user}:${this.key.key}`)}`;
    return this.#json(
      isRight && this.trouble !== 'credentials' ? this.#answer(call) : refusal('Authorization failed!'),
    );
  };

  #json(content: object): Response {
    const body = JSON.stringify(content);
    this.sent += Buffer.byteLength(body);
    const date = new Date(this.model.now() * 1000).toUTCString();
    return new Response(body, { headers: { 'content-type': 'application/json', date } });
  }

  #answer({ operation, query }: RestCall): object {
    if (operation === 'chats') return this.#chats(query);
    if (operation === 'fetchchatmessages') return this.#messages(query);
    if (operation === 'generateautologin')
      return this.autologin === undefined
        ? { error: false, result: 'https://a.link/that/lets/in' }
        : refusal(this.autologin);
    return refusal('Unknown');
  }

  /** One page of chats, the newest first. Only the first page has the number of all chats. */
  #chats(query: URLSearchParams): object {
    const number = (name: string) => (query.has(name) ? Number(query.get(name)) : undefined);
    const isIn = (chat: Chat) =>
      chat.id > (number('id_gt') ?? 0) &&
      chat.time > (number('time_gt') ?? 0) &&
      chat.time < (number('time_lt') ?? Number.POSITIVE_INFINITY) &&
      chat.last_user_msg_time > (number('last_user_msg_time_gt') ?? -1) &&
      (!query.has('status_ids') || query.get('status_ids')?.split(',').map(Number).includes(chat.status)) &&
      chat.dep_id === (number('departament_id') ?? chat.dep_id);
    const all = [...this.model.chats.values()].filter(isIn).sort((a, b) => b.id - a.id);
    const [offset, limit] = [number('offset') ?? 0, number('limit') ?? 20];
    const names = { ignored: query.get('ignore_fields')?.split(',') ?? [], more: query.get('prefill_fields') ?? '' };
    const list = all.slice(offset, offset + limit).map((chat) => this.#shown(chat, names));
    return { filter: {}, list, list_count: offset === 0 ? all.length : false, error: false };
  }

  #shown(chat: Chat, { ignored, more }: { ignored: string[]; more: string }): object {
    const all = { ...chat, support_informed: '', updateIgnoreColumns: [] };
    const kept = Object.entries(all).filter(([name]) => !ignored.includes(name));
    const department = more.includes('department_name')
      ? { department_name: this.model.departments.get(chat.dep_id) ?? '' }
      : {};
    return { ...Object.fromEntries(kept), ...department };
  }

  #messages(query: URLSearchParams): object {
    const id = Number(query.get('chat_id'));
    if (!this.model.chats.has(id)) return refusal('Could not find chat by chat_id!');
    if (this.hidden.has(id)) return refusal('You do not have permission to read this chat!');
    const messages = this.model.messages.filter(({ chat_id }) => chat_id === id);
    return { error: false, result: { messages, ot: '', closed: false, check_status: false, lmid: 0 } };
  }
}

/** Refusals have the status 200. */
function refusal(result: string): object {
  return { error: true, result };
}
