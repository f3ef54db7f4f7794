import { hasCredentials, hasQuery } from '../itop/address';
import { UsageError } from './outcome';

/**
 * Parses an option or an answer: an http(s) address without user name and password. Unlike commander, it does not
 * repeat a wrong value, because a password in it could end up in a log.
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

/** The address of an iTop, without query and fragment. @throws UsageError */
export function itopAddress(value: string): string {
  if (hasQuery(webAddress(value))) throw new UsageError('expected an address without ? and # and what follows them');
  return value;
}
