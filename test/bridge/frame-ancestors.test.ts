import { expect, test } from 'vitest';
import { mayFrame } from '../../src/bridge/doctor/frame-ancestors';

const ITOP = new URL('https://itop.example.com');

test.each([
  [{}, true],
  [{ 'x-frame-options': 'DENY' }, false],
  [{ 'x-frame-options': 'SAMEORIGIN' }, false],
  // where both are there, X-Frame-Options does not count
  [{ 'x-frame-options': 'DENY', 'content-security-policy': 'frame-ancestors https://itop.example.com' }, true],
  [{ 'content-security-policy': "default-src 'self'" }, true],
  [{ 'content-security-policy': "frame-ancestors 'none'" }, false],
  [{ 'content-security-policy': "frame-ancestors 'self' " }, false],
  [{ 'content-security-policy': "frame-ancestors 'self' HTTPS://iTop.Example.com" }, true],
  [{ 'content-security-policy': 'frame-ancestors itop.example.com' }, true],
  [{ 'content-security-policy': 'frame-ancestors http://itop.example.com' }, true],
  [{ 'content-security-policy': 'frame-ancestors https://itop.example.com:8443' }, false],
  [{ 'content-security-policy': 'frame-ancestors https://itop.example.com:*' }, true],
  [{ 'content-security-policy': 'frame-ancestors https://*.example.com' }, true],
  [{ 'content-security-policy': 'frame-ancestors https://*.itop.example.com' }, false],
  [{ 'content-security-policy': 'frame-ancestors https:' }, true],
  [{ 'content-security-policy': "default-src 'self'; frame-ancestors *" }, true],
  [{ 'content-security-policy': 'frame-ancestors *, frame-ancestors https://other.example' }, false],
])('%o lets https://itop.example.com frame it: %s', (headers, expected) => {
  expect(mayFrame(new Headers(headers as Record<string, string>), new URL('https://chat.example.com/'), ITOP)).toBe(
    expected,
  );
});

test("'self' is the page's own origin", () => {
  const headers = new Headers({ 'content-security-policy': "frame-ancestors 'self'" });
  expect(mayFrame(headers, new URL('https://itop.example.com/lhc/index.php'), ITOP)).toBe(true);
});
