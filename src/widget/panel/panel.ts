import type { Hours } from '../../contract/chat-context';
import type { Answer, ItopRequest, PanelTexts } from '../../contract/panel-answer';
import { age } from '../chat/hours';
import type { CreatePanel } from '../scripts';
import { dayAndTime, element, icon, objectOnPage } from './dom';
import { modulePage } from './module-page';
import { requestButton, requestRow } from './requests';
import { createSearch } from './search';
import { panelStyle } from './style';
import { tellAgent } from './tell';
import { tellTopic } from './topic';
import { watchViewed } from './viewed';

const LOOK_EVERY_MS = 500;

const CROSS = icon('M6 6l12 12M18 6L6 18');

export const createPanel: CreatePanel = ([page, openChat, api, look, withdraw]) => {
  const [context, root, , , recall, remember, , addStyle] = page;
  const { url = '', when, tells = [] } = context.panel ?? {};
  const module = modulePage(url);
  const button = root.querySelector('button') as HTMLElement;
  const isShut = (): boolean => look()[0];
  let shown: HTMLElement | undefined;
  let watch: ReturnType<typeof setInterval>;
  let stopTelling = (): void => {};
  let isWatching = false;

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
        stopTelling = tellTopic(request, api);
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

  /** What the server says now, for the page that was made before. */
  const takeHours = (hours: Hours | null): void => {
    context.hours = hours ? { ...hours, now: hours.now - age() } : undefined;
  };
  const mayWithdraw = (): boolean => context.consent === 'ask' && !!recall(`agreed:${context.user}`);

  const takeBack = (): void => {
    close();
    withdraw();
  };

  const closedNote = ({ closed, back }: PanelTexts, lang: string): HTMLElement => {
    const { until, now } = context.hours as Hours;
    const note = element(
      'div',
      {},
      element('b', { textContent: closed }),
      until !== null && element('small', { textContent: back.replace('%1$s', dayAndTime(until, now + age(), lang)) }),
    );
    note.part.add('closed');
    return note;
  };

  const isFresh = ({ id, answered }: ItopRequest): boolean => answered > +(recall(`seen:${id}`) ?? 0);
  const looked = ({ id, answered }: ItopRequest): void => remember(`seen:${id}`, `${answered}`);

  const build = (answer: Answer): HTMLElement => {
    const { about, requests, all, newRequest, faq, lang, texts } = answer;
    const wasShut = isShut();
    const parts = {
      texts,
      isShut: wasShut,
      lang,
      isFresh,
      looked,
      chatAbout(request: ItopRequest) {
        looked(request);
        chatAbout(request.id);
      },
    };
    const deskLine = element('small');
    deskLine.part.add('desk');
    const chat = element('button', { onclick: () => chatAbout('') }, texts.chat, deskLine);
    const create = newRequest && element('a', { className: 'button', textContent: newRequest[0], href: newRequest[1] });
    const first = element('div', {}, !wasShut && about && requestButton(about, parts), !wasShut && chat, create);

    /** The first choice is the chat, or a new request where nobody would answer. */
    const lookAtDesk = (): void => {
      // Its hours have begun, or are over.
      if (shown && wasShut !== isShut()) {
        show(answer);
        return;
      }
      const [, state] = look();
      const isAnswered = !wasShut && (!create || (state !== 'away' && state !== 'unreachable'));
      deskLine.hidden = !state;
      deskLine.textContent = state === 'unreachable' ? context.texts.unreachable : texts[state ?? 'away'];
      deskLine.className = state ?? '';
      // Moved only where it is not there yet: it would lose the focus.
      if (create && isAnswered === (create === first.firstChild))
        isAnswered ? chat.after(create) : first.prepend(create);
      for (const each of first.children) each.classList.toggle('primary', each === first.firstElementChild);
    };
    lookAtDesk();
    clearInterval(watch);
    watch = setInterval(lookAtDesk, LOOK_EVERY_MS);

    const shut = element('button', {
      className: 'small',
      title: texts.close,
      ariaLabel: texts.close,
      innerHTML: CROSS,
    });
    shut.onclick = close;
    const head = element('div', {}, element('h2', { textContent: texts.title }), shut);
    head.part.add('head');
    const body = element(
      'div',
      {},
      wasShut && closedNote(texts, lang),
      faq && createSearch(module.search, texts),
      first,
      requests.length > 0 && element('h3', { textContent: texts.yours }),
      requests.length > 0 && element('ul', {}, ...requests.map((request) => requestRow(request, parts))),
      all && element('a', { className: 'all', textContent: all[0], href: all[1] }),
      mayWithdraw() && element('button', { className: 'quiet', textContent: texts.withdraw, onclick: takeBack }),
    );
    body.part.add('body');
    const panel = element('div', { tabIndex: -1, ariaLabel: texts.title, role: 'dialog', lang }, head, body);
    panel.part.add('panel');
    panel.onkeydown = (event) => {
      if (event.key === 'Escape') close();
    };
    return panel;
  };

  const show = (answer: Answer): void => {
    const hasFocus = document.activeElement === root.host;
    shown?.remove();
    shown = undefined;
    shown = build(answer);
    root.append(shown);
    button.ariaExpanded = 'true';
    if (hasFocus) shown.focus();
  };

  return {
    close,
    async open(isAwaited, about) {
      const isWithout = !!about || when === 'never';
      if (isWithout && !isShut()) {
        if (isAwaited()) choose(about ?? '');
        return false;
      }
      const answer = await module.read(about ?? objectOnPage());
      if (!isAwaited()) return true;
      takeHours(answer.hours);
      const isEmpty = when !== 'always' && !answer.about && !answer.requests.length && !answer.faq && !mayWithdraw();
      if (!isShut() && (isWithout || isEmpty)) {
        choose(about ?? '');
        return false;
      }
      if (answer.about) looked(answer.about);
      close();
      show(answer);
      return true;
    },
    tell(isOpened) {
      if (!isWatching && tells.includes('page')) {
        isWatching = true;
        watchViewed(context.user, api, module.viewed);
      }
      if (!isOpened || !tells.includes('facts')) return;
      module.facts().then(
        ({ facts, hours }) => {
          takeHours(hours);
          if (Object.keys(facts).length) tellAgent((now, heard) => now.setAttributes?.({ ...facts }, heard), api);
        },
        // The agent asks then.
        () => {},
      );
    },
  };
};
