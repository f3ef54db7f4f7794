import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The licences of the packages in a bundle, which nearly all ask to be given along with the code.
 *
 * @param files paths of what was bundled, from here
 * @throws Error for a package that brings no licence, and names none in its package.json
 */
export function licences(files: string[]): string {
  const packages = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  return [...packages].sort().map(licence).join('\n');
}

function licence(folder: string): string {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!license) throw new Error(`${name} names no licence: look at it before it is given to anybody`);
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file));
  const text = texts.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  // pg-types and pgpass bring no text of their own.
  if (text.length === 0) text.push(`By ${author?.name ?? author ?? 'its contributors'}.`);
  return `${'='.repeat(78)}\n${name} ${version}: ${license}\n\n${text.join('\n\n')}\n`;
}
