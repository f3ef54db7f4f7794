import type { ItopRequest, PanelTexts } from '../../contract/panel-answer';
import { make as element } from '../chat/make';
import { icon } from './dom';

/** What a request in the panel needs. */
export interface RequestParts {
  texts: PanelTexts;
  /** The language of the texts. */
  lang: string;
  /** The desk has written since the user last looked. */
  isFresh(request: ItopRequest): boolean;
  looked(request: ItopRequest): void;
  chatAbout(request: ItopRequest): void;
  /** There is no chat now. */
  isShut: boolean;
  /** In seconds since 1970, by the server's clock. */
  now: number;
}

const BUBBLE = icon('M4 20l1.5-4A8.5 7 0 1 1 9 18.5z');

/** The request that the user looks at, as a choice for the chat. */
export function requestButton(request: ItopRequest, { texts, chatAbout }: RequestParts): HTMLElement {
  return element(
    'button',
    { onclick: () => chatAbout(request) },
    named(texts.about, request.ref),
    element('small', { textContent: request.title }),
  );
}

/** One of the user's own requests: a click opens it, or the chat about it. */
export function requestRow(
  request: ItopRequest,
  { texts, lang, isFresh, looked, chatAbout, isShut, now }: RequestParts,
): HTMLElement {
  const { ref, title, state, changed, url } = request;
  const about = named(texts.about, ref);
  const time = ago(changed - now, lang);
  const chat = element('button', { className: 'small', title: about, ariaLabel: about, innerHTML: BUBBLE });
  chat.onclick = () => chatAbout(request);
  return element(
    'li',
    {},
    element(
      'a',
      { href: url, title: named(texts.open, ref), onclick: () => looked(request) },
      element('b', { textContent: title }),
      element(
        'small',
        { title: named(texts.changed, time) },
        [ref, state, time].join(' · '),
        isFresh(request) && element('mark', { textContent: texts.fresh }),
      ),
    ),
    !isShut && chat,
  );
}

function named(text: string, name: string): string {
  return text.replace('%1$s', name);
}

const UNITS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** Such as "2 hours ago". */
function ago(seconds: number, lang: string): string {
  const [unit, length] = UNITS.find(([, each]) => -seconds >= each) ?? ['minute', 60];
  return new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(Math.min(0, Math.trunc(seconds / length)), unit);
}
