/** Creates an element with properties and content; false and null in the content are ignored. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: object,
  ...content: (Node | string | false | null | undefined)[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...content.filter((part) => part !== false && part != null));
  return made;
}

/** Adds an element to the page's head that loads something from tawk.to, by tawk.to's rules for other origins. */
export function addToHead(name: 'link' | 'script', properties: object): void {
  document.head.append(make(name, { crossOrigin: 'anonymous', ...properties }));
}
