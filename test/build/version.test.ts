import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COMMAND } from '../command';

const read = (path: string) => readFileSync(path, 'utf8');
const { version } = JSON.parse(read('package.json'));
/** The parts of the changelog, the newest first. */
const parts = [...read('CHANGELOG.md').matchAll(/^## (.*)\n([\s\S]*?)(?=^## |$(?![\s\S]))/gm)].map(
  ([, heading = '', text = '']) => ({ heading, text }),
);
const [, newest, date] = /^(\d+\.\d+\.\d+), (\d{4}-\d{2}-\d{2})$/.exec(parts[0]?.heading ?? '') ?? [];

test('the changelog begins with the version of the package, and its date', () => {
  expect([newest, date]).toEqual([version, expect.stringMatching(/^20\d\d-/)]);
});

test('the lock file has the version of the package', () => {
  const lock = JSON.parse(read('package-lock.json'));
  expect([lock.version, lock.packages[''].version]).toEqual([version, version]);
});

test.each(['combodo-tawk-integration', 'itop-tawk-chats'])(
  'the module %s has the version and date of the changelog',
  (name) => {
    const folder = name === 'itop-tawk-chats' ? 'extension-chats' : 'extension';
    expect(read(`${folder}/module.${name}.php`)).toContain(`'${name}/${newest}'`);
    const xml = read(`${folder}/extension.xml`);
    expect(xml).toContain(`<version>${newest}</version>`);
    expect(xml).toContain(`<release_date>${date}</release_date>`);
  },
);

test('itop-tawk --version says it', () => {
  expect(execFileSync(process.execPath, [COMMAND, '--version'], { encoding: 'utf8' })).toBe(`${newest}\n`);
});

test('the newest part of the changelog is grouped, and has a line for each change', () => {
  const groups = [...(parts[0]?.text ?? '').matchAll(/^### (.*)$/gm)].map(([, group]) => group);
  const known = ['Before you upgrade', 'Added', 'Changed', 'Fixed', 'Security'];
  expect(groups).toEqual(known.filter((group) => groups.includes(group)));
  expect(groups).toEqual(expect.arrayContaining(['Added', 'Changed', 'Fixed', 'Security']));
  const lines = (parts[0]?.text ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('### '));
  expect(lines.filter((line) => !/^- \S/.test(line))).toEqual([]);
  expect(lines.filter((line) => line.length > 400)).toEqual([]);
});
