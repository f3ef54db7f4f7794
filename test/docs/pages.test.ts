import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const PAGES = readdirSync('docs').filter((name) => name.endsWith('.md'));
const MAX_WORDS = 1500;

test.each(PAGES)(
  'docs/%s says on top for whom it is, and is no longer than a person reads, unless it is a reference',
  (name) => {
    const page = readFileSync(`docs/${name}`, 'utf8');
    expect(page).toMatch(/^# .+\n\n_(Reference, )?[Ff]or .+?\._/);
    const words = page.split(/\s+/).filter((word) => word !== '').length;
    if (!/^# .+\n\n_Reference, /.test(page)) expect(words).toBeLessThanOrEqual(MAX_WORDS);
  },
);

test('README leads to each page', () => {
  const readme = readFileSync('README.md', 'utf8');
  const led = new Set([...readme.matchAll(/\(docs\/([\w-]+\.md)/g)].map(([, name]) => name));
  // the engineers' pages are on top of docs/architecture.md
  const architecture = readFileSync('docs/architecture.md', 'utf8').split('\n## ')[0] ?? '';
  for (const [, name] of architecture.matchAll(/\(([\w-]+\.md)\)/g)) led.add(name);
  expect(PAGES.filter((name) => !led.has(name))).toEqual([]);
});
