/** Adds an element to the page's head: something to fetch from tawk.to, by its rules for other origins. */
export function addToHead<Name extends 'link' | 'script'>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), { crossOrigin: 'anonymous' }, properties);
  document.head.append(element);
  return element;
}
