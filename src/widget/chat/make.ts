export function make(name: string, properties: object): HTMLElement {
  return Object.assign(document.createElement(name), properties);
}

/** Adds an element to the page's head: something to fetch from tawk.to, by its rules for other origins. */
export function addToHead(name: 'link' | 'script', properties: object): void {
  document.head.append(make(name, { crossOrigin: 'anonymous', ...properties }));
}
