import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Route, serve } from '../http';
import { readWriting } from './addmsgadmin';
import type { LhcAddress } from './address';

/** A chat, with the names of the real server's REST API. Times are seconds since 1970. */
interface Chat {
  id: number;
  hash: string;
  nick: string;
  email: string;
  /** 0: waiting, 1: with an agent, 2: closed. */
  status: number;
  /** 9: the visitor ended the chat. */
  status_sub: number;
  chat_variables: string;
  additional_data: string;
  time: number;
  last_msg_id: number;
  last_user_msg_time: number;
  last_op_msg_time: number;
  cls_time: number;
  messages: Message[];
}

interface Message {
  id: number;
  msg: string;
  /** 0: the visitor, -1: system, -2: a bot, otherwise an agent. */
  user_id: number;
  name_support: string;
  time: number;
}

const USER = 'agent';
const KEY = 'key-of-the-sandbox';
/** The variables that the administrator has declared: the client sends no others. */
const VARIABLES = ['itop_token', 'nick', 'email'];

/**
 * A small stand-in of Live Helper Chat: the requests of visitors' pages, and the part of the REST API that an agent
 * needs. It behaves like the real server, faults included.
 */
export class LiveHelperChat {
  readonly chats: Chat[] = [];
  isOnline = true;
  #messageId = 0;

  begin(question: string, fields: Record<string, string>, variables: Record<string, string> = {}): Chat {
    const chat: Chat = {
      id: this.chats.length + 1,
      hash: crypto.randomUUID().replaceAll('-', ''),
      nick: 'Visitor',
      email: '',
      status: 0,
      status_sub: 0,
      chat_variables: '',
      additional_data: '[]',
      time: seconds(),
      last_msg_id: 0,
      last_user_msg_time: 0,
      last_op_msg_time: 0,
      cls_time: 0,
      messages: [],
    };
    this.chats.push(chat);
    chat.nick = fields.Username || chat.nick;
    chat.email = fields.Email ?? '';
    this.tell(chat, variables);
    this.say(chat, 0, question);
    return chat;
  }

  /** Stores what a page sends about its visitor. */
  tell(chat: Chat, { nick, email, ...hidden }: Record<string, string>): void {
    chat.nick = nick ?? chat.nick;
    chat.email = email ?? chat.email;
    if (Object.keys(hidden).length) chat.chat_variables = JSON.stringify(hidden);
  }

  say(chat: Chat, user_id: number, msg: string, name_support = ''): void {
    this.#messageId += 1;
    chat.messages.push({ id: this.#messageId, msg, user_id, name_support, time: seconds() });
    chat.last_msg_id = this.#messageId;
    // the message that starts a chat does not count
    if (user_id !== 0) chat.last_op_msg_time = seconds();
    else if (chat.messages.length > 1) chat.last_user_msg_time = seconds();
  }

  /** @param key `<id>_<hash>` */
  find(key: string): Chat | undefined {
    return this.chats.find(({ id, hash }) => key === `${id}_${hash}`);
  }
}

const seconds = () => Math.floor(Date.now() / 1000);

/** Starts the stand-in on a free port, with an agent online. */
export async function startLiveHelperChat(): Promise<{
  server: LiveHelperChat;
  address: LhcAddress;
  close(): Promise<void>;
}> {
  const server = new LiveHelperChat();
  const [index = '', app = ''] = await Promise.all(['index', 'app'].map(bundle));
  const { port, close } = await serve([files(index, app), rest(server), visitors(server)]);
  return { server, address: { url: `http://localhost:${port}/`, user: USER, key: KEY }, close };
}

async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`./embed/${name}.ts`, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}

const CORS = { 'access-control-allow-origin': '*' };

function files(index: string, app: string): Route {
  const scripts: Record<string, string> = {
    'index.js': index,
    'vendor.js': 'window.lhcVendor = 1;',
    'react.app.js': app,
  };
  return (_request, { pathname }) => {
    const [, script = ''] = /^\/design\/defaulttheme\/js\/widgetv2\/([\w.]+)$/.exec(pathname) ?? [];
    if (scripts[script] !== undefined)
      return new Response(scripts[script], { headers: { ...CORS, 'content-type': 'text/javascript' } });
    if (pathname.endsWith('/widget.css'))
      return new Response('body{margin:0;font:15px sans-serif;background:#fff}textarea{width:90%}', {
        headers: { ...CORS, 'content-type': 'text/css' },
      });
    if (pathname.endsWith('/icons.woff2'))
      return new Response('', { headers: { ...CORS, 'content-type': 'font/woff2' } });
    return undefined;
  };
}

/** The agent's and the bridge's calls of the REST API. Like the real one it ignores filters that it does not know. */
function rest(server: LiveHelperChat): Route {
  return async (request, { pathname, searchParams }) => {
    const [, operation] = /^\/index\.php\/restapi\/(\w+)/.exec(pathname) ?? [];
    if (!operation) return undefined;
    if (request.headers.get('authorization') !== `Basic ${btoa(`${USER}:${KEY}`)}`) return json({ error: true });
    const form = new URLSearchParams(await request.text());
    const id = +(form.get('chat_id') ?? searchParams.get('chat_id') ?? 0);
    const chat = server.chats.find((each) => each.id === id);
    if (operation === 'chats') return json({ list: server.chats, list_count: server.chats.length, error: false });
    if (operation === 'setoperatorstatus') {
      server.isOnline = searchParams.get('status') === 'true';
      return json({ offline: server.isOnline ? 0 : 1 });
    }
    if (!chat) return json({ error: true });
    if (operation === 'fetchchatmessages') return json({ error: false, result: { messages: chat.messages } });
    if (operation === 'setchatstatus') {
      const wanted = +(form.get('status') ?? 0);
      // a chat that nobody has accepted stays as it is, without an error
      if (wanted < 2 || chat.status > 0) chat.status = wanted;
      if (chat.status === 2) chat.cls_time = seconds();
    }
    if (operation === 'addmsgadmin') {
      const written = readWriting(form, { id: 2, name: 'Agent' });
      if (typeof written === 'string') return json({ error: true, r: written });
      server.say(chat, written.user_id, written.msg, written.name_support);
    }
    return json({ error: false });
  };
}

/** The requests of visitors' pages. */
function visitors(server: LiveHelperChat): Route {
  return async (request, { pathname, searchParams }) => {
    const [, path] = /^\/index\.php\/(.+)$/.exec(pathname) ?? [];
    if (!path) return undefined;
    if (request.method === 'OPTIONS')
      return new Response(null, { headers: { ...CORS, 'access-control-allow-headers': 'content-type' } });
    const text = await request.text();
    const [, key = ''] = /\(hash\)\/(\w+)/.exec(path) ?? [];
    if (path.startsWith('widgetrestapi/settings')) {
      const chunks = new URL('/design/defaulttheme/js/widgetv2', request.url).href;
      return json({
        isOnline: server.isOnline,
        vid: searchParams.get('vid') ?? crypto.randomUUID().replaceAll('-', ''),
        js_vars: VARIABLES.map((name, id) => ({ id, var: `lhc_var.${name}` })),
        // A theme can set these; they would show a second bubble.
        core_position: 'bottom_right',
        nh: { html: 'Need help?' },
        chat_ui: { leaveamessage: false },
        ll: true,
        static: {
          vendor: `${chunks}/vendor.js`,
          app: `${chunks}/react.app.js`,
          css: `${chunks}/widget.css`,
          font: `${chunks}/icons.woff2`,
        },
      });
    }
    if (path.startsWith('widgetrestapi/chatcheckstatus')) return json({ change_status: true, online: server.isOnline });
    if (path.includes('widgetrestapi/lang/')) return json({ start: 'Type your message here' });
    if (path.startsWith('chat/updatejsvars')) {
      const chat = server.find(key);
      const told = JSON.parse(new URLSearchParams(text).get('data') ?? '{}');
      if (chat && chat.status < 2) server.tell(chat, byName(told));
      return json({ stored: 'true' });
    }
    if (path.startsWith('chat/refreshcustomfields')) {
      const chat = server.find(key);
      const form = new URLSearchParams(text);
      const values = form.getAll('value[]');
      if (chat)
        chat.additional_data = JSON.stringify(
          form.getAll('name[]').map((name, i) => ({ key: name, value: values[i] })),
        );
      return json({ stored: `${!!chat}` });
    }
    if (path.startsWith('chat/chatwidgetclosed')) {
      const chat = server.find(key);
      if (chat) chat.status_sub = 9;
      return json({});
    }
    if (!path.startsWith('widgetrestapi/')) return json({});
    const asked = JSON.parse(text);
    if (path === 'widgetrestapi/submitonline') {
      const { Question, jsvar, ...fields } = asked.fields;
      const { id, hash } = server.begin(Question, fields, byName(jsvar ?? {}));
      return json({ success: true, chatData: { id, hash } });
    }
    const chat = server.find(`${asked.chat_id ?? asked.id}_${asked.hash}`);
    if (!chat) return json({ closed: true, deleted: true });
    if (path === 'widgetrestapi/addmsguser') {
      server.say(chat, 0, asked.msg);
      return json({});
    }
    if (path === 'widgetrestapi/fetchmessages') {
      // visitors do not see the system's messages
      const messages = chat.messages.filter(({ id, user_id }) => id > asked.lmgsid && user_id !== -1);
      return json({
        messages: messages.map(({ msg, user_id }) => [user_id ? 'agent' : 'visitor', msg]),
        otm: messages.filter(({ user_id }) => user_id).length || undefined,
        message_id: chat.messages.at(-1)?.id ?? 0,
        f_msg_id: asked.lmgsid,
        closed: chat.status === 2,
      });
    }
    return json({});
  };
}

/** A page sends variables by their numbers: this gives them their names. */
function byName(told: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(told).map(([id, value]) => [VARIABLES[+id] ?? id, value]));
}

function json(body: object): Response {
  return Response.json(body, { headers: CORS });
}
