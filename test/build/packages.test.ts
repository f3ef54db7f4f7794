import { readdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const { dependencies, devDependencies } = json('package.json');
const tests = json('test/package.json').devDependencies;

test.each(['sandbox/main.ts', 'build/build.ts', 'build/release/main.ts', 'build/tools.ts'])(
  '%s needs no package that only the tests have',
  async (entry) => {
    const { metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      write: false,
      metafile: true,
      outdir: 'dist',
    });
    const imports = Object.values(metafile.inputs).flatMap((file) => file.imports.filter(({ external }) => external));
    const names = imports.map(({ path }) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path);
    // The sandbox imports a PHP when it is asked for; `npm start` asks for one.
    const onlyOfTests = names.filter((name) => name in tests && !/^@php-wasm\/node-\d/.test(name));
    expect(onlyOfTests).toEqual([]);
  },
);

test('npm start finds its PHP among what npm ci installs, and that is the only one', () => {
  const version = /^const PHP = '([\d.]+)';$/m.exec(readFileSync('sandbox/main.ts', 'utf8'))?.[1];
  const installed = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => /node-\d/.test(name));
  expect(installed).toEqual([`@php-wasm/node-${version?.replace('.', '-')}`]);
});

test('no page tells to fetch the command from the registry, where its name is nobody’s', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...readdirSync('docs').map((name) => `docs/${name}`)];
  for (const page of pages.filter((name) => name.endsWith('.md'))) {
    const text = readFileSync(page, 'utf8');
    expect(text, page).not.toMatch(/(npx|npm (exec|x)|npm (i|install|add)( -\S+)*) +itop-tawk(?!-)/);
  }
});
