import { make } from './make';
import { SHEET } from './style';

/** In the browser's history: a box is open, which a phone's Back closes. */
const OPEN = 'itop-tawk';

/**
 * Shows a box next to the launcher, in place of the one that was there. It has a heading and a button that closes it. It
 * gets the focus where the launcher had it, also where a dialog of iTop's took it from there.
 *
 * @param closed told that the user has closed it: by that button, Escape, or a phone's Back
 * @param lang of what it says; undefined: the page's
 * @returns takes it away, where it is still there
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
  /** Had the focus after the click on the launcher; undefined as soon as a key was pressed. */
  let focused = isAsked ? document.activeElement : undefined;
  let shown: HTMLElement | undefined;
  let dismiss = (): void => {};

  /** Above the keyboard of a phone, which covers the page and leaves its size. */
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
    // What is above the first choice is to be read first: where not all is seen, a blank scrolls it and presses nothing.
    const isCut = body.scrollHeight > body.clientHeight;
    const first = isCut ? body : body.querySelector<HTMLElement>('.primary');
    if (hadFocus) ((role === 'alertdialog' && first) || box).focus({ preventScroll: true });
    // A box in place of another, and one of a page that was left with it, have their entry already. The console is no
    // narrower on a phone.
    if (matchMedia(`${SHEET},(pointer:coarse)`).matches && history.state !== OPEN) history.pushState(OPEN, '');
    return hide;
  };
}
