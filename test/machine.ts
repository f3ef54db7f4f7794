import { findChromium, HOW_TO_HAVE_CHROMIUM } from './chromium';
import { findBinaries, HOW_TO_HAVE_POSTGRES } from './postgres';

/** @returns what tests need and this machine has not, a line each with what to do about it */
export function lacking(): string[] {
  const needs: [what: string, has: boolean, remedy: string][] = [
    ['root', process.getuid?.() === 0, 'Run the tests as root, such as in a container.'],
    ['PostgreSQL', findBinaries() !== undefined, HOW_TO_HAVE_POSTGRES],
    ['Chromium', findChromium() !== undefined, HOW_TO_HAVE_CHROMIUM],
  ];
  return needs.filter(([, has]) => !has).map(([what, , remedy]) => `  ${what}: ${remedy}`);
}
