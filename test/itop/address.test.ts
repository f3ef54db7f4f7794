import { expect, test } from 'vitest';
import { isThisMachine, sayable } from '../../src/itop/address';

test.each([
  ['https://itop.example.com', 'https://itop.example.com'],
  ['http://127.0.0.1:8080/itop/', 'http://127.0.0.1:8080/itop/'],
  ['https://bob:s3cret@itop.example.com/itop/', 'https://itop.example.com/itop/'],
  ['https://s3cret@itop.example.com', 'https://itop.example.com/'],
  ['https:bob:s3cret@itop.example.com', 'https://itop.example.com/'],
  [String.raw`https:\\bob:s3cret@itop.example.com`, 'https://itop.example.com/'],
  ['https://itop.example.com:8443/a?token=s3cret#s3cret', 'https://itop.example.com:8443/a'],
  ['https://bob:s3cret@', '(no address)'],
  ['bob s3cret', '(no address)'],
])('%s is said as %s', (address, said) => {
  expect(sayable(address)).toBe(said);
});

test('an address that is parsed is said likewise', () => {
  expect(sayable(new URL('https://bob:s3cret@itop.example.com/a?s3cret'))).toBe('https://itop.example.com/a');
});

test.each(['localhost', 'itop.localhost', '127.0.0.1', '127.1.2.3', '[::1]', '::1'])('%s is this machine', (host) =>
  expect(isThisMachine(host)).toBe(true),
);
test.each(['itop', '10.0.0.1', '[fe80::1]', 'localhost.example.com', '128.0.0.1', '127.0.0.1.example.com'])(
  '%s is not, as far as can be told from it',
  (host) => expect(isThisMachine(host)).toBe(false),
);
