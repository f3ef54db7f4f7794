/**
 * Keeps what is done in our part of the page from iTop's scripts. Its dialogs take the focus back from whatever is
 * outside them, when they hear of it: jQuery UI's by a listener for `focus` on its way down the document, Bootstrap's by
 * `focusin`. Its keyboard shortcuts take the keys of whoever types in no field that they can see.
 */
export function keepToItself(host: Element, signal: AbortSignal): void {
  for (const type of ['focus', 'focusin']) {
    addEventListener(
      type,
      (event) => {
        if (event.target === host) event.stopImmediatePropagation();
      },
      { capture: true, signal },
    );
  }
  for (const type of ['keydown', 'keypress', 'keyup'])
    host.addEventListener(type, (event) => event.stopPropagation(), { signal });
}
