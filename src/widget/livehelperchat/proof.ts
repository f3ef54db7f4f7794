import type { Page } from '../scripts';

/** Milliseconds after which a proof, which is good for an hour, is asked for again. */
const RENEW_AFTER_MS = 1_800_000;

/**
 * The proof of who is asking, for the bridge: that of the page, as long as it is good for half an hour more.
 *
 * @param renewed told that it is another one, or none any more
 * @returns the proof that is there; asks for another one where it is time
 */
export function keepProof([context, , { signal }]: Page, renewed: () => void): [() => string, renew: () => void] {
  let proof = (context as { proof?: string }).proof ?? '';
  let since = performance.timeOrigin;
  return [
    () => proof,
    () => {
      const now = Date.now();
      // A clock that was put back may have left a time to come.
      if (!proof || Math.abs(now - since) < RENEW_AFTER_MS) return;
      since = now;
      fetch(`${context.panel?.url}&operation=proof`, { signal })
        .then((response) => response.json())
        .then((answer: { proof?: string | null }) => {
          if (answer.proof === undefined) return;
          proof = answer.proof ?? '';
          renewed();
        })
        // The session is over, or iTop is not there: the next conversation asks again.
        .catch(() => {
          since = 0;
        });
    },
  ];
}
