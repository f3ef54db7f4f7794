export function element(tag: string, text: string, className = ''): HTMLElement {
  return Object.assign(document.createElement(tag), { textContent: text, className });
}

/** An element of that class with children. */
export function box(tag: string, className: string, ...children: Node[]): HTMLElement {
  const made = element(tag, '', className);
  made.append(...children);
  return made;
}

export function post(path: string, body: unknown): void {
  fetch(path, { method: 'POST', body: JSON.stringify(body) });
}
