import type { SessionUser } from '../protocol';
import type { Client } from './client';
import { type CustomStyle, page, type TawkMethods } from './tawk-globals';

type Done = (error?: unknown) => void;
const nothing: Done = () => {};

/**
 * The methods on `window.Tawk_API`, and the values that the page had put there, read once. In a second runtime there is
 * no client behind the methods, and each of them throws.
 */
export class Api {
  client!: Client;
  visitor?: SessionUser;
  readonly customStyle: CustomStyle | null;
  readonly #callbacks: Record<string, unknown>;

  constructor() {
    page.$_Tawk ||= {};
    page.Tawk_API ||= {} as typeof page.Tawk_API;
    this.visitor = page.Tawk_API.visitor;
    this.customStyle = page.Tawk_API.customStyle ?? null;
    this.#callbacks = Object.fromEntries(Object.entries(page.Tawk_API).filter(([name]) => name.startsWith('on')));
    const methods = this.#methods();
    Object.assign(page.$_Tawk, methods);
    Object.assign(page.Tawk_API, methods);
  }

  /** Calls the page's callback and its listeners; the first events come only once. */
  tell(event: string, detail?: unknown): void {
    if (event === 'BeforeLoad' || event === 'Load') {
      const flag = event === 'Load' ? 'onLoaded' : 'onBeforeLoaded';
      if (page.Tawk_API[flag]) return;
      page.Tawk_API[flag] = true;
    }
    window.dispatchEvent(new CustomEvent(`tawk${event}`, { detail }));
    const callback = this.#callbacks[`on${event}`];
    try {
      if (typeof callback === 'function') callback(detail);
    } catch {
      // Ignored, as by the real client.
    }
  }

  /** The page's e-mail is sent with everything about the visitor, until it has been registered. */
  withIdentity(data: Record<string, unknown>): Record<string, unknown> {
    const { email, hash } = this.visitor ?? {};
    return Object.assign(data, email && { email }, hash && { hash });
  }

  #methods(): TawkMethods {
    const client = () => this.client;
    const state = () => this.client.state;
    return {
      start: (options = {}, done = nothing) => client().resume(!!options.showWidget, done),
      shutdown: (done = nothing) => client().shutDown(done),
      maximize: () => client().setWindow('max'),
      minimize: () => client().setWindow('min'),
      toggle: () => client().toggle(),
      showWidget: () => client().setShow(true),
      hideWidget: () => client().setShow(false),
      toggleVisibility: () => client().setShow(!state().show),
      endChat: () => client().conversation.end(() => client().toggle()),
      getWindowType: () => state().windowType,
      getStatus: () => state().status,
      isChatMaximized: () => state().window === 'max',
      isChatMinimized: () => state().window === 'min',
      isChatHidden: () => !state().isVisible,
      isChatOngoing: () => !state().hasEnded && state().hasWritten && state().agents > 0,
      isVisitorEngaged: () => !state().hasEnded && state().hasWritten,
      widgetPosition: () => state().settings?.visibility.desktop.position ?? 'br',
      setAttributes: (attributes, done = nothing) => {
        const { name, email, hash } = attributes as SessionUser;
        this.visitor = { ...this.visitor, ...(name && { name }), ...(email && { email }), ...(hash && { hash }) };
        const errors = attributeErrors(attributes);
        for (const error of errors) done(error);
        if (errors.length === 0) client().socket.publish('setAttributes', [this.withIdentity(attributes)], done);
      },
      addEvent: (name, metadata, done) => {
        const [data, callback = nothing] = typeof metadata === 'function' ? [null, metadata] : [metadata, done];
        client().socket.publish('addEvent', [this.withIdentity({ name, data })], callback);
      },
      addTags: (tags, done = nothing) => client().socket.publish('addTags', [this.withIdentity({ tags })], done),
      removeTags: (tags, done = nothing) => client().socket.publish('removeTags', [this.withIdentity({ tags })], done),
      login: (user, done = nothing) => void client().changeUser('login', user, done),
      logout: (done = nothing) => void client().changeUser('logout', {}, done),
    };
  }
}

/** Checked in the client; one sentence for each invalid key (facts/tawk-client.md §4). */
function attributeErrors(attributes: Record<string, unknown>): string[] {
  const pairs = Object.entries(attributes).filter(([key]) => key !== 'hash');
  if (Object.keys(attributes).length > 50) return ['[JSAPI/setAttributes]: more than 50 attributes'];
  const isValue = (value: unknown) =>
    value === null ||
    ['number', 'boolean'].includes(typeof value) ||
    (typeof value === 'string' && value.length <= 255);
  return pairs.flatMap(([key, value]) => {
    if (!/^[a-z0-9-]{1,50}$/i.test(key)) return [`[JSAPI/setAttributes]: bad key ${key}`];
    return isValue(value) ? [] : [`[JSAPI/setAttributes]: bad value of ${key}`];
  });
}
