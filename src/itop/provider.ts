import { DEFAULT_PROVIDER, PROVIDERS, type Provider, TITLES } from '../contract/providers';
import { PhpExpression, type PhpValue } from './files/php-file';
import { isUnset, trim } from './settings';

export { PROVIDERS, type Provider, TITLES };

/**
 * The provider of the plain settings, as the extension reads it: with a wrong one there is no chat, and the other settings
 * are read as for tawk.to.
 *
 * @returns undefined if only PHP can compute it
 */
export function providerOf(settings: { name: string; value?: PhpValue | undefined }[]): Provider | undefined {
  const value = settings.find(({ name }) => name === 'provider')?.value;
  if (value instanceof PhpExpression) return undefined;
  return (isUnset(value) ? undefined : providerNamed(value)) ?? DEFAULT_PROVIDER;
}

/** The provider with that name, in small or capital letters. */
export function providerNamed(value: PhpValue | undefined): Provider | undefined {
  const name = typeof value === 'string' ? trim(value).toLowerCase() : undefined;
  return PROVIDERS.find((each) => each === name);
}

/** The same text for every way to write the address of a server, as in browsers (Settings::Root of the extension). */
export function rootOf(address: string): string {
  const [, origin = '', path = ''] = /^(https?:\/\/[^/]*)?(.*)$/is.exec(address.replace(/\/+$/, '')) ?? [];
  return origin.toLowerCase().replace(/^(http:.*):80$|^(https:.*):443$/, '$1$2') + path;
}
