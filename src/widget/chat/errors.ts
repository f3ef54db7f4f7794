/**
 * Tells of tawk.to's scripts that are missing or throw. What they throw is a warning in the console, not an error of the
 * page.
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
