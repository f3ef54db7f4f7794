import { make } from './make';
import { SHEET } from './style';

/** The state in the browser's history while a box is open: a phone's Back button closes the box. */
const OPEN = 'itop-tawk';

/**
 * Shows a box next to the launcher, in place of the one before. It has a heading and a close button. It gets the focus
 * if the launcher had it, also if one of iTop's dialogs has taken it from there.
 *
 * @param closed called when the user closes it: by that button, Escape, or a phone's Back button
 * @param lang language of the text; undefined: the page's
 * @returns a function that removes the box, if it is still there
 */
export type ShowBox = (
  role: 'dialog' | 'alertdialog',
  heading: string,
  content: (Node | string)[],
  closed: () => void,
  lang?: string,
) => () => void;

/** @param isAsked the launcher was clicked before */
export function createBox(root: ShadowRoot, close: string, isAsked: boolean, signal: AbortSignal): ShowBox {
  const button = root.querySelector('button') as HTMLElement;
  /** The element that had the focus after the click on the launcher; undefined once a key was pressed. */
  let focused = isAsked ? document.activeElement : undefined;
  let shown: HTMLElement | undefined;
  let dismiss = (): void => {};

  /** Places the box above a phone's keyboard, which covers the page and does not change its size. */
  const fit = (): void => {
    const { height, offsetTop, scale } = visualViewport as VisualViewport;
    if (!shown || scale !== 1) return;
    shown.style.setProperty('--height', `${height}px`);
    shown.style.setProperty('--below', `${Math.max(0, innerHeight - height - offsetTop)}px`);
  };
  button.addEventListener(
    'click',
    () => {
      focused = document.activeElement;
    },
    { signal },
  );
  addEventListener(
    'keydown',
    () => {
      focused = undefined;
    },
    { capture: true, signal },
  );
  window.visualViewport?.addEventListener('resize', fit, { signal });
  addEventListener(
    'popstate',
    () => {
      if (history.state !== OPEN) dismiss();
    },
    { signal },
  );

  button.ariaExpanded = 'false';

  return (role, heading, content, closed, lang) => {
    const hadFocus = [root.host, focused].includes(document.activeElement as Element);
    shown?.remove();
    const box = make('section', { role, tabIndex: -1, ariaLabel: heading, ...(lang && { lang }) });
    const shut = make('button', { className: 'small shut', title: close, ariaLabel: close });
    const body = make('div', { className: 'body', tabIndex: -1 }, ...content);
    box.append(make('div', { className: 'head' }, make('h2', { textContent: heading }), shut), body);
    if (body.querySelector('#said')) box.setAttribute('aria-describedby', 'said');
    shown = box;
    const hide = (): void => {
      if (shown !== box) return;
      shown = undefined;
      dismiss = () => {};
      if (box.contains(root.activeElement)) button.focus();
      box.remove();
      button.ariaExpanded = 'false';
    };
    dismiss = () => {
      hide();
      closed();
    };
    shut.onclick = () => {
      dismiss();
      if (history.state === OPEN) history.back();
    };
    box.onkeydown = ({ key }) => {
      if (key === 'Escape') shut.click();
    };
    root.append(box);
    fit();
    button.ariaExpanded = 'true';
    // The text above the first choice is to be read first: where it is cut off, the space bar scrolls it and presses nothing.
    const isCut = body.scrollHeight > body.clientHeight;
    const first = isCut ? body : body.querySelector<HTMLElement>('.primary');
    if (hadFocus) ((role === 'alertdialog' && first) || box).focus({ preventScroll: true });
    // A box that replaces another, or that was open when its page was left, has its entry in the history already. The
    // console is as wide on a phone as on a desktop.
    if (matchMedia(`${SHEET},(pointer:coarse)`).matches && history.state !== OPEN) history.pushState(OPEN, '');
    return hide;
  };
}
