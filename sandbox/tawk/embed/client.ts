import type { Entry, Frame, Session, SessionUser } from '../protocol';
import type { Api } from './api';
import { asUser, post } from './backend';
import type { Runtime } from './chunks';
import { Container } from './container';
import { Conversation } from './conversation';
import { Kept } from './kept';
import { Register } from './register';
import { Socket } from './socket';
import { State, text, type WidgetSettings } from './state';
import { page } from './tawk-globals';

type Done = (error?: unknown) => void;

/** The course of the real client, from settings and session to the websocket (facts/tawk-client.md §1). */
export class Client {
  readonly state = new State();
  readonly socket = new Socket({
    frame: (frame) => this.#onFrame(frame),
    lost: () => void this.#register.init((session) => this.#connectAs(session), nothing),
    gaveUp: () => this.setShow(false),
  });
  readonly conversation: Conversation;
  readonly #kept = new Kept();
  readonly #backend: string;
  readonly #register: Register;
  #container?: Container;

  constructor(
    readonly runtime: Runtime,
    readonly api: Api,
  ) {
    this.#backend = new URL(runtime.base).origin;
    this.conversation = new Conversation(this.state, api, this.socket);
    this.#register = new Register(this.#backend, this.#kept, {
      isOpen: () => this.state.window === 'max',
      gaveUp: () => this.setShow(false),
      registered: () => {
        this.api.visitor = undefined;
      },
    });
  }

  /** @param visitor the value of `Tawk_API.visitor` when the client started; a later start has none */
  connect(visitor?: SessionUser): void {
    const waitsForStart = page.Tawk_API?.autoStart === false;
    this.state.reset();
    if (waitsForStart) this.setShow(false);
    this.api.tell('BeforeLoad');
    const settings = this.#getSettings();
    if (waitsForStart) {
      settings.then(() => this.#draw()).catch(nothing);
      return;
    }
    const session = new Promise<Session>((done, failed) => void this.#register.init(done, failed, visitor));
    // A failure is reported to nobody; an exception after it is an uncaught error of the page.
    Promise.allSettled([settings, session]).then(async ([{ status }, started]) => {
      if (status === 'rejected' || started.status === 'rejected') return;
      await this.#refresh(started.value);
      this.#takeOver(started.value);
      this.#draw();
      if (!this.state.needsConsent) this.#openSocket(started.value);
    });
  }

  /** start() of a page that had set autoStart to false. */
  resume(showWidget: boolean, done: Done): void {
    const start = async (session: Session) => {
      await this.#refresh(session);
      this.#connectAs(session);
      if (showWidget) this.setShow(true);
      done();
    };
    this.#register.init(start, nothing);
  }

  /** The visitor has agreed in tawk.to's own form. */
  agree(): void {
    this.#kept.keepSession(this.state.session?.vss ?? '', true);
    this.#register.init((session) => this.#connectAs(session), nothing);
  }

  shutDown(done: Done): void {
    this.socket.disconnect();
    delete page.$_Tawk.downloaded;
    this.state.change({ entries: [], agents: 0, unread: 0, hasWritten: false });
    this.setShow(false);
    done();
  }

  /** The token is read late: the page may have cleared it by then. */
  async changeUser(call: 'login' | 'logout', user: SessionUser & Record<string, unknown>, done: Done): Promise<void> {
    const body = asUser(user);
    await Promise.resolve();
    const answer = await post(`${this.#backend}/v1/client/${call}`, body, this.#kept.token);
    if (!answer || answer.error) {
      done(answer?.error ?? true);
      return;
    }
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
    const { unread } = this.state;
    this.state.change({ window, ...(window === 'max' && { unread: 0 }) });
    if (unread !== this.state.unread) this.api.tell('UnreadCountChanged', 0);
    this.api.tell(window === 'max' ? 'ChatMaximized' : 'ChatMinimized');
    this.socket.publish('chatWindowState', [window]);
  }

  toggle(): void {
    this.setWindow(this.state.window === 'max' ? 'min' : 'max');
  }

  async #getSettings(): Promise<void> {
    const sv = this.state.settingsVersion ?? sessionStorage.getItem('tawk_sv');
    const query = `propertyId=${page.$_Tawk_AccountKey}&widgetId=${page.$_Tawk_WidgetId}&sv=${sv}`;
    const response = await fetch(`${this.#backend}/v1/widget-settings?${query}`);
    if (!response.ok) throw new Error('no settings');
    const { data } = (await response.json()) as { data: { settingsVersion: string; widget: WidgetSettings } };
    this.state.change({ settings: data.widget, settingsVersion: data.settingsVersion });
  }

  /** Requests the settings again if the session has a newer version. */
  async #refresh({ settingsVersion }: Session): Promise<void> {
    if (settingsVersion === this.state.settingsVersion) return;
    sessionStorage.setItem('tawk_sv', settingsVersion);
    await this.#getSettings();
  }

  #takeOver(session: Session): void {
    const needsConsent = session.rcf && !!this.state.settings?.consent;
    this.state.change({ session, needsConsent });
    if (!needsConsent) {
      // A generated name is not shown. Without the language this throws, and the client stops here.
      if (/^V\d+$/.test(session.n)) text('chat', 'default_name');
      this.#kept.keepSession(session.vss, !!this.state.settings?.consent);
      this.#kept.keepVisitor(session.uid.u, session.uid.uv, session.uid.domain);
    }
    this.#kept.token = session.tkn;
    this.conversation.setStatus({ ast: session.ast, asver: 0 });
    this.state.statusVersion = session.asver;
    this.conversation.restore(session);
  }

  #draw(): void {
    if (this.#container) Object.assign(page.Tawk_API, { onBeforeLoaded: false, onLoaded: false });
    else this.#container = new Container(this);
    this.state.change({});
  }

  #connectAs(session: Session): void {
    this.#takeOver(session);
    this.#openSocket(session);
  }

  #openSocket({ vss, sk, tkn }: Session): void {
    const { version, statusVersion } = this.state;
    const query = new URLSearchParams({ k: sk, cver: `${version}`, pop: 'false', asver: `${statusVersion}`, tkn });
    const scheme = this.#backend.startsWith('https') ? 'wss' : 'ws';
    this.socket.connect(`${scheme}://${vss}/s/?${query}&EIO=3&transport=websocket`);
  }

  #onFrame({ c, p }: Frame): void {
    if (c === 'ready') {
      const [, { c: missed }, status] = p as [string, { c: Entry[] }, Pick<Session, 'ast' | 'asver'>];
      for (const entry of missed) this.conversation.receive(entry);
      this.conversation.setStatus(status);
      this.socket.flush();
      this.state.change({ ready: true });
    }
    if (c === 'visitorMessage') this.conversation.receive(p[0] as Entry);
    if (c === 'pageStatus') this.conversation.setStatus(p[0] as Pick<Session, 'ast' | 'asver'>);
    if (c === 'visitorChatWindowState') this.state.change({ window: (p[0] as { cw: 'min' | 'max' }).cw });
  }
}

function nothing(): void {}
