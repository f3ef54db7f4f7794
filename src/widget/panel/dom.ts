import type { PanelTexts } from '../../contract/panel-answer';

/** A drawing of 24 x 24 with one line, hidden from screen readers. */
export function icon(path: string): string {
  return `<svg viewBox="0 0 24 24" fill=none stroke=currentColor stroke-width=1.8 stroke-linecap=round stroke-linejoin=round aria-hidden=true><path d="${path}"/></svg>`;
}

/**
 * When the desk opens: today only the time, otherwise with the day; in the browser's time zone, with its 12 or 24
 * hours.
 */
export function opening(time: number, now: number, lang: string, { opens, back }: PanelTexts): string {
  const date = new Date(time * 1000);
  const isToday = date.toDateString() === new Date(now * 1000).toDateString();
  const { hourCycle } = new Intl.DateTimeFormat([], { hour: 'numeric' }).resolvedOptions();
  const day = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const said = date.toLocaleString(lang, { ...(!isToday && day), hour: '2-digit', minute: '2-digit', hourCycle });
  return (isToday ? opens : back).replace('%1$s', said);
}

/** The topmost object that iTop shows: in the portal on its page or in a modal, in the console on its page. */
const OBJECT = 'form[data-object-id],.object-details,.ibo-object-details';

/** Class and key, such as `UserRequest:12`, of the object that the user looks at; undefined if there is none. */
export function objectOnPage(): string | undefined {
  const shown = [...document.querySelectorAll<HTMLElement>(OBJECT)].filter((each) => each.getClientRects().length);
  const { objectClass, objectId } = shown.pop()?.dataset ?? {};
  return objectClass && +(objectId ?? 0) > 0 ? `${objectClass}:${objectId}` : undefined;
}

/**
 * Repeats an action until it is cancelled or the chat on this page ends.
 *
 * @returns a function that cancels it
 */
export function every(milliseconds: number, act: () => void, ended: AbortSignal): () => void {
  const timer = setInterval(act, milliseconds);
  const stop = (): void => clearInterval(timer);
  ended.addEventListener('abort', stop);
  return stop;
}
