import type { ShowBox } from './box';
import { make } from './make';

/** A button's text and what it does, or where it leads. */
export type Choice = [words: string, chosen: string | (() => void)];

/**
 * Shows a message next to the launcher, with buttons for what the user can do.
 *
 * @param closed called if the user closes it without a choice
 */
export type Say = (
  heading: string,
  content: (Node | string)[],
  choices: (Choice | undefined)[],
  closed?: () => void,
) => void;

/** @returns one function that shows a message; one that removes it, and tells whether there was one */
export function createNotice(showBox: ShowBox): [say: Say, close: () => boolean] {
  let hide: (() => void) | undefined;
  const close = (): boolean => {
    const wasShown = !!hide;
    hide?.();
    hide = undefined;
    return wasShown;
  };
  return [
    (heading, content, choices, closed) => {
      const buttons = choices
        .filter((choice) => choice !== undefined)
        .map(([words, chosen], index) => {
          const isLink = typeof chosen === 'string';
          return make(isLink ? 'a' : 'button', {
            className: index ? 'button' : 'button primary',
            textContent: words,
            href: chosen,
            onclick() {
              close();
              if (!isLink) chosen();
            },
          });
        });
      const said = content.length ? [make('p', { id: 'said' }, ...content)] : [];
      hide = showBox('alertdialog', heading, [...said, make('div', { className: 'choices' }, ...buttons)], () => {
        hide = undefined;
        closed?.();
      });
    },
    close,
  ];
}
