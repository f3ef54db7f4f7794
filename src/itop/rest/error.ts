/** What can go wrong between the bridge and an iTop. The texts are in the table of src/bridge/base/errors.ts. */
export type ItopErrorCode =
  | 'ITOP_UNREACHABLE'
  | 'ITOP_TIMEOUT'
  | 'ITOP_HTTP'
  | 'ITOP_MAINTENANCE'
  | 'ITOP_NOT_JSON'
  | 'ITOP_TOO_LONG'
  | 'ITOP_REDIRECT'
  | 'ITOP_CREDENTIALS'
  | 'ITOP_LOOKUP'
  | 'ITOP_DATABASE'
  | 'ITOP_REJECTED';

/**
 * A REST call that gave no result.
 *
 * `mayHaveRun` says whether iTop may have carried out the operation, or may still be doing so: before repeating it, the
 * caller must wait until iTop has certainly finished, and then check. `detail` is iTop's own message: it can quote
 * values of the request, so it must not be logged.
 */
export class ItopError extends Error {
  constructor(
    readonly code: ItopErrorCode,
    readonly detail: string,
    readonly mayHaveRun: boolean,
  ) {
    super(code);
    this.name = 'ItopError';
  }
}

/**
 * Whether iTop accepts its user, but the user has no right for this class: `… does not have enough permissions for
 * reading data of class …` (core/restservices.class.inc.php, the same in 2.7 to 3.2, in English only).
 */
export function isForbidden(error: unknown): boolean {
  return error instanceof ItopError && error.code === 'ITOP_CREDENTIALS' && /enough permissions/i.test(error.detail);
}
