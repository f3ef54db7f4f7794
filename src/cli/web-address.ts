import { InvalidArgumentError } from 'commander';

/** For commander: an option or argument that is an address. */
export function webAddress(value: string): string {
  if (/^https?:\/\//.test(value) && URL.canParse(value)) return value;
  throw new InvalidArgumentError('Expected an address such as https://itop.example.com/');
}
