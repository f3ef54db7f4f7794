// biome-ignore lint/suspicious/noExplicitAny: of any object
export type Method = (this: any, ...parameters: any[]) => unknown;

/** Replaces an object's method, or the setter of its property. */
export function patch(object: object, name: string, change: (original: Method) => Method): void {
  const descriptor = Object.getOwnPropertyDescriptor(object, name) as PropertyDescriptor;
  const part = descriptor.set ? 'set' : 'value';
  Object.defineProperty(object, name, { ...descriptor, [part]: change(descriptor[part]) });
}
