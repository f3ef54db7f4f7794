import type { Hours } from '../../contract/chat-context';
import type { ItopRequest, PanelTexts, Usual } from '../../contract/panel-answer';
import { age } from '../chat/hours';
import { make as element } from '../chat/make';
import type { CreatePanel, Desk } from '../scripts';
import { watchAnswer } from './answered';
import { Choice, Do, type Event, On, type State, step, type View } from './core';
import { every, objectOnPage, opening } from './dom';
import { modulePage } from './module-page';
import { requestButton, requestRow } from './requests';
import { createSearch } from './search';
import { newSince } from './since';
import { PANEL_STYLE } from './style';
import { tellAgent } from './tell';
import { tellTopic } from './topic';
import { usualAnswer } from './usual';
import { watchViewed } from './viewed';

const LOOK_EVERY_MS = 500;

/** Connects the core to page and chat: collects what the core needs to know, and does what it decides. */
export const createPanel: CreatePanel = ([page, showBox, openChat, api, look, withdraw]) => {
  const [context, root, { signal }, , recall, remember, , addStyle] = page;
  const { url = '', when, tells = [] } = context.panel ?? {};
  const module = modulePage(url, signal);
  let state: State = {};
  let asked: ReturnType<typeof module.read> | undefined;
  let shown: Drawn | undefined;
  let hideBox = (): void => {};
  let stopLooking = (): void => {};
  let stopTelling = (): void => {};
  let isWatching = false;
  let usual: Usual['usual'] = null;

  addStyle(root, PANEL_STYLE);

  const send = (...event: Event): void => {
    const [isShut, desk] = look();
    const [next, effects] = step(state, event, {
      when,
      isShut,
      desk,
      mayWithdraw: context.consent === 'ask' && !!recall(`agreed:${context.user}`),
      hasTopic: !!recall('topic'),
    });
    state = next;
    for (const [what, ...how] of effects) (hands[what] as (...how: unknown[]) => void)(...how);
  };

  const choose = (about: string): void => {
    remember('topic', about);
    module.choose(about).then(
      ({ request }) => {
        stopTelling();
        stopTelling = tellTopic(request, api, signal);
      },
      // Then the agent has to ask what it is about.
      () => {},
    );
  };

  const show = (view: View): void => {
    const { texts, lang, now } = view.answer;
    const since = newSince(context.user, now + age());
    shown = draw(view, {
      hours: context.hours,
      unreachable: context.texts.unreachable,
      usual,
      isFresh: ({ id, answered }) => answered > Math.max(since, +(recall(`seen:${id}`) ?? 0)),
      looked,
      search: module.search,
      signal,
      send,
    });
    hideBox = showBox('dialog', texts.title, shown.content, () => send(On.Close), lang);
    stopLooking();
    stopLooking = every(LOOK_EVERY_MS, () => send(On.Look), signal);
  };
  const hide = (): void => {
    stopLooking();
    hideBox();
    shown = undefined;
  };

  /** Updates the desk's hours on a page that was made before. */
  const takeHours = (hours: Hours | null): void => {
    context.hours = hours ? { ...hours, now: hours.now - age() } : undefined;
  };

  const looked = ({ id, answered }: ItopRequest): void => remember(`seen:${id}`, `${answered}`);
  const hands: Record<Do, (...how: never[]) => void> = {
    [Do.Ask](about?: string) {
      asked = module.read(about ?? objectOnPage());
    },
    [Do.Show]: show,
    [Do.Arrange]: (view: View) => shown?.arrange(view),
    [Do.Hide]: hide,
    [Do.NoteLook]: looked,
    [Do.StopTelling]: () => stopTelling(),
    [Do.Choose]: choose,
    [Do.OpenChat]: openChat,
    [Do.Withdraw]: withdraw,
  };
  const whatWasAsked = (): typeof asked => asked;

  return {
    close() {
      const wasShown = !!state.answer;
      send(On.Close);
      return wasShown;
    },
    async open(isAwaited, about) {
      if (!isAwaited()) return true;
      asked = undefined;
      send(On.Open, about);
      const answer = await whatWasAsked();
      if (!answer) return false;
      if (!isAwaited()) return true;
      takeHours(answer.hours);
      // As when the page began: later drawings add the time that has passed.
      answer.now -= age();
      send(On.Answer, answer, about);
      // It may come later than the rest, and is requested only if iTop has chats.
      if (state.answer && !usual && tells.includes('answered'))
        module.usual().then(
          (told) => {
            usual = told.usual;
            const { answer: now } = state;
            if (usual && now) shown?.sayUsual(usualAnswer(usual, now.lang));
          },
          () => {},
        );
      return !!state.answer;
    },
    tell(isOpened) {
      if (!isWatching) {
        isWatching = true;
        if (tells.includes('page')) watchViewed(context.user, api, module.viewed, signal);
        if (tells.includes('answered')) watchAnswer(api, module.answered, signal);
      }
      if (!isOpened || !tells.includes('facts')) return;
      module.facts().then(
        ({ facts, hours }) => {
          takeHours(hours);
          if (Object.keys(facts).length)
            tellAgent((now, heard) => now.setAttributes?.({ ...facts }, heard), api, signal);
        },
        // Then the agent has to ask.
        () => {},
      );
    },
  };
};

/** The elements of a view, and how to update them. */
interface Drawn {
  content: Node[];
  arrange(view: View): void;
  sayUsual(sentence: string): void;
}

interface Parts {
  hours: Hours | undefined;
  /** Text about the desk. */
  unreachable: string;
  /** How long an answer usually takes, if that is known. */
  usual: Usual['usual'];
  /** The desk has written since the user last looked. */
  isFresh(request: ItopRequest): boolean;
  looked(request: ItopRequest): void;
  search: ReturnType<typeof modulePage>['search'];
  signal: AbortSignal;
  send(...event: Event): void;
}

function draw(view: View, parts: Parts): Drawn {
  const { answer, isShut, mayWithdraw } = view;
  const { requests, all, newRequest, faq, lang, texts } = answer;
  const { unreachable, search, signal, send, usual } = parts;
  const chatAbout = (request: ItopRequest): void => send(On.Chat, request);
  const rowParts = { ...parts, texts, lang, isShut, chatAbout, now: answer.now + age() };

  const usualLine = element('small', { textContent: usual && usualAnswer(usual, lang) });
  const deskLine = element('small', {});
  const choices: Record<Choice, HTMLElement | null> = {
    [Choice.About]: answer.about && requestButton(answer.about, rowParts),
    [Choice.Chat]: element('button', { onclick: () => send(On.Chat) }, texts.chat, deskLine, usualLine),
    [Choice.Create]:
      newRequest && element('a', { className: 'button', textContent: newRequest[0], href: newRequest[1] }),
  };
  const first = element('div', { className: 'stack' });
  const arrange = ({ choices: order, desk }: View): void => {
    deskLine.hidden = !desk;
    deskLine.textContent = wordsOf(desk, texts, unreachable);
    deskLine.className = `desk ${desk ?? ''}`;
    const wanted = order.map((each) => choices[each] as HTMLElement);
    // Moved only if it is not there yet: otherwise it would lose the focus.
    const create = choices[Choice.Create];
    if (first.children.length !== wanted.length) first.replaceChildren(...wanted);
    else if (create && wanted[0] === create) {
      if (first.firstChild !== create) first.prepend(create);
    } else if (create && first.lastChild !== create) first.append(create);
    for (const each of first.children) each.classList.toggle('primary', each === first.firstElementChild);
  };
  arrange(view);

  const content = [
    isShut && closedNote(view, parts.hours),
    faq && createSearch(search, texts, signal),
    first,
    requests.length > 0 && element('h3', { textContent: texts.yours }),
    requests.length > 0 && element('ul', {}, ...requests.map((request) => requestRow(request, rowParts))),
    all && element('a', { className: 'all', textContent: texts.all, href: all[1] }),
    mayWithdraw &&
      element('button', { className: 'quiet', textContent: texts.withdraw, onclick: () => send(On.Withdraw) }),
  ].filter((part) => part instanceof Node);
  return {
    content,
    arrange,
    sayUsual: (sentence) => {
      usualLine.textContent = sentence;
    },
  };
}

function wordsOf(desk: Desk, texts: PanelTexts, unreachable: string): string {
  return desk === 'unreachable' ? unreachable : texts[desk ?? 'away'];
}

function closedNote({ answer: { texts, lang } }: View, hours: Hours | undefined): HTMLElement {
  const until = hours?.until;
  const back = until && opening(until, hours.now + age(), lang, texts);
  return element(
    'div',
    { className: 'closed' },
    element('b', { textContent: texts.closed }),
    !!back && element('small', { textContent: back }),
  );
}
