import { expect, test } from 'vitest';
import { provedBy, tokenIn } from '../../src/bridge/sources/livehelperchat/identity';
import { IDENTITY_SECRET, tokenOf } from './livehelperchat-ring';

const NOW = Math.floor(Date.now() / 1000);
const SECRETS = [IDENTITY_SECRET];
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token that iTop signed proves the person, also for a chat from yesterday', async () => {
  const yesterday = NOW - 86_400;
  const token = tokenOf('12', { iat: yesterday, exp: yesterday + 3600 });
  expect(await provedBy(token, SECRETS, yesterday + 60)).toEqual({
    person: '12',
    name: 'Claude Monet',
    email: 'claude@example.com',
  });
});

test('while the secret is changed, tokens of both secrets count', async () => {
  const other = '8e'.repeat(24);
  expect(await provedBy(tokenOf('12', {}, other), [IDENTITY_SECRET, other], NOW)).toMatchObject({ person: '12' });
});

test('a person without name and e-mail can be proved too', async () => {
  const token = tokenOf('12', { name: undefined, email: undefined });
  expect(await provedBy(token, SECRETS, NOW)).toEqual({ person: '12', name: undefined, email: undefined });
});

test('a token counts if the clocks differ by five minutes, but not by more', async () => {
  const at = (began: number) => provedBy(tokenOf('12', { iat: NOW, exp: NOW + 3600 }), SECRETS, began);
  expect([await at(NOW - 299), await at(NOW + 3600 + 299)]).toEqual([expect.anything(), expect.anything()]);
  expect([await at(NOW - 301), await at(NOW + 3600 + 301)]).toEqual([undefined, undefined]);
});

test.each([
  ['no signature (alg none)', `${part({ alg: 'none' })}.${part({ sub: '12', iat: NOW, exp: NOW + 3600 })}.`],
  ['alg none with a signature', tokenOf('12', {}, IDENTITY_SECRET, { alg: 'none' })],
  ['another algorithm in its head', tokenOf('12', {}, IDENTITY_SECRET, { alg: 'HS512' })],
  ['an algorithm of public keys', tokenOf('12', {}, IDENTITY_SECRET, { alg: 'RS256' })],
  ['a key of its own', tokenOf('12', {}, 'a'.repeat(40), { jwk: { kty: 'oct', k: 'a'.repeat(40) } })],
  ['a header that must be understood', tokenOf('12', {}, IDENTITY_SECRET, { crit: ['b64'], b64: false })],
  ['another secret', tokenOf('12', {}, '9f'.repeat(24))],
  ['an empty secret', tokenOf('12', {}, '')],
  [
    'a person changed after it was signed',
    tokenOf('12').replace(/\.[^.]+\./, `.${part({ sub: '1', iat: NOW, exp: NOW + 3600 })}.`),
  ],
  ['the time of another chat', tokenOf('12', { iat: NOW - 7200, exp: NOW - 3600 })],
  ['a time to come', tokenOf('12', { iat: NOW + 3600, exp: NOW + 7200 })],
  ['no time', tokenOf('12', { iat: undefined, exp: undefined })],
  ['no end of its time', tokenOf('12', { exp: undefined })],
  ['a time that is no number', tokenOf('12', { iat: 'now', exp: 'later' })],
  ['no person', tokenOf('12', { sub: undefined })],
  ['a person that is no id', tokenOf("12' OR 1")],
  ['the person 0', tokenOf('0')],
  ['a person that is a number', tokenOf('12', { sub: 12 })],
  ['more characters than any token has', tokenOf('12', { name: 'x'.repeat(10_000) })],
  ['no form', 'abc.def'],
  ['nothing', ''],
])('a token with %s proves nobody', async (_what, token) => {
  expect(await provedBy(token, SECRETS, NOW)).toBeUndefined();
});

test('without a secret no token proves anybody', async () => {
  expect(await provedBy(tokenOf('12'), [], NOW)).toBeUndefined();
});

test.each([
  ['none', ''],
  ['no JSON', '{"itop_token":'],
  ['a list', '["itop_token"]'],
  ['null', 'null'],
  ['a token that is no text', '{"itop_token":{"a":1}}'],
  ['a thousand levels', `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`],
  ['more than a page sends', JSON.stringify({ itop_token: 'x', more: 'y'.repeat(70_000) })],
  ['a name of every object', '{"constructor":"x"}'],
])('of variables of a chat that are %s there is no token', (_what, variables) => {
  expect(tokenIn(variables)).toBeUndefined();
});

test('the token is found among other variables', () => {
  expect(tokenIn('{"other":[1,{"a":2}],"itop_token":"abc"}')).toBe('abc');
});
