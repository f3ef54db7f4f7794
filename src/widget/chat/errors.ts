/**
 * Reports scripts of tawk.to that are missing or throw. Their errors appear as warnings in the console, not as errors
 * of the page.
 */
export function hearErrors(isOwn: (address?: string) => boolean, troubled: () => void): void {
  addEventListener(
    'error',
    (event) => {
      if (!isOwn(event.filename ?? (event.target as HTMLScriptElement).src)) return;
      event.preventDefault();
      console.warn(event);
      troubled();
    },
    true,
  );
}
