import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LivehelperchatProperty } from '../../src/bridge/config/config';
import { loadStoredConfig, parseConfig } from '../../src/bridge/config/load';
import { linkOf } from '../../src/bridge/sources/livehelperchat/telling/words';

const SECRET = '5e'.repeat(24);
const ITOP = 'itop: { url: "https://itop.example.com", user: bridge, password: p4ss }';

function yaml(lines: string[] = [], address = 'https://chat.example.com/'): string {
  const own = ['provider: livehelperchat', `url: ${address}`, 'user: restbot', 'key: k3y-of-rest', ITOP, ...lines];
  return `properties:\n  - ${own.join('\n    ')}\n`;
}

const parse = (text: string) => parseConfig(text, {}).properties[0];

test('the id of a property of Live Helper Chat is made of server and department', () => {
  const property = parse(yaml());
  expect(property).toMatchObject({ provider: 'livehelperchat', poll: 5000, identity_secrets: [], trust: 'never' });
  expect(property?.id).toMatch(/^[0-9a-f]{24}$/);
  expect(parse(yaml([], 'https://CHAT.example.com'))?.id).toBe(property?.id);
  expect(parse(yaml(['department: 3']))?.id).not.toBe(property?.id);
  expect(parse(yaml([], 'https://chat.example.com/lhc/'))?.id).not.toBe(property?.id);
});

test('a property that names no provider is one of tawk.to', () => {
  const text = `properties:\n  - id: ${'a'.repeat(24)}\n    secrets: ["${'4d'.repeat(48)}"]\n    ${ITOP}\n`;
  expect(parse(text)).toMatchObject({ provider: 'tawk', id: 'a'.repeat(24), trust: 'any' });
  expect(parse(text.replace('- id', '- provider: tawk\n    id'))).toEqual(parse(text));
});

test('everything is told in chats unless `tell` says less', () => {
  expect(parse(yaml())).toMatchObject({ tell: ['request', 'answer', 'state'], portal: 'itop-portal' });
  expect(parse(yaml(['tell: [state, state]']))).toMatchObject({ tell: ['state'] });
  expect(parse(yaml(['tell: []', 'portal: off']))).toMatchObject({ tell: [], portal: 'off' });
});

test.each([
  ['itop-portal', 'https://itop.example.com/pages/exec.php/object/view/UserRequest/42', 'itop-portal'],
  [
    'https://desk.example.com/itop',
    'https://desk.example.com/itop/pages/exec.php/object/view/UserRequest/42',
    'itop-portal',
  ],
  [
    'https://desk.example.com/pages/exec.php?exec_module=itop-portal-base&exec_page=index.php&portal_id=hr',
    'https://desk.example.com/pages/exec.php/object/view/UserRequest/42',
    'hr',
  ],
])('`portal: %s` leads to the page of a request', (portal, page, id) => {
  const property = parse(yaml([`portal: "${portal}"`])) as LivehelperchatProperty;
  const link = new URL(linkOf({ class: 'UserRequest', id: '42' }, property) ?? '');
  expect(`${link.origin}${link.pathname}`).toBe(page);
  expect(Object.fromEntries(link.searchParams)).toEqual({
    exec_module: 'itop-portal-base',
    exec_page: 'index.php',
    portal_id: id,
  });
});

test('without a secret no visitor is proved, and no fallback is required', () => {
  expect(parse(yaml())?.ticket.fallback).toBeUndefined();
});

describe('refused, with the place and the expected value:', () => {
  test.each([
    [
      'an id',
      yaml(['id: 58ca8453b8a7e060cd3b1ecb']),
      '[0].id: expected nothing here: with livehelperchat the id is made',
    ],
    [
      'secrets of webhooks',
      yaml([`secrets: ["${SECRET}"]`]),
      '[0].secrets: expected nothing here: Live Helper Chat is asked',
    ],
    ['trust', yaml(['trust: any']), '[0].trust: expected nothing here: with livehelperchat a visitor is proved by'],
    ['a short secret of identity', yaml(['identity_secrets: [abc]']), 'identity_secrets[0]: expected the extension'],
    [
      'a text that is not an address',
      yaml([], 'chat.example.com'),
      '[0].url: expected the address of the Live Helper Chat server',
    ],
    [
      'an address with a user in it',
      yaml([], 'https://bob:s3cret@chat.example.com'),
      '[0].url: expected the address without',
    ],
    ['the address of a page', yaml([], 'https://chat.example.com/index.php'), '[0].url: expected the address'],
    ['a department without a number', yaml(['department: "3"']), '[0].department: expected the number of a department'],
    ['a poll of no time', yaml(['poll: 10ms']), '[0].poll: expected at least 1s'],
    ['a misspelt setting', yaml(['identity_secret: [x]']), 'no such setting; did you mean identity_secrets?'],
    [
      'something to tell that there is not',
      yaml(['tell: [asnwer]']),
      'tell[0]: expected one of request, answer, state',
    ],
    ['a portal that is no id', yaml(['portal: "my portal"']), '[0].portal: expected the id of a portal of iTop'],
    ['an address that is no page', yaml(['portal: "javascript:x"']), '[0].portal: expected the id of a portal'],
    [
      'what is told in a chat, with tawk.to',
      `properties:\n  - id: ${'a'.repeat(24)}\n    secrets: ["${'4d'.repeat(48)}"]\n    tell: [state]\n    ${ITOP}\n`,
      '[0].tell: expected nothing here: this is a setting of `provider: livehelperchat`',
    ],
    [
      'an unknown provider',
      yaml().replace('livehelperchat', 'livehelpchat'),
      'provider: expected one of tawk, livehelperchat',
    ],
    [
      'a setting of Live Helper Chat with tawk.to',
      yaml().replace('provider: livehelperchat', `id: ${'a'.repeat(24)}\n    secrets: ["${'4d'.repeat(48)}"]`),
      '[0].url: expected nothing here: this is a setting of `provider: livehelperchat`',
    ],
    [
      'one server twice',
      `${yaml()}${yaml([], 'https://chat.example.com').slice(12)}`,
      'found those of another property',
    ],
    [
      'a department next to all departments',
      `${yaml()}${yaml(['department: 3']).slice(12)}`,
      '[1].department: expected no department',
    ],
  ])('%s', (_what, text, says) => {
    const refusal = (() => {
      try {
        return `not refused: ${JSON.stringify(parseConfig(text, {}).properties.map(({ id }) => id))}`;
      } catch (error) {
        return (error as { detail: string }).detail;
      }
    })();
    expect(refusal).toContain(says);
    expect(refusal).not.toContain('s3cret');
    expect(refusal).not.toContain('k3y');
  });
});

test('commands for stored events know the iTop of such a property', () => {
  const folder = mkdtempSync(join(tmpdir(), 'itop-tawk-config-'));
  const file = join(folder, 'bridge.yaml');
  writeFileSync(file, yaml(['department: 3']));
  expect([...loadStoredConfig(file, {}).itops]).toEqual([
    [parse(yaml(['department: 3']))?.id, 'https://itop.example.com'],
  ]);
  rmSync(folder, { recursive: true });
});
