import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/**
 * Creates a new file, readable only for us until it is complete; then with the permissions and group of a folder,
 * because the web server reads it. An existing file is not overwritten, and a link is not followed.
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

/** Gives a new folder the permissions and group of another. @throws the system's errors */
export async function makeFolderLike(path: string, like: Stats): Promise<void> {
  // on Windows permissions come from the parent folder, and a folder cannot be opened
  if (process.platform === 'win32') return;
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    await take(folder, path, like, 0o777);
  } finally {
    await folder.close();
  }
}

/** Works on the open file, whatever its name refers to by now. */
async function take(made: FileHandle, path: string, like: Stats, most: number): Promise<void> {
  const { uid, gid } = await made.stat();
  if (gid !== like.gid) {
    await made.chown(uid, like.gid).catch((error: Error) => {
      // everybody may read it, also that group
      if ((like.mode & 0o004) !== 0) return;
      const why = `who have to read it: run this as a user of that group (${error.message})`;
      throw new Error(`${path} cannot be given to the group ${like.gid}, ${why}`);
    });
  }
  await made.chmod(like.mode & most);
}
