import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm';

/**
 * Installs what tests, lint and types need besides (test/package.json), where something of it is missing. `npm ci`
 * leaves it out (workspaces=false in .npmrc), so that `npm start` has little to fetch.
 *
 * @throws Error when npm fails
 */
export function installTools(): void {
  const { devDependencies } = readJson('test/package.json');
  const missing = Object.entries(devDependencies as Record<string, string>).filter(([name, version]) => {
    const installed = join('node_modules', name, 'package.json');
    return !existsSync(installed) || readJson(installed).version !== version;
  });
  if (missing.length === 0) return;
  console.log('Installing what the tests need besides: the other versions of PHP, linter, types, browser driver.');
  // Not "npm ci", which would first remove what is running this; the versions are those of the lock file all the same.
  console.log(npm(['install', '--workspaces', '--include-workspace-root', '--no-save']).trim());
}

function readJson(path: string) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) installTools();
