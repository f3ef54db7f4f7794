import type { LiveEvent, VisitorCall } from '../protocol';
import { ChatWindow } from './chat-window';
import { ServerConnection } from './connection';
import type { KeptVisitor } from './kept-visitor';
import type { TawkApi } from './tawk-globals';

/** Puts the stand-in's widget behind `api`, which is the page's `window.Tawk_API`, and starts unless told not to. */
export async function install(api: TawkApi, origin: string, kept: KeptVisitor): Promise<void> {
  const connection = new ServerConnection(origin, kept, onLive);
  const state = { visible: api.autoStart !== false, maximised: false, started: false };
  const chat = new ChatWindow(api.customStyle ?? {});

  function tell(event: string, detail?: unknown): void {
    const callback = api[`on${event}`];
    if (typeof callback === 'function') callback(detail);
    window.dispatchEvent(new CustomEvent(`tawk${event}`, { detail }));
  }
  function show(change: Partial<typeof state>): void {
    Object.assign(state, change);
    chat.show(state.visible, state.maximised);
  }
  async function call(name: string, body: VisitorCall, done: unknown): Promise<void> {
    const error = await connection.call(name, body).then(
      () => undefined,
      (failure: Error) => failure.message,
    );
    chat.setMessages(connection.current?.messages ?? []);
    if (typeof done === 'function') done(error);
  }
  async function write(text: string): Promise<void> {
    const first = !connection.current?.ongoing;
    await call('message', { text }, undefined);
    if (first) tell('ChatStarted');
    tell('ChatMessageVisitor', text);
  }
  function onLive(event: LiveEvent): void {
    if (event.type !== 'message') return;
    connection.current?.messages.push({ from: 'agent', text: event.text, time: new Date().toISOString() });
    chat.setMessages(connection.current?.messages ?? []);
    tell('ChatMessageAgent', event.text);
  }
  async function start(showWidget: boolean): Promise<void> {
    await connection.open(api.visitor);
    chat.setMessages(connection.current?.messages ?? []);
    state.started = true;
    show({ visible: showWidget });
  }

  Object.assign(api, {
    start: ({ showWidget = true } = {}) => void start(showWidget),
    shutdown: () => connection.close(),
    maximize: () => {
      show({ visible: true, maximised: true });
      tell('ChatMaximized');
    },
    minimize: () => {
      show({ maximised: false });
      tell('ChatMinimized');
    },
    toggle: () => (state.maximised ? api.minimize() : api.maximize()),
    showWidget: () => show({ visible: true }),
    hideWidget: () => {
      show({ visible: false });
      tell('ChatHidden');
    },
    toggleVisibility: () => (state.visible ? api.hideWidget() : api.showWidget()),
    endChat: () => void call('end', {}, () => tell('ChatEnded')),
    getWindowType: () => 'embed',
    getStatus: () => connection.current?.status ?? 'offline',
    isChatMaximized: () => state.visible && state.maximised,
    isChatMinimized: () => state.visible && !state.maximised,
    isChatHidden: () => !state.visible,
    isChatOngoing: () => connection.current?.ongoing ?? false,
    isVisitorEngaged: () => connection.current?.ongoing ?? false,
    widgetPosition: () => chat.position,
    setAttributes: (attributes, done) => void call('attributes', { attributes }, done),
    addEvent: (name, metadata, done) =>
      void call('event', { name, attributes: typeof metadata === 'object' ? metadata : {} }, done ?? metadata),
    addTags: (tags, done) => void call('tags', { tags }, done),
    login: (user, done) => void call('login', user, done),
    logout: (done) => void call('logout', {}, done),
  } satisfies Omit<TawkApi, keyof Pick<TawkApi, 'visitor' | 'customStyle' | 'autoStart'>>);

  tell('BeforeLoad');
  await chat.attach({
    open: () => api.maximize(),
    minimise: () => api.minimize(),
    write: (text) => void write(text),
  });
  if (state.visible) await start(true);
  api.onLoaded = true;
  tell('Load');
}
