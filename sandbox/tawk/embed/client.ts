import type { Entry, Frame, Session, SessionUser } from '../protocol';
import type { Api } from './api';
import type { Runtime } from './chunks';
import { Container } from './container';
import { Kept } from './kept';
import { asUser, post, Register } from './register';
import { Socket } from './socket';
import { State, text, type WidgetSettings } from './state';
import { page } from './tawk-globals';

type Done = (error?: unknown) => void;

/** The whole course of the real client, from settings and session to the websocket (facts/tawk-client.md §1). */
export class Client {
  readonly state = new State();
  readonly socket: Socket;
  readonly kept = new Kept();
  readonly #backend: string;
  readonly #register: Register;
  #container?: Container;

  constructor(
    readonly runtime: Runtime,
    readonly api: Api,
  ) {
    this.#backend = new URL(runtime.base).origin;
    this.#register = new Register(this.#backend, this.kept, {
      isOpen: () => this.state.window === 'max',
      gaveUp: () => this.setShow(false),
      registered: () => {
        this.api.visitor = undefined;
      },
    });
    this.socket = new Socket({
      frame: (frame) => this.#onFrame(frame),
      lost: () =>
        this.#register.init(
          (session) => this.#connectAs(session),
          () => {},
        ),
      gaveUp: () => this.setShow(false),
    });
  }

  /** @param visitor what `Tawk_API.visitor` was when the client started; a later start knows none */
  connect(visitor?: SessionUser): void {
    this.state.reset();
    if (page.Tawk_API?.autoStart === false) this.setShow(false);
    this.api.tell('BeforeLoad');
    const settings = this.#getSettings();
    if (page.Tawk_API && page.Tawk_API.autoStart === false) {
      settings.then(() => this.#draw()).catch(() => {});
      return;
    }
    const session = new Promise<Session>(
      (done, failed) => void this.#register.init(done, failed as () => void, visitor),
    );
    // What fails is not told to anybody; what throws after it is an uncaught error of the page.
    Promise.allSettled([settings, session]).then(async ([{ status }, started]) => {
      if (status === 'rejected' || started.status === 'rejected') return;
      await this.#refresh(started.value);
      this.#takeOver(started.value);
      this.#draw();
      if (!this.state.needsConsent) this.#openSocket(started.value);
    });
  }

  /** start() of a page that had said autoStart = false. */
  resume(showWidget: boolean, done: Done): void {
    new Promise<Session>((started, failed) => void this.#register.init(started, failed as () => void)).then(
      async (session) => {
        await this.#refresh(session);
        this.#connectAs(session);
        if (showWidget) this.setShow(true);
        done();
      },
      () => {},
    );
  }

  /** The visitor has agreed in tawk.to's own form. */
  agree(): void {
    this.kept.keepSession(this.state.session?.vss ?? '', true);
    const connect = (session: Session) => {
      this.#connectAs(session);
      this.kept.keepSession(session.vss, true);
    };
    this.#register.init(connect, () => {});
  }

  shutDown(done: Done): void {
    this.socket.disconnect();
    delete page.$_Tawk.downloaded;
    this.state.change({ entries: [], agents: 0, unread: 0, hasWritten: false });
    this.setShow(false);
    done();
  }

  /** The token is read late: by then the page may have cleared it. */
  async changeUser(call: 'login' | 'logout', user: SessionUser & Record<string, unknown>, done: Done): Promise<void> {
    const body = asUser(user);
    await Promise.resolve();
    await Promise.resolve();
    const answer = await post(`${this.#backend}/v1/client/${call}`, body, this.kept.token);
    if (!answer) return done(true);
    if (answer.error) return done(answer.error);
    delete page.$_Tawk.downloaded;
    this.socket.disconnect();
    this.connect();
    done();
  }

  setShow(show: boolean): void {
    this.state.change({ show });
    if (!show) this.api.tell('ChatHidden');
  }

  setWindow(window: 'min' | 'max'): void {
    if (this.state.window === window) return;
    this.state.change({ window, ...(window === 'max' && { unread: 0 }) });
    this.api.tell(window === 'max' ? 'ChatMaximized' : 'ChatMinimized');
    this.socket.publish('chatWindowState', [window]);
  }

  toggle(): void {
    this.setWindow(this.state.window === 'max' ? 'min' : 'max');
  }

  /** The visitor writes. */
  write(message: string): void {
    const entry = { t: 'c', ut: 'v', uid: '', n: '', m: message, co: new Date().toISOString() } as const;
    this.#add({ ...entry, cver: this.state.version });
    this.api.tell('ChatMessageVisitor', { message });
    const sent = ['visitor-chat', '/v1/message/visitor', { message, attachments: [] }];
    this.socket.publish('service', sent, (error, result) => {
      if (!error) this.state.version = (result as { data: Pick<Entry, 'cver'> }).data.cver;
    });
  }

  endChat(): void {
    this.socket.publish('endChat', [], (error) => {
      if (error) return;
      this.state.change({ entries: [], agents: 0, unread: 0, hasEnded: true });
      this.toggle();
      this.api.tell('ChatEnded');
    });
  }

  async #getSettings(): Promise<void> {
    const sv = this.state.settingsVersion ?? sessionStorage.getItem('tawk_sv');
    const query = `propertyId=${page.$_Tawk_AccountKey}&widgetId=${page.$_Tawk_WidgetId}&sv=${sv}`;
    const response = await fetch(`${this.#backend}/v1/widget-settings?${query}`);
    if (!response.ok) throw new Error('no settings');
    const { data } = (await response.json()) as { data: { settingsVersion: string; widget: WidgetSettings } };
    this.state.change({ settings: data.widget, settingsVersion: data.settingsVersion });
  }

  /** Asks for the settings again where the session tells of others. */
  async #refresh({ settingsVersion }: Session): Promise<void> {
    if (settingsVersion === this.state.settingsVersion) return;
    sessionStorage.setItem('tawk_sv', settingsVersion);
    await this.#getSettings();
  }

  #takeOver(session: Session): void {
    const needsConsent = session.rcf && !!this.state.settings?.consent;
    this.state.change({ session, needsConsent });
    if (!needsConsent) {
      // A generated name is not shown. Without the language this throws, and the client does not get any further.
      if (/^V\d+$/.test(session.n)) text('chat', 'default_name');
      this.kept.keepSession(session.vss, !!this.state.settings?.consent);
      this.kept.keepVisitor(session.uid.u, session.uid.uv, session.uid.domain);
    }
    this.kept.token = session.tkn;
    this.#setStatus({ ast: session.ast, asver: 0 });
    this.state.statusVersion = session.asver;
    const ended = session.c.findLastIndex(({ m }) => m === 'CHAT_ENDED');
    for (const entry of session.c.slice(ended + 1)) this.#add(entry);
    this.state.change({ version: session.cver, hasEnded: ended >= 0 && !this.state.hasWritten, unread: 0 });
  }

  #draw(): void {
    if (this.#container) Object.assign(page.Tawk_API, { onBeforeLoaded: false, onLoaded: false });
    else this.#container = new Container(this);
    this.state.change({});
  }

  #connectAs(session: Session): void {
    this.state.change({ entries: [], agents: 0, hasWritten: false });
    this.#takeOver(session);
    this.#openSocket(session);
  }

  #openSocket({ vss, sk, tkn }: Session): void {
    const { version, statusVersion } = this.state;
    const query = new URLSearchParams({ k: sk, cver: `${version}`, pop: 'false', asver: `${statusVersion}`, tkn });
    const scheme = this.#backend.replace(/^http/, 'ws').replace(/:.*/, '');
    this.socket.connect(`${scheme}://${vss}/s/?${query}&EIO=3&transport=websocket`);
  }

  #onFrame({ c, p }: Frame): void {
    if (c === 'ready') {
      const [, { c: missed }, status] = p as [string, { c: Entry[] }, Pick<Session, 'ast' | 'asver'>];
      for (const entry of missed) this.#add(entry);
      this.#setStatus(status);
      this.socket.flush();
      this.state.change({ ready: true });
    }
    if (c === 'visitorMessage' && (p[0] as Entry).cver > this.state.version) this.#receive(p[0] as Entry);
    if (c === 'pageStatus') this.#setStatus(p[0] as Pick<Session, 'ast' | 'asver'>);
    if (c === 'visitorChatWindowState') this.state.change({ window: (p[0] as { cw: 'min' | 'max' }).cw });
  }

  #receive(entry: Entry): void {
    this.state.version = entry.cver;
    this.#add(entry);
    if (entry.t === 'c' && entry.ut === 'a') this.api.tell('ChatMessageAgent', { message: entry.m, attachments: [] });
  }

  #add(entry: Entry): void {
    const { entries, agents, unread, hasWritten, window } = this.state;
    const step = entry.m === 'AGENT_JOIN_CONVERSATION' ? 1 : entry.m === 'AGENT_LEFT_CONVERSATION' ? -1 : 0;
    const isMessage = entry.t === 'c';
    const isFirst = isMessage && !entries.some(({ t }) => t === 'c');
    this.state.change({
      entries: [...entries, entry],
      agents: agents + step,
      hasWritten: hasWritten || (isMessage && entry.ut === 'v'),
      unread: isMessage && entry.ut === 'a' && window === 'min' ? unread + 1 : unread,
      ...(isMessage && { hasEnded: false }),
    });
    if (isFirst && this.state.status !== 'offline') this.api.tell('ChatStarted', { chatId: this.state.session?.chid });
  }

  #setStatus({ ast, asver }: Pick<Session, 'ast' | 'asver'>): void {
    if (asver !== 0 && asver <= this.state.statusVersion) return;
    const isNew = ast !== this.state.status;
    this.state.change({ status: ast, statusVersion: asver });
    if (isNew) this.api.tell('StatusChange', ast);
  }
}
