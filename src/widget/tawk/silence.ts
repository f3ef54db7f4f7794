import { TAWK_NAMES } from '../chat/forget';
import { type Method, patch } from '../chat/patch';

/**
 * Cuts tawk.to's client off, on a page whose user is gone. `shutdown` alone does not do that: an answer that is under
 * way would still write the visitor into this browser, where the next person would find it, and connect; so would a
 * further attempt.
 *
 * @param isTawk tells an address of tawk.to's
 */
export function silence(isTawk: (address: string) => boolean): void {
  const keepNothing = (original: Method): Method =>
    function (name, value) {
      if (!TAWK_NAMES.test(name)) original.call(this, name, value);
    };
  patch(Document.prototype, 'cookie', keepNothing);
  patch(Storage.prototype, 'setItem', keepNothing);
  patch(
    Response.prototype,
    'json',
    (json) =>
      function () {
        return isTawk(this.url) ? Promise.reject() : json.call(this);
      },
  );
  patch(window, 'fetch', (fetch) => (input, init) => (isTawk(`${input}`) ? Promise.reject() : fetch(input, init)));
}
