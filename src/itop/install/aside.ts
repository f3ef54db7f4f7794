import { constants } from 'node:fs';
import { access, chown, cp, mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where copies of the extension are kept that are no longer to be found: iTop's setup searches data/production-modules only. */
const ASIDE = 'data/replaced-extensions';

/**
 * The files by which iTop's setup takes a folder for a module or an extension, wherever it is below extensions/, in
 * hidden folders too: they come last and go first, so that it never sees half a module, nor two.
 */
export function isSeenBySetup(file: string): boolean {
  return /^(module\.[^/]*\.php|extension\.xml)$/i.test(file);
}

/** A copy of the extension, Combodo's included, that iTop's setup would find: from where to where it is moved. */
export interface Move {
  from: string;
  to: string;
  version: string | undefined;
}

/** A change of the iTop's folders is refused, or failed and was undone: the iTop is as it was. */
export class ChangeError extends Error {
  override readonly name = 'ChangeError';
}

/** @param now becomes part of the names, so that nothing is there already */
export function planAside(copies: { name: string; folder: string; version: string | undefined }[], now: Date): Move[] {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  return copies.map(({ name, folder, version }, index) => ({
    from: folder,
    to: `${ASIDE}/${[name, version ?? 'unknown', stamp, ...(index > 0 ? [index + 1] : [])].join('-')}`,
    version,
  }));
}

/** @throws ChangeError when the moves, or something in one of the other folders, could not be done */
export async function assertWritable(root: string, moves: Move[], others: string[] = []): Promise<void> {
  const folders = [...others, ...(moves.length > 0 ? ['data'] : []), ...moves.map(({ from }) => dirname(from))];
  for (const folder of new Set(folders)) {
    const path = join(root, folder);
    await access(path, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'ENOENT'
          ? 'is not there: is this a complete iTop?'
          : "cannot be written. Run this as a user who may, for example the web server's.";
      throw new ChangeError(`${path} ${why} Nothing was changed.`);
    });
  }
}

/**
 * Carries moves out, one after the other, and lays the way back into `undo` as it goes.
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

/** Undoes the last first, all of it; @returns how it ended, in a sentence for the user. */
export async function undoAll(undo: (() => Promise<unknown>)[]): Promise<string> {
  const stuck: string[] = [];
  for (const step of undo.reverse()) await step().catch((error: Error) => stuck.push(error.message));
  return stuck.length > 0
    ? `Not everything could be put back: ${stuck.join('; ')}.`
    : 'Everything was put back: the iTop is as it was.';
}

/** @returns whether it was not there before */
async function makeAside(root: string): Promise<boolean> {
  const like = await stat(join(root, 'data'));
  const made = await mkdir(join(root, ASIDE), { recursive: true, mode: like.mode & 0o777 });
  if (made && process.getuid?.() === 0) await chown(join(root, ASIDE), like.uid, like.gid);
  return made !== undefined;
}

/** extensions/ and data/ may be volumes of their own: what cannot be renamed is copied, then removed. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyThenRemove(from, to);
  }
}

async function copyThenRemove(from: string, to: string): Promise<void> {
  try {
    await cp(from, to, { recursive: true, preserveTimestamps: true });
    // first what the setup sees it by: killed here, half a module is none
    for (const file of (await readdir(from)).filter(isSeenBySetup)) await rm(join(from, file));
    await rm(from, { recursive: true });
  } catch (error) {
    await cp(to, from, { recursive: true, preserveTimestamps: true }).catch(() => undefined);
    await rm(to, { recursive: true, force: true });
    throw error;
  }
}
