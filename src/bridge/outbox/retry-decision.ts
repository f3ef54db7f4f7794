import { ItopError } from '../../itop/rest/error';
import { BridgeError, ERRORS, type ErrorCode } from '../base/errors';
import type { Config } from '../config/config';
import type { StoredEvent, Verdict } from '../store/store';

/** How many characters of an error's message are stored with the event. */
const MAX_DETAIL_CHARS = 1000;

/**
 * How often an event may fail alone in iTop: with the default pauses for about fifty minutes. So a visitor who causes
 * such an event cannot raise the alert for events that wait for an hour (ItopTawkNotDelivering).
 */
const MAX_OWN_FAILURES = 20;

/** What to do with an event whose delivery failed. */
export interface RetryDecision {
  verdict: Verdict;
  code: ErrorCode;
}

/**
 * What to do with an event whose delivery failed with `error`.
 * @param isWhole its iTop is in trouble as a whole: the event waits for iTop, and is not at fault
 * @param waited milliseconds since the event arrived, or since a person's `events retry`
 * @param settle how long iTop may continue with the request, milliseconds: an uncertain write is not checked earlier
 */
export function decideRetry(
  error: unknown,
  event: Pick<StoredEvent, 'attempts'>,
  retry: Config['retry'],
  settle: number,
  waited: number,
  isWhole: boolean,
): RetryDecision {
  const known = error instanceof BridgeError || error instanceof ItopError;
  const code = known ? error.code : 'UNEXPECTED';
  const detail = shortened(known ? error.detail : String(error));
  const setAside = (error: ErrorCode, errorDetail: string): RetryDecision => ({
    verdict: { state: 'set_aside', error, errorDetail },
    code: error,
  });
  if (ERRORS[code].next === 'set_aside') {
    return setAside(code, detail);
  }
  if (waited > retry.for) {
    return setAside('GAVE_UP', `${code}: ${detail}`);
  }
  const settled = error instanceof ItopError && error.mayHaveRun ? settle : 0;
  if (isWhole) {
    // the iTop has its own pause
    return { verdict: { state: 'waiting', delay: settled, error: code, errorDetail: detail, isNoAttempt: true }, code };
  }
  const delay = Math.max(backoff(event.attempts, retry), settled);
  if (!(error instanceof ItopError)) {
    return { verdict: { state: 'waiting', delay, error: code, errorDetail: detail }, code };
  }
  const own = `${code}: ${detail}`;
  if (event.attempts >= MAX_OWN_FAILURES) {
    return setAside('FAILS_ALONE', own);
  }
  return { verdict: { state: 'waiting', delay, error: 'FAILS_ALONE', errorDetail: own }, code: 'FAILS_ALONE' };
}

function shortened(text: string): string {
  return text.length <= MAX_DETAIL_CHARS ? text : `${text.slice(0, MAX_DETAIL_CHARS)}… (${text.length} characters)`;
}

/**
 * Milliseconds to wait after the `failures`-th consecutive failure (1 = the first): exponential backoff up to
 * `longest`, with the second half random (jitter).
 */
export function backoff(
  failures: number,
  times: { first: number; longest: number },
  random: () => number = Math.random,
): number {
  // 2^30 times any value is above every limit
  const full = Math.min(times.longest, times.first * 2 ** Math.min(failures - 1, 30));
  return Math.round(full / 2 + (full / 2) * random());
}
