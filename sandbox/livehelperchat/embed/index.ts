import type { LhcAttributes, LhcFrame } from '../../../src/widget/livehelperchat/lhc';
import { Events, Watched } from './events';

/** The page's settings for its client. */
interface Args {
  lhc_base_url: string;
  position?: string;
  hide_status?: boolean;
  scope_storage?: boolean;
  before_init?(lhc: object): void;
  loadcb?(attributes: object): void;
}

/** The part of the client that runs in the page itself. It behaves like the real one. */
function run(): void {
  const scope = document.currentScript?.getAttribute('scope') ?? 'LHC';
  const globals = window as unknown as Record<string, never>;
  const args = (globals[`${scope}_API`] as { args: Args } | undefined)?.args;
  if (!args) return;
  const lhc: { attributes?: LhcAttributes } = {};
  Object.assign(window, { [`$_${scope}`]: lhc });
  args.before_init?.(lhc);

  const prefix = scope.toLowerCase();
  const stored = args.scope_storage ? prefix : 'lhc';
  const base = args.lhc_base_url;
  const events = new Events();
  const cookie = document.cookie.split(`${stored}_per=`)[1]?.split(';')[0] ?? '';
  const parts = cookie.split('|');
  const session: Record<string, string | null> = { id: null, hash: null, vid: null, ws: null };
  for (let i = 0; i + 1 < parts.length; i += 2) session[parts[i] as string] = parts[i + 1] as string;
  const storageHandler = {
    setHTTPCookie(name: string, value: string) {
      // biome-ignore lint/suspicious/noDocumentCookie: as the real one
      document.cookie = `${name}=${value};path=/;max-age=15552000;SameSite=Lax`;
    },
    setSessionStorage(name: string, value: string) {
      sessionStorage.setItem(name, value);
    },
    setLocalStorage() {},
  };
  const store = () =>
    storageHandler.setHTTPCookie(
      `${stored}_per`,
      Object.entries(session)
        .filter(([, value]) => value)
        .flat()
        .join('|'),
    );
  storageHandler.setSessionStorage(`${stored}_ref`, document.referrer);
  const channel = new BroadcastChannel(`${stored}_wchannel`);
  const isOpen = new Watched(session.ws === '1' && !!session.id);
  const attributes = {
    terminated: false,
    eventEmitter: events,
    widgetStatus: isOpen,
    onlineStatus: new Watched(true),
    leaveMessage: null as boolean | null,
    hideOffline: false,
    position: args.position ?? 'bottom_right',
    hide_status: !!args.hide_status,
    nh: null as unknown,
    lhc_var: globals.lhc_var as Record<string, string> | undefined,
    userSession: session,
    storageHandler,
    mainWidget: { init },
    viewHandler: { init: showStatus },
    msgSnippet: null,
    broadcasChannel: channel,
  };
  lhc.attributes = attributes as unknown as LhcAttributes;

  const container = document.createElement('div');
  container.id = `${prefix}_container_v2`;
  const frame = document.createElement('iframe');
  frame.id = `${prefix}_widget_v2`;
  frame.className = /Mobi/.test(navigator.userAgent) ? 'lhc-mobile' : 'lhc-desktop';
  frame.style.cssText =
    'position:fixed!important;border:0!important;z-index:2147483640;right:30px;bottom:30px;width:350px;height:450px;display:none!important';
  if (frame.className === 'lhc-mobile') frame.style.cssText += ';right:0;bottom:0;width:100%;height:100%';
  container.append(frame);
  document.body.append(container);

  function showStatus(): void {
    const isApi = () => attributes.position === 'api' && attributes.hide_status;
    const status = document.createElement('div');
    status.id = `${prefix}_status_widget_v2`;
    status.style.cssText = 'position:fixed;right:10px;bottom:10px;width:95px;height:95px;background:#096';
    status.hidden = isApi();
    container.append(status);
    if (!attributes.nh || attributes.position === 'api') return;
    const needHelp = document.createElement('iframe');
    needHelp.id = `${prefix}_needhelp_widget_v2`;
    needHelp.style.cssText = 'position:fixed;right:30px;bottom:110px;width:320px;height:135px';
    container.append(needHelp);
  }

  let files: Record<'vendor' | 'app' | 'css' | 'font', string>;
  let isBegun = false;
  /** Each part waits for the one before; a missing part causes no error. */
  function bootstrap(): void {
    if (isBegun) return;
    isBegun = true;
    const inner = frame.contentDocument as Document;
    const add = (name: 'link' | 'script', properties: object, loaded: () => void) => {
      const element = Object.assign(inner.createElement(name), {
        crossOrigin: 'anonymous',
        ...properties,
        onload: loaded,
      });
      element.setAttribute('scope', prefix);
      inner.head.append(element);
    };
    const script = (src: string, loaded: () => void) => add('script', { src, async: false }, loaded);
    add('link', { rel: 'stylesheet', href: files.css }, () => script(files.vendor, () => script(files.app, () => {})));
  }

  function init(): void {
    (frame.contentDocument as Document).body.innerHTML = '<div id="root"></div>';
    if (session.id) bootstrap();
    isOpen.subscribe((open) => {
      if (open) bootstrap();
      frame.style.setProperty('display', open ? 'block' : 'none', 'important');
    });
  }

  const child = (name: string, data?: unknown) =>
    (frame.contentWindow as LhcFrame | null)?.postMessage({ name, data }, '/');
  let later: ReturnType<typeof setTimeout>;
  isOpen.subscribe((open) => {
    if (attributes.terminated) return;
    if (session.id || !open) {
      session.ws = open ? '1' : null;
      store();
    }
    clearTimeout(later);
    later = setTimeout(() => attributes.terminated || channel.postMessage({ action: 'wstatus', value: open }), 50);
    child('shown', open);
  });
  channel.onmessage = ({ data }) => {
    if (data.action === 'wstatus' && data.value !== isOpen.value) isOpen.next(data.value);
    if (data.action === 'chat_started' && !session.id) {
      Object.assign(session, data.data);
      child('chat', data.data);
    }
  };
  events.addListener('showWidget', () => isOpen.next(true));
  events.addListener('closeWidget', () => isOpen.next(false));
  events.addListener('endChat', () => {
    session.id = session.hash = null;
    store();
    isOpen.next(false);
    child('ended');
  });
  events.addListener('chatStarted', (data) => {
    Object.assign(session, data, { ws: '1' });
    store();
    channel.postMessage({ action: 'chat_started', data });
  });
  events.addListener('location', (address) => {
    location.href = address as string;
  });
  events.addListener('terminated', () => {
    attributes.terminated = true;
    container.remove();
  });
  addEventListener('message', ({ data, source }) => {
    if (attributes.terminated || typeof data !== 'string' || !data.startsWith(`${prefix}::`)) return;
    const [, name = '', value = 'null'] = data.split('::');
    if (name === 'ready') (source as Window).postMessage({ name: 'init', data: { base, ...begin() } }, '/');
    else events.emitEvent(name, JSON.parse(value));
  });
  const begin = () => ({
    id: session.id,
    hash: session.hash,
    shown: isOpen.value,
    isOnline: attributes.onlineStatus.value,
    jsvar: Object.fromEntries(
      variables.map(({ id, var: name }) => [
        id,
        (globals.lhc_var as unknown as Record<string, string>)?.[name.slice(8)],
      ]),
    ),
    prefill: (globals[`${scope}ChatOptions`] as { attr_prefill?: unknown } | undefined)?.attr_prefill ?? [],
  });

  let variables: { id: number; var: string }[] = [];
  /** Sends variables to the server a second after one is set. */
  function watchVariables(): void {
    const given = attributes.lhc_var;
    if (!given) return;
    const send = () => {
      const key = session.id ? `/(hash)/${session.id}_${session.hash}` : '';
      const data = JSON.stringify(Object.fromEntries(variables.map(({ id, var: name }) => [id, given[name.slice(8)]])));
      fetch(`${base}chat/updatejsvars/(vid)/${session.vid}${key}`, {
        method: 'POST',
        body: new URLSearchParams({ data }),
      }).catch(() => {});
    };
    let pause: ReturnType<typeof setTimeout>;
    attributes.lhc_var = new Proxy(given, {
      set(object, name, value) {
        object[name as string] = value;
        clearTimeout(pause);
        pause = setTimeout(send, 1000);
        return true;
      },
    });
    send();
  }

  const request = new XMLHttpRequest();
  request.open('GET', `${base}widgetrestapi/settings${session.vid ? `?vid=${session.vid}` : ''}`);
  request.onreadystatechange = () => {
    if (request.readyState !== 4 || request.status === 0) return;
    const data = JSON.parse(request.responseText);
    if (data.terminate) return;
    attributes.position = data.core_position;
    attributes.nh = data.nh;
    attributes.leaveMessage = data.chat_ui.leaveamessage;
    session.vid = data.vid;
    store();
    attributes.onlineStatus.next(data.isOnline);
    files = data.static;
    variables = data.js_vars;
    watchVariables();
    attributes.viewHandler.init();
    attributes.mainWidget.init();
    args.loadcb?.(attributes);
  };
  request.send();
}

run();
