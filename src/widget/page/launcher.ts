import type { ChatContext } from '../context';
import { launcherStyle } from './style';

/** The chat's bubble as long as tawk.to's is not there, and the few words said next to it. */
export interface Launcher {
  /** Says what is going on; '' when nothing is. */
  setStatus(text: string): void;
  /** Says a sentence, with a button that does something about it and one that takes it away, as Escape does. */
  say(sentence: string, act: Choice, dismiss: Choice): void;
  /** Makes room for tawk.to's frame, if there is one, and gives it the keyboard focus if the launcher has it. */
  remove(successor?: HTMLElement): void;
}

/** A button's words and what it does. */
export type Choice = [words: string, chosen?: () => void];

/** Name of the launcher's element. */
export const LAUNCHER = 'itop-tawk';

const BODY = `<div role=alertdialog aria-labelledby=p><p id=p></p><button></button><button></button></div>
<button class=l><svg viewBox="0 0 24 24"><path fill=currentColor d="M12 3a10 8 0 1 1-3 15.6L4 21l1-4.3A10 8 0 0 1 12 3"/></svg></button>
<span role=status></span>`;

/**
 * Puts the launcher on the page.
 *
 * @param onOpen a click, a tap, Enter or Space
 * @param onWarm the pointer or the focus has come to it
 */
export function createLauncher({ launcher, texts }: ChatContext, onOpen: () => void, onWarm: () => void): Launcher {
  const host = document.createElement(LAUNCHER);
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = `<style>${launcherStyle(launcher)}</style>${BODY}`;
  const [panel, sentence, act, dismiss, button, status] = root.querySelectorAll('div,p,button,span') as unknown as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ];

  const show = (isShown: boolean): void => {
    if (panel.contains(root.activeElement)) button.focus();
    panel.hidden = !isShown;
    button.ariaExpanded = `${isShown}`;
  };
  const offer = (choice: HTMLElement, [words, chosen]: Choice): void => {
    choice.textContent = words;
    choice.onclick = () => {
      show(false);
      chosen?.();
    };
  };

  show(false);
  button.title = texts.open;
  button.onclick = () => {
    if (panel.hidden) onOpen();
    else dismiss.click();
  };
  button.onpointerenter = button.onfocus = onWarm;
  panel.onkeydown = ({ key }) => {
    if (key === 'Escape') dismiss.click();
  };
  document.body.append(host);

  return {
    setStatus(text) {
      button.ariaBusy = `${!!text}`;
      status.textContent = text;
    },
    say(text, actChoice, dismissChoice) {
      sentence.textContent = text;
      offer(act, actChoice);
      offer(dismiss, dismissChoice);
      show(true);
      if (root.activeElement) act.focus();
    },
    remove(successor) {
      if (root.activeElement) successor?.focus();
      host.remove();
    },
  };
}
