import type { Client } from '../chat/client';
import { On } from '../chat/core';
import { make } from '../chat/make';
import type { CreateProvider, Provider } from '../chat/provider';
import { drive } from './drive';
import { guardFocus } from './focus';
import type { Lhc, LhcAttributes } from './lhc';
import { keepProof } from './proof';
import { frameStyle, isShown, watchWindow, windowOf } from './screen';
import { endClient, keep, tame } from './tame';

/** The server stores no more characters of a visitor's name, without an error. */
const MAX_NICK_CHARS = 100;

/** A short hash of a text: eight hexadecimal digits. */
function digest(text: string): string {
  let sum = 0;
  for (const character of text) sum = (Math.imul(sum, 31) + character.charCodeAt(0)) >>> 0;
  return sum.toString(16).padStart(8, '0');
}

/** A client that the widget started. */
interface Driven extends Client {
  /** Stops it. */
  end?(): void;
}

/** The driver of Live Helper Chat. */
export const createLiveHelperChat: CreateProvider = (page) => {
  const [{ embedUrl, launcher, visitor, texts, mark }, root, { signal }, , , , , addStyle] = page;
  const [, server = '', department] = /^(.*\/)(\d*)$/.exec(embedUrl) ?? [];
  const base = `${server}index.php/`;
  const departments = +(department as string) ? [+(department as string)] : [];
  /**
   * The start of all names that the client stores in this browser: two iTops on one host have separate visitors. The
   * script on each page recognizes leftovers by its first letters. In capitals it is in the names of the client's
   * globals too.
   */
  const prefix = `twk_${mark}_${digest(server)}`;
  const scope = prefix.toUpperCase();
  const globals = window as unknown as Record<string, unknown>;
  const { name = '', email = '', hash: _hash, ...facts } = visitor ?? {};
  const nick = name.slice(0, MAX_NICK_CHARS);
  let client: Driven | undefined;
  let attributes: LhcAttributes | undefined;
  let isAsked = false;
  let lookAtFocus = (): void => {};
  /** The message that should have started a conversation and did not reach the server. */
  let question = '';

  const [proof, renewProof] = keepProof(page, () => {
    // The client sends all variables as soon as one is set.
    if (attributes) attributes.lhc_var.itop_token = proof();
  });
  /** Read-only: otherwise another tab would overwrite them in this one. */
  const variables = {};
  for (const [name, get] of Object.entries({ nick: () => nick, email: () => email, itop_token: proof }))
    keep(variables, name, () => (client ? get() : ''));

  const isOwn = (address = ''): boolean =>
    address.startsWith(server) && /^(index\.php|design|cache|extension|var)\b/.test(address.slice(server.length));

  const start = (...[query, tell]: Parameters<Provider[3]>): Client => {
    if (!query) {
      addStyle(document as unknown as ShadowRoot, frameStyle(launcher, prefix));
      lookAtFocus = guardFocus(prefix, () => isAsked, root.host, signal);
    }
    renewProof();
    const mine: Driven = {};
    client = mine;

    const ready = (now: LhcAttributes): void => {
      (windowOf(prefix) as HTMLIFrameElement).title = texts.open;
      const [calls, end] = drive(now, prefix, base, departments, facts as Record<string, string>, {
        tell,
        asked(isNow) {
          isAsked = isNow;
          if (isNow) renewProof();
        },
        begun() {
          question = '';
          renewProof();
        },
        lost(what) {
          question = what;
        },
      });
      Object.assign(mine, calls);
      mine.end = () => {
        end();
        endClient(now);
      };
      tell(On.Connected);
    };

    globals[`${scope}ChatOptions`] = {
      attr_prefill: [
        { name: 'username', value: nick },
        { name: 'email', value: email },
        { name: 'question', value: question },
      ],
    };
    globals.lhc_var = variables;
    globals[`${scope}_API`] = {
      args: {
        mode: 'widget',
        lhc_base_url: base,
        department: departments,
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
      // The script itself adds a parameter if the server has a newer one.
      src: `${server}design/defaulttheme/js/widgetv2/index.js?${new Date().toDateString().replace(/ /g, '')}${query}`,
      crossOrigin: 'anonymous',
      onerror: () => tell(On.Failed),
    });
    script.setAttribute('scope', scope);
    document.head.append(script);
    return mine;
  };

  return [
    isOwn,
    prefix,
    () => !!(globals.LHC_API || window.Tawk_API),
    start,
    (old: Driven) => {
      client = undefined;
      // A script that was moved to another document does not run when it finally arrives.
      const elsewhere = document.implementation.createHTMLDocument().body;
      for (const script of [...document.scripts]) if (isOwn(script.src)) elsewhere.append(script);
      old.end?.();
      attributes = undefined;
      for (const name of [`${scope}_API`, `$_${scope}`, `${scope}ChatOptions`, 'lhc_var']) delete globals[name];
    },
    () => {
      lookAtFocus();
      const frame = windowOf(prefix);
      if (!frame || !isShown(frame)) return [];
      // On a phone the window covers the launcher.
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
