import { access, constants, link, open, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ChangeError } from '../itop/install/aside';

/** @throws ChangeError if it exists already, or cannot be written */
export async function assertNew(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) {
    throw new ChangeError(`${file} is there already, and stays as it is. itop-tawk doctor --config ${file} checks it.`);
  }
  await access(dirname(resolve(file)), constants.W_OK).catch(() => {
    throw new ChangeError(
      `${dirname(resolve(file))} cannot be written. Create the folder, or run this as another user.`,
    );
  });
}

/**
 * Writes a file completely or not at all, readable for the owner alone from the first byte on; never overwrites a file.
 *
 * @throws ChangeError
 */
export async function writeSecret(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}.new`;
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(unfinished, file);
  } catch (error) {
    throw new ChangeError(`${file} cannot be written: ${(error as Error).message}`, { cause: error });
  } finally {
    await rm(unfinished, { force: true });
  }
}
