import { expect, test } from 'vitest';
import { isSameSite } from '../../src/itop/same-site';

test.each([
  ['https://itop.example.com/', 'https://chat.example.com/lhc', true],
  ['https://itop.example.com/', 'https://itop.example.com:8443/', true],
  ['https://itop.example.co.uk/', 'https://chat.other.co.uk/', false],
  ['http://itop.example.com/', 'https://chat.example.com/', false],
  ['https://a.itop.corp/', 'https://chat.itop.corp/', true],
  ['https://itop.corp/', 'https://chat.corp/', false],
  ['http://127.0.0.1/', 'http://127.0.0.1:8080/', true],
  ['http://127.0.0.1/', 'http://localhost/', false],
  ['http://10.0.0.1/', 'http://10.0.0.2/', false],
])('%s and %s are the same site: %s', (one, other, expected) => {
  expect(isSameSite(new URL(one), new URL(other))).toBe(expected);
});
