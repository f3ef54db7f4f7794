import { Hangup, type Route, serve } from '../http';
import { readWriting } from './addmsgadmin';
import { type Chat, LivehelperchatModel, tagOf } from './model';

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
  /** What was sent with POST. */
  form: URLSearchParams;
  /** The number in the path, of a file. */
  id?: number;
}

/**
 * What is wrong with a file. `gone`: it was deleted. `off the disk`: only its content is missing. `denied`: another
 * picture comes instead. `endless`: more comes than its size says. `error`: the server fails.
 */
export type FileTrouble = 'gone' | 'off the disk' | 'denied' | 'endless' | 'error';

/** Stand-in of the part of Live Helper Chat's REST API that the bridge uses. It answers like the real API. */
export class LivehelperchatRest {
  readonly model = new LivehelperchatModel();
  readonly calls: RestCall[] = [];
  /** Bytes of all answers. */
  sent = 0;
  trouble: SourceTrouble | undefined;
  /** Chats whose messages the key may not read. */
  readonly hidden = new Set<number>();
  /** Whether the key has the right `lhrestapi, file_download`. */
  mayReadFiles = true;
  readonly fileTroubles = new Map<number, FileTrouble>();
  /** Auto login: what the API says to whom asks for a link; undefined: it makes one. */
  autologin: string | undefined = 'Auto login module is disabled!';
  /** Headers of the dashboard's pages. */
  dashboardHeaders: Record<string, string> = { 'content-security-policy': "frame-ancestors 'self' " };
  /** Called before each answer is made. */
  before: ((call: RestCall) => void | Promise<void>) | undefined;
  /** Called when the work is done, before the answer is sent: a Hangup leaves the caller without one. */
  after: ((call: RestCall) => void | Promise<void>) | undefined;
  /** Chats into which the key may not write. */
  readonly readOnly = new Set<number>();

  constructor(private readonly key: RestKey) {}

  /** Listens on the given port of this machine, or on any free one. */
  async listen(port = 0): Promise<{ url: string; close(): Promise<void> }> {
    const server = await serve([this.route], { port });
    return { url: `http://127.0.0.1:${server.port}/`, close: server.close };
  }

  readonly route: Route = async (request, { pathname, searchParams }) => {
    if (pathname.startsWith('/index.php/site_admin/user/autologin/'))
      return new Response('Invalid autologin hash', { headers: this.dashboardHeaders });
    const [, operation, id] = /^\/index\.php\/restapi\/(\w+)(?:\/(\d+))?$/.exec(pathname) ?? [];
    if (operation === undefined) return undefined;
    if (this.trouble === 'refuse') throw new Hangup();
    if (this.trouble === 'error') return new Response('Bad gateway', { status: 502 });
    if (this.trouble === 'html') return new Response('<html>Welcome</html>');
    if (this.trouble === 'huge') return new Response(`{"list":"${'x'.repeat(17 * 1024 * 1024)}"}`);
    if (this.trouble === 'redirect') return new Response(null, { status: 302, headers: { location: '/elsewhere' } });
    const form = new URLSearchParams(await request.text());
    const call = { operation, query: searchParams, form, ...(id !== undefined && { id: Number(id) }) };
    this.calls.push(call);
    await this.before?.(call);
    const isRight = request.headers.get('authorization') === `Basic ${btoa(`${this.key.user}:${this.key.key}`)}`;
    if (!isRight || this.trouble === 'credentials') return this.#json(refusal('Authorization failed!'));
    if (operation === 'file') return this.#file(call);
    const answer = this.#answer(call);
    await this.after?.(call);
    return this.#json(answer, 'r' in answer && 'error' in answer && answer.error === true ? 400 : 200);
  };

  #json(content: object, status = 200): Response {
    const body = JSON.stringify(content);
    this.sent += Buffer.byteLength(body);
    const date = new Date(this.model.now() * 1000).toUTCString();
    return new Response(body, { status, headers: { 'content-type': 'application/json', date } });
  }

  /** A file's facts or its content. The server does not ask whether the key may read the file's chat. */
  #file({ id = 0, query }: RestCall): Response {
    const [file, trouble] = [this.model.files.get(id), this.fileTroubles.get(id)];
    if (trouble === 'error') return new Response('Internal server error', { status: 500 });
    if (file === undefined || trouble === 'gone') return this.#json(refusal('File could not be found!'), 400);
    if (!this.mayReadFiles)
      return this.#json(refusal('You do not have permission. `lhrestapi`, `file_download` is required.'), 400);
    const { content, ...facts } = file;
    if (query.get('meta') === 'true') return this.#json(facts);
    const endless = new ReadableStream({ pull: (sink) => sink.enqueue(new Uint8Array(65_536)) });
    const sent = { 'off the disk': '', denied: 'another picture', endless };
    const body = trouble === undefined ? new Uint8Array(content) : sent[trouble as keyof typeof sent];
    return new Response(body, { headers: { 'content-type': file.type } });
  }

  #answer({ operation, query, form }: RestCall): object {
    if (operation === 'chats') return this.#chats(query);
    if (operation === 'fetchchatmessages') return this.#messages(query);
    if (operation === 'addmsgadmin') return this.#write(form);
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
    const surveys = query.get('include_survey') === 'true' ? this.model.surveys : [];
    const list = all.slice(offset, offset + limit).map((chat) => {
      const survey = surveys.findLast(({ chat_id }) => chat_id === chat.id);
      return { ...this.#shown(chat, names), ...(survey !== undefined && { survey }) };
    });
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
    const after = Number(query.get('last_message_id') ?? 0);
    const messages = this.model.messages
      .filter((each) => each.chat_id === id && each.id > after)
      .map((message) => ({ ...message, media: [...message.media, ...this.#media(message.msg)] }));
    return { error: false, result: { messages, ot: '', closed: false, check_status: false, lmid: 0 } };
  }

  /** The files that a text names with their right hash, whoever wrote it and whatever chat they belong to. */
  #media(text: string): object[] {
    return [...this.model.files.values()]
      .filter((file) => text.includes(tagOf(file)) && this.fileTroubles.get(file.id) !== 'gone')
      .map(({ id, size, upload_name, type, extension, security_hash: hash }) => {
        const url = `http://127.0.0.1/index.php/file/downloadfile/${id}/${hash}`;
        return { id, size, upload_name, type, extension, hash, url };
      });
  }

  /** Writes a message. A refusal has its reason under another name here, and the status 400. */
  #write(form: URLSearchParams): object {
    const chat = this.model.chats.get(Number(form.get('chat_id')));
    const written = readWriting(form, OPERATOR);
    if (typeof written === 'string') return { error: true, r: written };
    if (chat === undefined) return { error: true, r: 'Chat could not be found!' };
    if (this.hidden.has(chat.id) || this.readOnly.has(chat.id)) return { error: true, r: 'You cannot read this chat!' };
    return { error: false, r: '', msg: this.model.adminWrites(chat, written) };
  }
}

/** The user of the key. */
const OPERATOR = { id: 7, name: 'Bridge' };

/** Refusals have the status 200, but for files and messages. */
function refusal(result: string): object {
  return { error: true, result };
}
