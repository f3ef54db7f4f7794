import { hasCredentials, hasQuery } from '../itop/address';
import { UsageError } from './outcome';

/**
 * For commander, and for an answer: an http(s) address without user name and password. Wrong ones are not repeated, as
 * commander would: whoever gave a password with it may have this output in a log.
 *
 * @throws UsageError
 */
export function webAddress(value: string): string {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw new UsageError('expected an address such as https://itop.example.com/');
  }
  if (hasCredentials(value)) throw new UsageError('expected an address without user name and password');
  return value;
}

/** The address of an iTop, likewise; nothing stands behind its path. @throws UsageError */
export function itopAddress(value: string): string {
  if (hasQuery(webAddress(value))) throw new UsageError('expected an address without ? and # and what follows them');
  return value;
}
