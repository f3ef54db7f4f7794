import { make } from './make';

/** A button's words and what it does, or where it leads. */
export type Choice = [words: string, chosen?: string | (() => void)];

/** The few words said next to the launcher, with what can be done about it. */
export type Notice = [
  /** `choices`: the last takes it away, as Escape does. */
  say: (sentence: string, ...choices: (Choice | undefined)[]) => void,
  /** Adds a link to the sentence, which opens elsewhere. */
  link: (words: string, url: string) => void,
  close: () => void,
];

export function createNotice(title: string, root: ShadowRoot): Notice {
  const host = root.host as HTMLElement;
  const button = root.firstChild as HTMLElement;
  button.insertAdjacentHTML(
    'beforebegin',
    '<section role=alertdialog aria-labelledby=h aria-describedby=p><h2 id=h></h2><p id=p></p><slot></slot></section>',
  );
  const box = root.firstChild as HTMLElement;
  const [heading, text] = box.children as unknown as [HTMLElement, HTMLElement];
  heading.textContent = title;

  const show = (isShown: boolean): void => {
    if (host.querySelector(':focus')) button.focus();
    host.textContent = '';
    box.hidden = !isShown;
    button.ariaExpanded = `${isShown}`;
  };
  /** With the classes of buttons in iTop's portals. */
  const add = ([words, chosen]: Choice): void => {
    const isLink = typeof chosen === 'string';
    const choice = make(isLink ? 'a' : 'button', {
      className: `btn btn-${host.firstChild ? 'default' : 'primary'}`,
      textContent: words,
      href: chosen,
      onclick() {
        show(false);
        if (!isLink) chosen?.();
      },
    });
    host.append(choice);
  };

  show(false);
  host.onkeydown = ({ key }) => {
    if (key === 'Escape') (host.lastChild as HTMLElement | null)?.click();
  };

  return [
    (sentence, ...choices) => {
      const hasFocus = document.activeElement === host;
      show(true);
      text.textContent = sentence;
      for (const choice of choices) if (choice) add(choice);
      if (hasFocus) (host.firstChild as HTMLElement).focus();
    },
    (textContent, href) => text.append(' ', make('a', { textContent, href, target: '_blank' })),
    () => show(false),
  ];
}
