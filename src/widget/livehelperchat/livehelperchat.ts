import { AGENT_WROTE, type Client } from '../chat/client';
import { On } from '../chat/core';
import { make } from '../chat/make';
import type { CreateProvider, Provider } from '../chat/provider';
import { tellAgents } from './agent';
import { guardFocus } from './focus';
import type { Fetched, Lhc, LhcAttributes, LhcFrame } from './lhc';
import { keepProof } from './proof';
import { frameStyle, isShown, watchWindow, windowOf } from './screen';

/** Milliseconds after which it is asked again whether somebody is there, where nobody was: the client does not. */
const ASK_EVERY_MS = 60_000;

/** Eight hexadecimal digits that tell one text from another. */
function digest(text: string): string {
  let sum = 0;
  for (const character of text) sum = (Math.imul(sum, 31) + character.charCodeAt(0)) >>> 0;
  return sum.toString(16).padStart(8, '0');
}

/** Keeps a value of ours where the client would put its server's. */
function keep(object: object, name: string, get: () => unknown): void {
  Object.defineProperty(object, name, { configurable: true, enumerable: true, get, set() {} });
}

/** A client of ours, and how it is put out of the way. */
interface Driven extends Client {
  end?(): void;
}

/** Live Helper Chat, as the chat knows it. */
export const createLiveHelperChat: CreateProvider = (page) => {
  const [{ embedUrl, launcher, visitor, texts, mark }, root, { signal }, , , , , addStyle] = page;
  const [, server = '', department] = /^(.*\/)(\d*)$/.exec(embedUrl) ?? [];
  const base = `${server}index.php/`;
  /**
   * Begins all that the client keeps in this browser: two iTops on one host have visitors of their own, and the script on
   * each page knows that something is left by its first letters. As it is the name of the client's globals, in capitals.
   */
  const prefix = `twk_${mark}_${digest(server)}`;
  const scope = prefix.toUpperCase();
  const globals = window as unknown as Record<string, unknown>;
  const { name: nick, email, hash: _hash, ...facts } = visitor ?? {};
  let client: Driven | undefined;
  let attributes: LhcAttributes | undefined;
  let isAsked = false;

  const [proof, renewProof] = keepProof(page, () => {
    // Whatever is set: the client then sends all that is there.
    if (attributes) attributes.lhc_var.itop_token = proof();
  });
  /** They say what they say, whatever another tab tells this one. */
  const variables = {};
  for (const [name, get] of Object.entries({ nick: () => nick, email: () => email, itop_token: proof }))
    keep(variables, name, () => (client ? get() : ''));

  const isOwn = (address = ''): boolean =>
    address.startsWith(server) && /^(index\.php|design|cache|extension|var)\b/.test(address.slice(server.length));

  /** Has the client do without all that would be a second bubble, or iTop's page led away or photographed by an agent. */
  const tame = (now: LhcAttributes): void => {
    for (const [name, value] of Object.entries({
      position: 'api',
      hide_status: true,
      clinst: false,
      mode: 'widget',
      nh: null,
    }))
      keep(now, name, () => value);
    now.msgSnippet = { showSnippet() {} };
    // It listens for them later than this.
    queueMicrotask(() => {
      for (const name of ['location', 'screenshot', 'screenshare']) now.eventEmitter.removeEvent(name);
    });
  };

  const start = (...[query, tell]: Parameters<Provider[3]>): Client => {
    if (!query) {
      addStyle(document as unknown as ShadowRoot, frameStyle(launcher, prefix));
      guardFocus(prefix, () => isAsked, root.host, signal);
    }
    renewProof();
    const mine: Driven = {};
    client = mine;

    const ready = (now: LhcAttributes): void => {
      const { eventEmitter: events, userSession: session, widgetStatus, onlineStatus } = now;
      /** Of a conversation that is over, which stays in the window until that is closed. */
      let over: string | null = null;
      let hasBegun = false;
      const frame = windowOf(prefix) as HTMLIFrameElement;
      const inner = frame.contentWindow as LhcFrame;
      frame.title = texts.open;
      new inner.PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tell(On.Progress, duration);
      }).observe({ type: 'resource', buffered: true });

      const heard = (fetched: Fetched): void => {
        if (fetched.otm && (fetched.f_msg_id || hasBegun)) dispatchEvent(new Event(AGENT_WROTE));
      };
      // The script of the window comes when it is opened, or a conversation goes on.
      events.addListener('widgetRendered', () =>
        inner.lhcHelperfunctions?.eventEmitter.addListener('chat.fetch_messages', heard),
      );

      const [calls, begun] = tellAgents(base, now);
      calls.setAttributes(facts as Record<string, string>, () => {});
      events.addListener('chatStarted', () => {
        hasBegun = true;
        renewProof();
        begun();
      });
      events.addListener('chatClosed', () => {
        over = session.id;
      });
      const isTalking = (): boolean => !!session.id && session.id !== over;
      widgetStatus.subscribe((isOpen) => {
        if (!isOpen && session.id && !isTalking()) events.emitEvent('endChat');
      });

      Object.assign(mine, calls, {
        maximize() {
          isAsked = true;
          setTimeout(() => {
            isAsked = false;
          }, 5000);
          renewProof();
          events.emitEvent('showWidget');
        },
        minimize: () => events.emitEvent('closeWidget'),
        isChatHidden: () => !onlineStatus.value && !isTalking() && (!now.leaveMessage || now.hideOffline),
        isVisitorEngaged: isTalking,
        getStatus: () => (onlineStatus.value ? 'online' : 'offline'),
        endChat() {
          const { id, hash, vid } = session;
          if (isTalking())
            navigator.sendBeacon(`${base}chat/chatwidgetclosed/(eclose)/t/(hash)/${id}_${hash}/(vid)/${vid}/(close)/1`);
        },
      } satisfies Client);

      const timer = setInterval(() => {
        if (onlineStatus.value || document.hidden) return;
        fetch(`${base}restapi/${+(department as string) ? `isonlinedepartment/${department}` : 'isonline'}`, { signal })
          .then((response) => response.json())
          .then(({ isonline }) => {
            if (isonline && client === mine) onlineStatus.next(true);
          })
          .catch(() => {});
      }, ASK_EVERY_MS);
      const { end } = mine;
      mine.end = () => {
        clearInterval(timer);
        end?.();
      };
      tell(On.Connected);
    };

    globals[`${scope}ChatOptions`] = {
      attr_prefill: [
        { name: 'username', value: nick ?? '' },
        { name: 'email', value: email ?? '' },
      ],
    };
    globals.lhc_var = variables;
    globals[`${scope}_API`] = {
      args: {
        mode: 'widget',
        lhc_base_url: base,
        department: +(department as string) ? [+(department as string)] : [],
        position: 'api',
        position_placement: launcher.position.endsWith('left') ? 'bottom_left' : 'bottom_right',
        hide_status: true,
        proactive: false,
        check_messages: false,
        scope_storage: true,
        before_init(lhc: Lhc) {
          Object.defineProperty(lhc, 'attributes', {
            configurable: true,
            get: () => attributes,
            set(now: LhcAttributes) {
              attributes = now;
              tame(now);
              mine.end = () => endClient(now);
            },
          });
        },
        loadcb: (now: LhcAttributes) => client === mine && ready(now),
      },
    };
    const script = make('script', {
      // It adds a parameter itself, where the server has a newer one.
      src: `${server}design/defaulttheme/js/widgetv2/index.js?${new Date().toDateString().replace(/ /g, '')}${query}`,
      crossOrigin: 'anonymous',
      onerror: () => tell(On.Failed),
    });
    script.setAttribute('scope', scope);
    document.head.append(script);
    return mine;
  };

  /** What is on its way keeps nothing any more, and draws nothing. */
  const endClient = (now: LhcAttributes): void => {
    const { storageHandler, userSession, eventEmitter } = now;
    const nothing = (): void => {};
    Object.assign(storageHandler, { setHTTPCookie: nothing, setSessionStorage: nothing, setLocalStorage: nothing });
    clearTimeout(userSession.updateVarsTimeout);
    try {
      // Gives a phone's page its scrolling back, and the title its words.
      eventEmitter.emitEvent('unread_message_title', [{ status: true }]);
      eventEmitter.emitEvent('closeWidget');
    } catch {
      // It was in pieces.
    }
    eventEmitter.emitEvent('terminated');
    Object.assign(now.mainWidget, { init: nothing });
    if (now.viewHandler) Object.assign(now.viewHandler, { init: nothing });
    now.broadcasChannel?.close();
  };

  return [
    isOwn,
    prefix,
    () => !!(globals.LHC_API || window.Tawk_API),
    start,
    (old: Driven) => {
      client = undefined;
      // A script that has moved to another document is not run when it arrives at last.
      const elsewhere = document.implementation.createHTMLDocument().body;
      for (const script of [...document.scripts]) if (isOwn(script.src)) elsewhere.append(script);
      old.end?.();
      attributes = undefined;
      for (const name of [`${scope}_API`, `$_${scope}`, `${scope}ChatOptions`, 'lhc_var']) delete globals[name];
    },
    () => {
      const frame = windowOf(prefix);
      if (!frame || !isShown(frame)) return [];
      // On a phone it covers all.
      return frame.classList.contains('lhc-mobile') ? [frame] : [undefined, frame];
    },
    (changed, ended) => watchWindow(prefix, changed, ended),
    (host) => {
      const frame = windowOf(prefix);
      const field = frame?.contentDocument?.querySelector('textarea');
      if (!field?.clientWidth) return false;
      const isOurs = host && [host, document.body, null].includes(document.activeElement);
      if (isOurs && matchMedia('(hover)').matches) field.focus();
      return true;
    },
    () => true,
    () => true,
    () => {},
    () => {},
  ];
};
