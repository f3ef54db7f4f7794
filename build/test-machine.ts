import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium, hasHeadlessShell } from '../test/chromium';
import { findBinaries } from '../test/postgres';

/** Installs the browser and PostgreSQL for the tests where that can be done without asking: as root on Debian and its kin. */
export function installForTests(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const install = [
    ...(hasHeadlessShell() ? [] : [headlessShell()]),
    ...(findBinaries() === undefined ? ['postgresql'] : []),
  ];
  if (install.length === 0) return;
  console.log(`Installing for the tests, with apt-get: ${install.join(', ')}`);
  apt('update');
  // each by itself: a system may have one and not the other
  for (const name of install) apt('install', '--yes', '--no-remove', '--no-install-recommends', name);
  if (findChromium() === undefined) apt('install', '--yes', '--no-remove', '--no-install-recommends', 'chromium');
}

/** Of the same version as a Chromium that is there, which would be brought up to date otherwise: that is not ours to do. */
function headlessShell(): string {
  const asked = spawnSync('dpkg-query', ['-W', `-f=$\{Version}`, 'chromium-common'], { encoding: 'utf8' });
  const version = asked.status === 0 ? asked.stdout : '';
  return `chromium-headless-shell${version === '' ? '' : `=${version}`}`;
}

/** What fails is told by what is lacking afterwards. */
function apt(...parameters: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['--quiet', '--quiet', ...parameters], { stdio: ['ignore', 'ignore', 'inherit'], env });
}
