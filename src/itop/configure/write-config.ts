import { spawn } from 'node:child_process';
import { constants, copyFile, link, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CONFIG_FILE } from '../files/config-file';
import { ChangeError, refuseLinks } from '../install/aside';

/** Both names end in .php: if a web server serves conf/, PHP runs the files and shows nothing of their content. */
const UNFINISHED = '.config-itop.itop-tawk-new.php';
const keptName = (now: Date, number: number) =>
  `config-itop.before-itop-tawk-${now.toISOString().replace(/[-:]|\.\d+/g, '')}${number > 1 ? `-${number}` : ''}.php`;

/** Milliseconds that PHP may take to check a file. */
const PHP_TIMEOUT_MS = 10_000;

/** The maximum length of PHP's output that is kept, in characters. */
const MAX_PHP_OUTPUT_BYTES = 10_000;

/**
 * Replaces the configuration file that was read by a new one. The old one stays next to it under another name;
 * permissions and owner stay. If this process is killed at any moment, iTop has either the whole old file or the whole
 * new one.
 *
 * @param now becomes part of the old file's name
 * @returns the name of the old file, relative to the iTop's folder
 * @throws ChangeError if it cannot be done, or the file has changed since it was read; nothing was changed then
 */
export async function writeConfig(root: string, before: Buffer, after: Buffer, now: Date): Promise<string> {
  await refuseLinks(root, [CONFIG_FILE]);
  const asked = join(root, CONFIG_FILE);
  // if it is a link that belongs to root, the target is changed, and the link stays
  const path = await realpath(asked).catch((error) => refuse(error, asked));
  const unfinished = join(dirname(path), UNFINISHED);
  let kept: string | undefined;
  try {
    await rm(unfinished, { force: true }); // left by a run that was killed
    await writeLike(unfinished, after, path);
    await assertPhp(unfinished);
    if (!(await readFile(path)).equals(before)) throw new Error(`${path} was changed meanwhile`);
    kept = await keep(path, now);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    if (kept) await rm(join(dirname(path), kept), { force: true }).catch(() => undefined);
    return refuse(error, path);
  }
  await flush(dirname(path));
  return join(dirname(CONFIG_FILE), kept);
}

/**
 * Writes a file with the same permissions and owner as another; nobody else may read it, not even while it is written.
 */
async function writeLike(path: string, content: Buffer, like: string): Promise<void> {
  const { mode, uid, gid } = await stat(like);
  const file = await open(path, 'wx', 0o600);
  try {
    const made = await file.stat();
    if (made.uid !== uid || made.gid !== gid) await file.chown(uid, gid);
    await file.writeFile(content);
    await file.chmod(mode & 0o7777);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Lets PHP check the file, if there is a PHP; our parser has already read it. */
async function assertPhp(path: string): Promise<void> {
  const says = await new Promise<string | undefined>((resolve) => {
    // Root may have become the web server's user: for that user's processes, PHP is one of their own. So it gets
    // neither root's environment nor root's terminal.
    const php = spawn('php', ['-n', '-l', path], {
      detached: true,
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: PHP_TIMEOUT_MS,
      windowsHide: true,
    });
    let text = '';
    php.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text = (text + piece).slice(0, MAX_PHP_OUTPUT_BYTES);
    });
    php.on('error', () => resolve(undefined));
    php.on('close', (status) => resolve(status !== 0 && /\berror\b/i.test(text) ? text : undefined));
  });
  if (says !== undefined) throw new Error(`PHP does not take the new file: ${says.trim().split('\n')[0]}`);
}

/**
 * A second name (hard link) for the old file needs no space on a full disk; where that is not possible, the file is
 * copied.
 *
 * @returns the name, without its folder
 */
async function keep(path: string, now: Date, number = 1): Promise<string> {
  const kept = join(dirname(path), keptName(now, number));
  try {
    await link(path, kept);
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return keep(path, now, number + 1);
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes((error as { code?: string }).code ?? ''))
      throw error;
    await copyFile(path, kept, constants.COPYFILE_EXCL);
  }
  return basename(kept);
}

async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

const WHY: Record<string, string> = {
  EACCES: "cannot be written. Run this as the file's owner, for example: sudo -u www-data itop-tawk setup …",
  EPERM:
    "cannot keep its owner and group. Run this as the file's owner, for example: sudo -u www-data itop-tawk setup …; if its group is another one, make that the owner's: chown www-data:www-data.",
  EROFS: 'is on a read-only file system.',
  ENOSPC: 'does not fit: the disk is full.',
  EDQUOT: 'does not fit: the quota of this user is used up.',
  EXDEV: 'is a mount of its own, so that no other file can take its place. Write the settings by hand.',
  EBUSY: 'is a mount of its own, so that no other file can take its place. Write the settings by hand.',
};

function refuse(error: unknown, path: string): never {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const why = WHY[code];
  throw new ChangeError(`${why === undefined ? `${message}.` : `${path} ${why}`} Nothing was changed.`, {
    cause: error,
  });
}
