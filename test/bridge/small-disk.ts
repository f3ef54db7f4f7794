import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { where } from '../not-tried';

/** A file system of its own, small enough to be full. */
export interface SmallDisk {
  folder: string;
  fill: () => void;
  free: () => void;
  remove: () => void;
}

/** A test that needs such a disk, which takes the right to mount one. */
export function onDisk(disk: SmallDisk | undefined, run: (disk: SmallDisk) => Promise<void>) {
  return where(disk !== undefined, 'needs the right to mount a disk', () => run(disk as SmallDisk));
}

/** Undefined where this process may mount nothing (it takes root). */
export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'itop-tawk-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill: () => {
      const file = openSync(ballast, 'a');
      try {
        while (statfsSync(folder).bavail > 0) {
          writeSync(file, Buffer.alloc(4096));
        }
      } catch {
        // full
      }
      closeSync(file);
    },
    free: () => rmSync(ballast, { force: true }),
    remove: () => {
      execFileSync('umount', ['-l', folder], { stdio: 'pipe' });
      rmSync(folder, { recursive: true });
    },
  };
}
