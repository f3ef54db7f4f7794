import type { TawkApi } from '../chat/tawk-api';
import type { Page } from '../page/page';
import { type Answer, type ItopRequest, modulePage } from './answer';
import { element, objectOnPage } from './dom';
import { createSearch } from './search';
import { panelStyle } from './style';
import { tellAgent } from './topic';

const LOOK_EVERY = 500;

/** What is known of the desk: nothing before tawk.to is there. */
export type Desk = 'there' | 'away' | 'unreachable' | undefined;

/** What the panel gets of the chat. */
export interface PanelParts {
  page: Page;
  /** Opens the chat. */
  openChat(): void;
  /** tawk.to's client, as far as it is there. */
  api(): TawkApi | undefined;
  desk(): Desk;
}

/** What opens before the chat: the user's own requests, the one on the page, a new one, answers. */
export interface Panel {
  /**
   * @param isWanted whether the user still waits for it, when the answer is there
   * @returns whether it has something to show, and does
   */
  open(isWanted: () => boolean): Promise<boolean>;
  /** Opens the chat about a request, named by class and key. */
  chatAbout(id: string): void;
  /** @returns whether it was open */
  close(): boolean;
}

const icon = (path: string): string =>
  `<svg viewBox="0 0 24 24" fill=none stroke=currentColor stroke-width=1.8 stroke-linecap=round stroke-linejoin=round aria-hidden=true><path d="${path}"/></svg>`;
const CROSS = icon('M6 6l12 12M18 6L6 18');
const BUBBLE = icon('M4 20l1.5-4A8.5 7 0 1 1 9 18.5z');

export type CreatePanel = (parts: PanelParts) => Panel;

export const createPanel: CreatePanel = ({ page, openChat, api, desk }) => {
  const { context, root, tools } = page;
  const [recall, remember, , addStyle] = tools;
  const { url = '', when } = context.panel ?? {};
  const module = modulePage(url);
  const button = root.querySelector('button') as HTMLElement;
  let shown: HTMLElement | undefined;
  let watch: ReturnType<typeof setInterval>;
  let stopTelling = (): void => {};

  addStyle(root, panelStyle(context));

  const close = (): boolean => {
    if (!shown) return false;
    clearInterval(watch);
    if (shown.contains(root.activeElement)) button.focus();
    shown.remove();
    shown = undefined;
    button.ariaExpanded = 'false';
    return true;
  };

  /** @param about '' for nothing in particular: what was chosen before does not count any more */
  const choose = (about: string): void => {
    stopTelling();
    if (!about && !recall('topic')) return;
    remember('topic', about);
    module.choose(about).then(
      ({ request }) => {
        stopTelling();
        stopTelling = tellAgent(request, api);
      },
      // The agent asks then what it is about.
      () => {},
    );
  };

  const chatAbout = (id: string): void => {
    close();
    choose(id);
    openChat();
  };

  const seen = ({ id, answered }: ItopRequest): void => remember(`seen:${id}`, `${answered}`);

  const chatButton = (request: ItopRequest, texts: Answer['texts']): HTMLElement =>
    element(
      'button',
      {
        onclick() {
          seen(request);
          chatAbout(request.id);
        },
      },
      texts.about.replace('%1$s', request.ref),
      element('small', { textContent: request.title }),
    );

  const row = (request: ItopRequest, texts: Answer['texts']): HTMLElement => {
    const { ref, title, state, changed, answered, url: href } = request;
    const about = texts.about.replace('%1$s', ref);
    const isFresh = answered > +(recall(`seen:${request.id}`) ?? 0);
    const link = element(
      'a',
      { href, title: texts.open.replace('%1$s', ref), onclick: () => seen(request) },
      element('b', { textContent: title }),
      isFresh && element('mark', { textContent: texts.fresh }),
      element('small', {
        textContent: [ref, state, ago(changed)].join(' · '),
        title: texts.changed.replace('%1$s', ago(changed)),
      }),
    );
    const chat = element('button', { className: 'small', title: about, ariaLabel: about, innerHTML: BUBBLE });
    chat.onclick = () => {
      seen(request);
      chatAbout(request.id);
    };
    return element('li', {}, link, chat);
  };

  const build = ({ about, requests, all, faq, texts }: Answer): HTMLElement => {
    const newRequest = context.newRequest;
    const deskLine = element('small');
    deskLine.part.add('desk');
    const chat = element(
      'button',
      {
        onclick: () => chatAbout(''),
      },
      texts.chat,
      deskLine,
    );
    const create = newRequest && element('a', { className: 'button', textContent: newRequest[0], href: newRequest[1] });
    const first = element('div', {}, about && chatButton(about, texts), chat, create);

    /** The first choice is the chat, or a new request where nobody would answer. */
    const lookAtDesk = (): void => {
      const state = desk();
      const isAnswered = !create || (state !== 'away' && state !== 'unreachable');
      deskLine.hidden = !state;
      deskLine.textContent = state === 'unreachable' ? context.texts.unreachable : texts[state ?? 'away'];
      deskLine.className = state ?? '';
      if (create && (isAnswered ? create.previousSibling !== chat : create.nextSibling !== chat)) {
        if (isAnswered) chat.after(create);
        else first.prepend(create);
      }
      for (const each of first.children) each.classList.toggle('primary', each === first.firstElementChild);
    };
    lookAtDesk();
    watch = setInterval(lookAtDesk, LOOK_EVERY);

    const shut = element('button', {
      className: 'small',
      title: texts.close,
      ariaLabel: texts.close,
      innerHTML: CROSS,
    });
    shut.onclick = close;
    const body = element(
      'div',
      {},
      faq && createSearch(module.search, texts),
      first,
      requests.length > 0 && element('h3', { textContent: texts.yours }),
      requests.length > 0 && element('ul', {}, ...requests.map((request) => row(request, texts))),
      all && element('a', { className: 'all', textContent: all[0], href: all[1] }),
    );
    body.part.add('body');
    const panel = element(
      'div',
      { tabIndex: -1, ariaLabel: texts.title, role: 'dialog' },
      element('header', {}, element('h2', { textContent: texts.title }), shut),
      body,
    );
    panel.part.add('panel');
    panel.onkeydown = (event) => {
      if (event.key === 'Escape') close();
    };
    return panel;
  };

  return {
    close,
    chatAbout,
    async open(isWanted) {
      if (when === 'never') {
        choose('');
        return false;
      }
      const answer = await module.read(objectOnPage());
      const { about, requests, faq } = answer;
      if (!isWanted()) return true;
      if (when !== 'always' && !about && !requests.length && !faq) {
        choose('');
        return false;
      }
      if (about) seen(about);
      close();
      shown = build(answer);
      const hasFocus = document.activeElement === root.host;
      root.append(shown);
      button.ariaExpanded = 'true';
      if (hasFocus) shown.focus();
      return true;
    },
  };
};

const UNITS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** Such as "2 hours ago", in the language of the page. */
function ago(time: number): string {
  const seconds = time - Date.now() / 1000;
  const [unit, length] = UNITS.find(([, each]) => -seconds >= each) ?? ['minute', 60];
  const { lang } = document.documentElement;
  const format = new Intl.RelativeTimeFormat(lang || undefined, { numeric: 'auto' });
  return format.format(Math.min(0, Math.trunc(seconds / length)), unit);
}
