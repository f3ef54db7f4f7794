import type { PanelTexts } from '../../contract/panel-answer';
import { make as element } from '../chat/make';

/** Milliseconds without a key before the search starts. */
const TYPING_PAUSE_MS = 300;

/** A search field for FAQ entries, and the results. */
export function createSearch(
  search: (words: string) => Promise<{ faq: [title: string, url: string][] }>,
  { search: label, nothing }: PanelTexts,
  ended: AbortSignal,
): HTMLElement {
  const field = element('input', { type: 'search', placeholder: label, ariaLabel: label, maxLength: 100 });
  const found = element('div', { role: 'status' });
  let pause: ReturnType<typeof setTimeout>;
  let asked = '';
  ended.addEventListener('abort', () => clearTimeout(pause));

  const show = (words: string, faq: [string, string][]): void => {
    // The answer to an earlier search may come later.
    if (words !== asked) return;
    found.replaceChildren(
      ...(faq.length
        ? [
            element(
              'ul',
              {},
              ...faq.map(([textContent, href]) => element('li', {}, element('a', { href, textContent }))),
            ),
          ]
        : words
          ? [element('p', { textContent: nothing })]
          : []),
    );
  };
  field.oninput = () => {
    clearTimeout(pause);
    asked = field.value.trim();
    const words = asked;
    if (words.length < 2) show(words, []);
    else
      pause = setTimeout(
        () =>
          search(words).then(
            ({ faq }) => show(words, faq),
            () => show(words, []),
          ),
        TYPING_PAUSE_MS,
      );
  };
  return element('div', {}, field, found);
}
