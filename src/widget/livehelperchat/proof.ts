import type { Page } from '../scripts';

/** A proof is valid for an hour and is renewed after this time. Milliseconds. */
const RENEW_AFTER_MS = 1_800_000;

/**
 * Keeps the proof that shows the bridge who the visitor is. The first proof comes with the page.
 *
 * @param renewed called when there is a new proof, or none any more
 * @returns gives the current proof; asks iTop for a new one if it is time
 */
export function keepProof([context, , { signal }]: Page, renewed: () => void): [() => string, renew: () => void] {
  let proof = (context as { proof?: string }).proof ?? '';
  let since = performance.timeOrigin;
  return [
    () => proof,
    () => {
      const now = Date.now();
      // A clock that was set back may have left a time in the future.
      if (!proof || Math.abs(now - since) < RENEW_AFTER_MS) return;
      since = now;
      fetch(`${context.panel?.url}&operation=proof`, { signal })
        .then((response) => response.json())
        .then((answer: { proof?: string | null }) => {
          if (answer.proof === undefined) return;
          proof = answer.proof ?? '';
          renewed();
        })
        // The session is over, or iTop is unreachable: the next conversation asks again.
        .catch(() => {
          since = 0;
        });
    },
  ];
}
