/** More characters than tawk.to's client stores. */
const ROOM = 'x'.repeat(2000);
const NAME = 'itop-tawk:room';

/**
 * Whether the browser stores what this page gives it: its storages may be switched off, or full. tawk.to needs both.
 */
export function canKeep(): boolean {
  try {
    for (const storage of [localStorage, sessionStorage]) {
      storage[NAME] = ROOM;
      delete storage[NAME];
    }
    return true;
  } catch {
    return false;
  }
}
