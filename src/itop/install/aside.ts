import { constants } from 'node:fs';
import { access, cp, lstat, mkdir, readdir, readlink, rename, rm, rmdir, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { foreignLinks } from '../files/path-owners';
import { makeFolderLike } from './make-like';

/** Where replaced copies of the extension are kept: in data/, iTop's setup searches only data/production-modules. */
const ASIDE = 'data/replaced-extensions';

/**
 * The files by which iTop's setup recognizes a module or an extension, anywhere below extensions/, also in hidden
 * folders. They are written last and removed first, so that the setup never sees half a module, or two.
 */
export function isSeenBySetup(file: string): boolean {
  return /^(module\.[^/]*\.php|extension\.xml)$/i.test(file);
}

/** A copy of the extension, Combodo's included, that iTop's setup would find, and where it is moved. */
export interface Move {
  from: string;
  to: string;
  version: string | undefined;
}

/** A change of the iTop's folders was refused, or failed and was undone: the iTop is unchanged. */
export class ChangeError extends Error {
  override readonly name = 'ChangeError';
}

/** @param now becomes part of the names, so that none of them exists already */
export function planAside(copies: { name: string; folder: string; version: string | undefined }[], now: Date): Move[] {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  return copies.map(({ name, folder, version }, index) => ({
    from: folder,
    to: `${ASIDE}/${[name, version ?? 'unknown', stamp, ...(index > 0 ? [index + 1] : [])].join('-')}`,
    version,
  }));
}

/**
 * Refuses to write through symbolic links, except root's own: those belong to the setup of this iTop. Anybody who runs
 * code in the web server may have created the others.
 *
 * @param places relative to the iTop; a path that does not exist is no link
 * @throws ChangeError
 */
export async function refuseLinks(root: string, places: string[]): Promise<void> {
  for (const place of places) {
    const [link] = await foreignLinks(root, place);
    if (!link) continue;
    throw new ChangeError(
      `${link.path} is a symbolic link that root has not made, and nothing is written through it. Replace it by what it leads to; or, if it is meant so: chown -h root ${link.path}. Nothing was changed.`,
    );
  }
}

/** @throws ChangeError if the moves, or changes in one of the other folders, would not be possible */
export async function assertWritable(root: string, moves: Move[], others: string[] = []): Promise<void> {
  const folders = [...others, ...(moves.length > 0 ? ['data'] : []), ...moves.map(({ from }) => dirname(from))];
  await refuseLinks(root, [...folders, ...(moves.length > 0 ? [ASIDE] : [])]);
  for (const folder of new Set(folders)) {
    const path = join(root, folder);
    await access(path, constants.W_OK).catch(async (error: NodeJS.ErrnoException) => {
      const why = error.code === 'ENOENT' ? 'is not there: is this a complete iTop?' : await whyNotWritten(path);
      throw new ChangeError(`${path} ${why} Nothing was changed.`);
    });
  }
}

/** The message for users who are not root. Root can write everywhere, but works as the owner of the iTop. */
async function whyNotWritten(path: string): Promise<string> {
  const uid = await stat(path).then(
    (found) => found.uid,
    () => undefined,
  );
  return uid === 0
    ? 'cannot be written: root owns it. Give it to the user who owns the rest of the iTop (chown), or do it by hand: docs/commands.md, As root.'
    : "cannot be written. Run this as a user who may, for example the web server's: sudo -u www-data itop-tawk …";
}

/**
 * Moves the copies, one after the other, and adds to `undo` how to undo each move.
 *
 * @throws the system's errors; what was done until then is in `undo`
 */
export async function moveAside(root: string, moves: Move[], undo: (() => Promise<unknown>)[]): Promise<void> {
  if (moves.length > 0 && (await makeAside(root))) undo.push(() => rmdir(join(root, ASIDE)));
  for (const { from, to } of moves) {
    await move(join(root, from), join(root, to));
    undo.push(() => move(join(root, to), join(root, from)));
  }
}

/** Undoes everything, the last step first. @returns the result, in a sentence for the user */
export async function undoAll(undo: (() => Promise<unknown>)[]): Promise<string> {
  const stuck: string[] = [];
  for (const step of undo.reverse()) await step().catch((error: Error) => stuck.push(error.message));
  return stuck.length > 0
    ? `Not everything could be put back: ${stuck.join('; ')}.`
    : 'Everything was put back: the iTop is as it was.';
}

/** @returns whether it did not exist before */
async function makeAside(root: string): Promise<boolean> {
  const path = join(root, ASIDE);
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  await makeFolderLike(path, await stat(join(root, 'data')));
  return true;
}

/** extensions/ and data/ may be separate volumes: what cannot be renamed is copied, then removed. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyThenRemove(from, to);
  }
}

const COPY = { recursive: true, preserveTimestamps: true, verbatimSymlinks: true };

async function copyThenRemove(from: string, to: string): Promise<void> {
  if ((await lstat(from)).isSymbolicLink()) {
    // the target of the link stays
    await symlink(await readlink(from), to);
    await rm(from);
    return;
  }
  try {
    await cp(from, to, COPY);
    // first the files by which the setup recognizes it: if this is killed now, no half module is left
    for (const file of (await readdir(from)).filter(isSeenBySetup)) await rm(join(from, file));
    await rm(from, { recursive: true });
  } catch (error) {
    await cp(to, from, COPY).catch(() => undefined);
    await rm(to, { recursive: true, force: true });
    throw error;
  }
}
