/** Makes an element of properties and content; what is false or null in the content is left out. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: object,
  ...content: (Node | string | false | null | undefined)[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...content.filter((part) => part !== false && part != null));
  return made;
}

/** Adds an element to the page's head: something to fetch from tawk.to, by its rules for other origins. */
export function addToHead(name: 'link' | 'script', properties: object): void {
  document.head.append(make(name, { crossOrigin: 'anonymous', ...properties }));
}
