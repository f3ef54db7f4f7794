import type { PanelTexts } from '../../contract/panel-answer';

/** A drawing of 24 x 24 with one line, which is not read out. */
export function icon(path: string): string {
  return `<svg viewBox="0 0 24 24" fill=none stroke=currentColor stroke-width=1.8 stroke-linecap=round stroke-linejoin=round aria-hidden=true><path d="${path}"/></svg>`;
}

/** When the desk opens: the time of today, else with the day; in the browser's time zone, with its hours of 12 or 24. */
export function opening(time: number, now: number, lang: string, { opens, back }: PanelTexts): string {
  const date = new Date(time * 1000);
  const isToday = date.toDateString() === new Date(now * 1000).toDateString();
  const { hourCycle } = new Intl.DateTimeFormat([], { hour: 'numeric' }).resolvedOptions();
  const day = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const said = date.toLocaleString(lang, { ...(!isToday && day), hour: '2-digit', minute: '2-digit', hourCycle });
  return (isToday ? opens : back).replace('%1$s', said);
}

/** What of an iTop object is shown uppermost: in the portal on its page or in a modal, in the console on its page. */
const OBJECT = 'form[data-object-id],.object-details,.ibo-object-details';

/** Class and key, such as `UserRequest:12`, of the object that the user looks at; undefined where there is none. */
export function objectOnPage(): string | undefined {
  const shown = [...document.querySelectorAll<HTMLElement>(OBJECT)].filter((each) => each.getClientRects().length);
  const { objectClass, objectId } = shown.pop()?.dataset ?? {};
  return objectClass && +(objectId ?? 0) > 0 ? `${objectClass}:${objectId}` : undefined;
}

/**
 * Does something again and again, until that is taken back or the chat on this page ends.
 *
 * @returns takes it back
 */
export function every(milliseconds: number, act: () => void, ended: AbortSignal): () => void {
  const timer = setInterval(act, milliseconds);
  const stop = (): void => clearInterval(timer);
  ended.addEventListener('abort', stop);
  return stop;
}
