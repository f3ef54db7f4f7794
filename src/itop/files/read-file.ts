import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** The largest iTop file that is read here, its data model, has some 10 MB. */
const MAX_MEGABYTES = 64;

/**
 * The content of a file. Someone who runs code in the web server can replace any of iTop's files: by a pipe, which
 * would block, by an endless device, or by a file too large for memory.
 *
 * @param most megabytes
 * @throws the system's errors, and an Error if it is not a file, or too large
 */
export async function readRegularFile(path: string, most = MAX_MEGABYTES): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new Error(`${path}: expected a file, found a folder, a pipe or a device.`);
    if (found.size > most * 1024 * 1024) {
      throw new Error(`${path}: expected a file of at most ${most} MB, found a larger one.`);
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}
