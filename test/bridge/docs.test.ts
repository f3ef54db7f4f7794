import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ERRORS } from '../../src/bridge/base/errors';
import { parseConfig } from '../../src/bridge/config/load';

// without the blanks that line tables up
const page = readFileSync('docs/bridge-reference.md', 'utf8').replace(/ +/g, ' ');

test.each(Object.entries(ERRORS))(
  'docs/bridge-reference.md tells of %s what the table tells',
  (code, { status, says, todo }) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${code}\` |`));
    expect(row).toContain(`| ${says} | ${todo} |`);
    expect(row?.includes(`| ${status} |`)).toBe(status !== undefined);
  },
);

test('the example configuration is right once its variables are set', () => {
  const example = readFileSync('bridge.example.yaml', 'utf8');
  const config = parseConfig(example, { TAWK_WEBHOOK_SECRET: '4d'.repeat(48), ITOP_PASSWORD: 'p4ss' });
  expect(config.properties).toHaveLength(1);
});

test('docs/bridge-reference.md tells of every setting in the example configuration', () => {
  const example = readFileSync('bridge.example.yaml', 'utf8');
  const names = [...example.matchAll(/^\s*(?:- )?(\w+):/gm)].map(([, name]) => name as string);
  const containers = new Set(['properties', 'itop', 'ticket', 'fallback', 'retry', 'impact']);
  for (const name of names.filter((name) => !containers.has(name))) {
    expect(page).toMatch(new RegExp(`\`[\\w.[\\]]*\\b${name}\``));
  }
});
