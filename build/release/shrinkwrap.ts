import { readFileSync } from 'node:fs';

/** A package in a lock file of npm's, as far as it is looked at here. */
interface Locked {
  version: string;
  integrity?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** The package.json of what is shrink-wrapped. */
interface Packed {
  name: string;
  version: string;
  dependencies: Record<string, string>;
}

/**
 * The `npm-shrinkwrap.json` of a package: each package that npm adds when it is installed, on whatever platform, with
 * version and checksum as our lock file has them. npm refuses what has another checksum. No address stands in it: npm
 * asks the registry that it is configured for.
 *
 * @param lockFile of this repository
 * @throws Error for a package without a checksum, or that is not in the lock file
 */
export function shrinkwrap({ name, version, ...rest }: Packed, lockFile = 'package-lock.json'): object {
  const { lockfileVersion, packages } = JSON.parse(readFileSync(lockFile, 'utf8'));
  const wrapped = new Map<string, Locked>();
  const add = (path: string, { dependencies, optionalDependencies }: Partial<Locked>): void => {
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const at = placeOf(each, path, packages);
      if (wrapped.has(at)) continue;
      const found: Locked = packages[at];
      if (!found.integrity) throw new Error(`${at} has no checksum in ${lockFile}`);
      wrapped.set(at, found);
      add(at, found);
    }
  };
  add('', rest);
  const sorted = [...wrapped].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    name,
    version,
    lockfileVersion,
    requires: true,
    packages: { '': { name, version, ...rest }, ...Object.fromEntries(sorted) },
  };
}

/** Where the package that another one needs is: in the nearest `node_modules`, as Node looks for it. */
function placeOf(name: string, from: string, packages: Record<string, Locked>): string {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[place]) return place;
    if (folder === '') throw new Error(`${name}, which ${from || 'the package'} needs, is not in the lock file`);
  }
}
