import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/**
 * Makes a new file, for us alone until it is whole; then with the rights and the group of a folder, for the web server
 * reads it. What is in the way already is not written to, nor is a link followed.
 *
 * @throws the system's errors, EEXIST among them
 */
export async function makeFileLike(path: string, content: Uint8Array, like: Stats): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await take(file, path, like, 0o666);
  } finally {
    await file.close();
  }
}

/** Gives a folder that was just made the rights and the group of another. @throws the system's errors */
export async function makeFolderLike(path: string, like: Stats): Promise<void> {
  // there rights come from the folder around it, and no folder can be opened
  if (process.platform === 'win32') return;
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    await take(folder, path, like, 0o777);
  } finally {
    await folder.close();
  }
}

/** On what is open, whatever stands under its name by now. */
async function take(made: FileHandle, path: string, like: Stats, most: number): Promise<void> {
  const { uid, gid } = await made.stat();
  if (gid !== like.gid) {
    await made.chown(uid, like.gid).catch((error: Error) => {
      // whoever is in that group reads it anyway
      if ((like.mode & 0o004) !== 0) return;
      const why = `who have to read it: run this as a user of that group (${error.message})`;
      throw new Error(`${path} cannot be given to the group ${like.gid}, ${why}`);
    });
  }
  await made.chmod(like.mode & most);
}
