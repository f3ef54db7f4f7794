import { ItopError } from '../../itop/rest/error';
import { BridgeError, ERRORS, type ErrorCode } from '../base/errors';
import type { Config } from '../config/config';
import type { StoredEvent, Verdict } from '../store/store';

/** So much of an error's own words is kept with the event, in characters. */
const MAX_DETAIL_CHARS = 1000;

/** What to do about an event whose delivery failed with `error`, and whether its whole iTop is in trouble. */
export interface RetryDecision {
  verdict: Verdict;
  code: ErrorCode;
  wholeItop: boolean;
}

/**
 * @param waited milliseconds that the event has waited since its arrival, or since a person's `events retry`
 * @param settle how long iTop may still be at it, milliseconds: an uncertain write is not looked for earlier
 */
export function decideRetry(
  error: unknown,
  event: Pick<StoredEvent, 'attempts'>,
  retry: Config['retry'],
  settle: number,
  waited: number,
): RetryDecision {
  const known = error instanceof BridgeError || error instanceof ItopError;
  const code = known ? error.code : 'UNEXPECTED';
  const detail = shortened(known ? error.detail : String(error));
  const { next, wholeItop = false } = ERRORS[code];
  if (next === 'set_aside') {
    return { verdict: { state: 'set_aside', error: code, errorDetail: detail }, code, wholeItop };
  }
  if (waited > retry.for) {
    const verdict = { state: 'set_aside', error: 'GAVE_UP', errorDetail: `${code}: ${detail}` } as const;
    return { verdict, code: 'GAVE_UP', wholeItop };
  }
  const uncertain = error instanceof ItopError && error.mayHaveRun;
  const delay = Math.max(backoff(event.attempts, retry), uncertain ? settle : 0);
  return { verdict: { state: 'waiting', delay, error: code, errorDetail: detail }, code, wholeItop };
}

function shortened(text: string): string {
  return text.length <= MAX_DETAIL_CHARS ? text : `${text.slice(0, MAX_DETAIL_CHARS)}… (${text.length} characters)`;
}

/** Milliseconds to wait after the `failures`-th failure in a row (1 = the first): doubled each time up to `longest`, the last half by chance. */
export function backoff(
  failures: number,
  times: { first: number; longest: number },
  random: () => number = Math.random,
): number {
  // 2^30 times anything is beyond any cap
  const full = Math.min(times.longest, times.first * 2 ** Math.min(failures - 1, 30));
  return Math.round(full / 2 + (full / 2) * random());
}
