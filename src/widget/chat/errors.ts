/**
 * Reports scripts of tawk.to that are missing or throw. Their errors appear as warnings in the console, not as errors
 * of the page.
 */
export function hearErrors(isTawk: (address?: string) => boolean, troubled: () => void): void {
  addEventListener(
    'error',
    (event) => {
      if (!isTawk(event.filename ?? (event.target as HTMLScriptElement).src)) return;
      event.preventDefault();
      console.warn(event);
      troubled();
    },
    true,
  );
}
