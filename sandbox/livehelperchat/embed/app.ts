import { Events } from './events';

/** How often the client asks for messages; the real client waits 3,500. Milliseconds. */
const ASK_EVERY_MS = 500;

/** What the page sends its frame at the start. */
interface Begin {
  base: string;
  id: string | null;
  hash: string | null;
  shown: boolean;
  isOnline: boolean;
  jsvar: Record<string, string>;
  prefill: { name: string; value: string }[];
}

/** The part of the client that runs in the frame of the window. */
function run(): void {
  const prefix = document.currentScript?.getAttribute('scope') ?? 'lhc';
  const events = new Events();
  const root = document.getElementById('root') as HTMLElement;
  const failed: ((error: unknown) => void)[] = [];
  const tell = (name: string, ...data: unknown[]) =>
    parent.postMessage(`${prefix}::${name}::${JSON.stringify(data)}`, '/');
  Object.assign(window, {
    lhcHelperfunctions: { eventEmitter: events },
    lhcAxios: {
      interceptors: { response: { use: (_taken: undefined, heard: (error: unknown) => void) => failed.push(heard) } },
    },
  });
  let begin: Begin;
  let last = 0;
  let timer: ReturnType<typeof setTimeout>;

  async function ask<Answer>(path: string, body: object): Promise<Answer> {
    const url = `${begin.base}widgetrestapi/${path}`;
    const data = JSON.stringify(body);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    try {
      const response = await fetch(url, { method: 'POST', body: data, headers });
      if (!response.ok) throw new Error(`${response.status}`);
      return await response.json();
    } catch (error) {
      for (const heard of failed) {
        try {
          heard(Object.assign(error as Error, { config: { url, data } }));
        } catch {
          // A listener may throw the error again.
        }
      }
      throw error;
    }
  }

  const say = (kind: string, text: string) => {
    const line = Object.assign(document.createElement('p'), { className: kind, textContent: text });
    root.querySelector('#messages')?.append(line);
  };
  const field = () => document.getElementById('CSChatMessage') as HTMLTextAreaElement | null;

  function draw(): void {
    root.innerHTML =
      begin.isOnline || begin.id
        ? '<button id="minimize" aria-label="Minimize">–</button><div id="messages"></div><textarea id="CSChatMessage"></textarea>'
        : '<form><input name="Username" aria-label="Name"><button>Leave a message</button></form>';
    root.querySelector('#minimize')?.addEventListener('click', () => tell('closeWidget', {}));
    const text = field();
    if (!text) return;
    if (!begin.id) text.value = begin.prefill.find(({ name }) => name === 'question')?.value ?? '';
    text.onkeydown = (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      const { value } = text;
      text.value = '';
      if (begin.id) {
        ask('addmsguser', { id: begin.id, hash: begin.hash, msg: value }).catch(() => {});
        return;
      }
      // The message is shown as sent, even if the request fails.
      say('visitor', value);
      const given = Object.fromEntries(
        begin.prefill.map(({ name, value }) => [name === 'username' ? 'Username' : 'Email', value]),
      );
      ask<{ chatData: { id: string; hash: string } }>('submitonline', {
        fields: { ...given, Question: value, jsvar: begin.jsvar },
      })
        .then(({ chatData }) => {
          Object.assign(begin, chatData);
          root.querySelector('#messages')?.replaceChildren();
          tell('chatStarted', chatData, 'widget');
          poll();
        })
        .catch(() => {});
    };
    // The window takes the focus on each page on which it is open.
    if (begin.shown) text.focus();
  }

  async function poll(): Promise<void> {
    clearTimeout(timer);
    timer = setTimeout(poll, ASK_EVERY_MS);
    if (!begin.id) return;
    const { id, hash } = begin;
    const answer = await ask<{
      messages: [string, string][];
      otm?: number;
      message_id: number;
      closed: boolean;
      deleted?: boolean;
    }>('fetchmessages', { chat_id: id, hash, lmgsid: last }).catch(() => undefined);
    if (!answer || id !== begin.id) return;
    if (answer.deleted) return tell('endChat', {});
    last = answer.message_id;
    for (const [kind, text] of answer.messages) say(kind, text);
    events.emitEvent('chat.fetch_messages', [answer]);
    if (answer.otm && !begin.shown) tell('unread_message', { otm: answer.otm });
    if (answer.closed) tell('chatClosed');
  }

  addEventListener('message', ({ data: { name, data } }) => {
    if (name === 'init') {
      begin = data;
      ask('onlinesettings', {})
        .then(() => {
          draw();
          tell('widgetRendered');
          poll();
        })
        .catch(() => {});
    } else if (!begin) return;
    else if (name === 'shown') {
      begin.shown = data;
      if (data) field()?.focus();
    } else if (name === 'chat') Object.assign(begin, data);
    else if (name === 'ended') {
      begin.id = begin.hash = null;
      last = 0;
      draw();
    }
  });
  tell('ready', false);
}

run();
