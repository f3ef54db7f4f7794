/**
 * Keeps events in our part of the page from iTop's scripts. iTop's dialogs take the focus back from elements outside
 * them: jQuery UI with a capturing listener for `focus`, Bootstrap with one for `focusin`. iTop's keyboard shortcuts
 * react to keys unless the user types in a field that the shortcuts can see.
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
