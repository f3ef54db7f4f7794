import { TAWK_NAMES } from './forget';
import { patch } from './patch';

/**
 * Cuts tawk.to's client off, on a page whose user is gone. `shutdown` alone does not do that: an answer that is under
 * way would still write the visitor into this browser, where the next person would find it, and connect; so would a
 * further attempt.
 *
 * @param isTawk tells an address of tawk.to's
 */
export function silence(isTawk: (address: string) => boolean): void {
  patch(
    Document.prototype,
    'cookie',
    (set) =>
      function (cookie) {
        if (!TAWK_NAMES.test(cookie)) set.call(this, cookie);
      },
  );
  patch(
    Storage.prototype,
    'setItem',
    (setItem) =>
      function (name, value) {
        if (!TAWK_NAMES.test(name)) setItem.call(this, name, value);
      },
  );
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
