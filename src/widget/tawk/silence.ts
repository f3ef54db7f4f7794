import { TAWK_NAMES } from '../chat/forget';
import { type Method, patch } from '../chat/patch';

/**
 * Cuts tawk.to's client off on a page whose user has left. `shutdown` alone is not enough: the answer to a running
 * request, or a further attempt, would still store the visitor in this browser, where the next user would get it, and
 * connect.
 *
 * @param isTawk recognizes an address of tawk.to's
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
