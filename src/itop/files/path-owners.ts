import { lstat, readlink } from 'node:fs/promises';
import { isAbsolute, join, resolve, sep } from 'node:path';

/** One step of a path: a folder or a link on the way, or what is at its end. */
export interface Step {
  path: string;
  kind: 'folder' | 'link' | 'other';
  uid: number;
  gid: number;
  /** The permission bits: 0o022 lets the group and everybody write. */
  mode: number;
}

/** Linux follows at most this many links in one path. */
const MAX_LINKS = 40;

/**
 * The steps from / to a path, in the order in which the system takes them; links are steps, and are followed. The list
 * ends before the first step that does not exist.
 *
 * @throws the system's errors if a step cannot be checked
 */
export async function stepsTo(place: string): Promise<Step[]> {
  const ahead = names(resolve(place));
  const steps = [await step(sep)];
  let links = 0;
  let at = [''];
  for (let name = ahead.shift(); name !== undefined; name = ahead.shift()) {
    if (name === '..') {
      at = at.slice(0, Math.max(1, at.length - 1));
      continue;
    }
    const path = [...at, name].join(sep);
    const here = await step(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
      throw error;
    });
    if (!here) break;
    steps.push(here);
    if (here.kind !== 'link') {
      at = [...at, name];
      continue;
    }
    links += 1;
    if (links > MAX_LINKS) throw new Error(`${place}: too many symbolic links.`);
    const target = await readlink(path);
    if (isAbsolute(target)) at = [''];
    ahead.unshift(...names(target));
  }
  return steps;
}

/** Links on the way to a path that belong to another user than root. @param root where the way begins */
export async function foreignLinks(root: string, place: string): Promise<Step[]> {
  const links: Step[] = [];
  let path = root;
  for (const name of names(place)) {
    path = join(path, name);
    const here = await step(path).catch(() => undefined);
    if (here?.kind === 'link' && here.uid !== 0) links.push(here);
  }
  return links;
}

function names(path: string): string[] {
  return path.split(sep).filter((name) => name !== '' && name !== '.');
}

async function step(path: string): Promise<Step> {
  const found = await lstat(path);
  const kind = found.isDirectory() ? 'folder' : found.isSymbolicLink() ? 'link' : 'other';
  return { path, kind, uid: found.uid, gid: found.gid, mode: found.mode };
}
