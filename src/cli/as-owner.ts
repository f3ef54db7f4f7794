import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isPostgres } from '../bridge/store/database';
import { loadDrivers } from '../bridge/store/open';
import { CONFIG_FILE } from '../itop/files/config-file';
import { type Step, stepsTo } from '../itop/files/path-owners';
import { paint, printError } from './terminal';

/** Root would have to write, or read, where another user could redirect it; the message says what to do. */
export class AsRootError extends Error {
  override readonly name = 'AsRootError';
}

/** The user that root becomes. */
interface User {
  uid: number;
  gid: number;
  /** undefined if this machine has no name for the user, who is then in no other group. */
  name: string | undefined;
}

/** The paths of an iTop that are written. */
const WRITTEN = ['extensions', 'data', CONFIG_FILE];

/** The paths that are read; the owner of the first one that is not root's counts as the iTop's owner. */
const READ = ['conf/production', 'data', 'extensions', 'env-production', '.'];

/**
 * If run as root: becomes the owner of the iTop, permanently and before anything there is read. The owner of a folder
 * can replace anything in it by a link at any moment; without root's rights, such a link leads only where the owner may
 * go anyway. Root stays root if everything belongs to root alone. Other users stay who they are.
 *
 * @throws AsRootError if it belongs to several users, or others can write there
 */
export async function becomeOwnerOfItop(folder: string, use: 'read' | 'write'): Promise<void> {
  if (!isRoot()) return;
  const owner = use === 'write' ? await soleOwner(WRITTEN.map((place) => join(folder, place))) : await readerOf(folder);
  if (owner) become(owner, folder);
}

/** The same for a folder that something is written into. @throws AsRootError */
export async function becomeOwnerOf(folder: string): Promise<void> {
  if (!isRoot()) return;
  const owner = await soleOwner([folder]);
  if (!owner) return;
  // only root may be able to read this command's files
  await loadDrivers();
  become(owner, folder);
}

/** The same for the store of a bridge: the bridge could not write files that root creates there. @throws AsRootError */
export async function becomeOwnerOfStore(database: string): Promise<void> {
  if (!isPostgres(database)) await becomeOwnerOf(dirname(resolve(database)));
}

/**
 * Reads an iTop with the rights of its owner, and takes root's rights back afterwards; if reading fails, it does not.
 *
 * @throws AsRootError, and what `look` throws
 */
export async function lookAsOwner<T>(folder: string, look: () => Promise<T>): Promise<T> {
  const owner = isRoot() ? await readerOf(folder) : undefined;
  if (!owner) return look();
  const own = { gid: posix.getegid(), groups: posix.getgroups() };
  takeGroups(owner);
  posix.setegid(owner.gid);
  posix.seteuid(owner.uid);
  const seen = await look();
  posix.seteuid(0);
  posix.setegid(own.gid);
  posix.setgroups(own.groups);
  return seen;
}

/** All of these exist if isRoot() is true. */
const posix = process as Required<NodeJS.Process> & { initgroups(user: string, group: number): void };

function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

async function soleOwner(places: string[]): Promise<User | undefined> {
  const steps = (await Promise.all(places.map(stepsTo))).flat().filter(({ kind }) => kind !== 'other');
  const [first, ...more] = steps.filter(({ uid }) => uid !== 0);
  const other = more.find(({ uid }) => uid !== first?.uid);
  if (first && other) {
    const [one, two] = [userOf(first), userOf(other)];
    throw new AsRootError(
      `${first.path} belongs to ${shown(one)}, and ${other.path} to ${shown(two)}: root would write where several can lead it astray.\n${runAs(two)}`,
    );
  }
  const owner = first && userOf(first);
  assertNobodyElse(steps, owner);
  return owner;
}

/** For reading, it is less important which user root becomes than that it is no longer root. */
async function readerOf(folder: string): Promise<User | undefined> {
  const places = await Promise.all(READ.map((place) => stepsTo(join(folder, place))));
  const owner =
    places.map((steps) => steps.at(-1)).find((step) => step && step.uid !== 0) ??
    places.flat().find(({ uid }) => uid !== 0);
  if (owner) return userOf(owner);
  assertNobodyElse(places.flat(), undefined);
  return undefined;
}

/** @throws AsRootError if others than root and that user can put something into one of the folders */
function assertNobodyElse(steps: Step[], user: User | undefined): void {
  for (const { path, kind, mode, gid } of steps) {
    if (kind !== 'folder') continue;
    // in a sticky folder such as /tmp nobody can replace another user's files
    const everybody = (mode & 0o002) !== 0 && (mode & 0o1000) === 0;
    const group = (mode & 0o020) !== 0 && gid !== 0 && gid !== user?.gid;
    if (!everybody && !group) continue;
    const who = everybody ? 'everybody' : `the group ${gid}`;
    throw new AsRootError(
      `${path} can be written by ${who}: root would write where others can lead it astray.\n${runAs(user)}`,
    );
  }
}

/** The user as the system knows it, with the first of the user's groups. */
function userOf({ path, uid, gid }: Step): User {
  try {
    posix.seteuid(uid);
    const { username, gid: own } = userInfo();
    return { uid, gid: own, name: username };
  } catch {
    if (gid !== 0) return { uid, gid, name: undefined };
  } finally {
    posix.seteuid(0);
  }
  throw new AsRootError(
    `${path} belongs to the user ${uid}, who has no name on this machine.\n${runAs({ uid, gid, name: undefined })}`,
  );
}

/** Permanently: real, effective and saved ids, the groups first. */
function become(user: User, folder: string): void {
  // Node opens its debugger on this signal, and that user may send it now
  process.on('SIGUSR1', () => undefined);
  try {
    takeGroups(user);
    posix.setgid(user.gid);
    posix.setuid(user.uid);
  } catch (error) {
    throw new AsRootError(`root cannot become ${shown(user)} here: ${(error as Error).message}.\n${runAs(user)}`);
  }
  printError([paint('cyan', 'note'), `: working as ${shown(user)}, who owns ${folder}`]);
}

function takeGroups({ name, gid }: User): void {
  if (name === undefined) posix.setgroups([]);
  else posix.initgroups(name, gid);
}

function shown({ uid, name }: User): string {
  return name ?? `the user ${uid}`;
}

function runAs(user: User | undefined): string {
  const as =
    user && user.name === undefined
      ? `setpriv --reuid ${user.uid} --regid ${user.gid || '<group>'} --clear-groups`
      : `sudo -u ${user?.name ?? 'www-data'}`;
  return `Run it as a user who may write there, for example: ${as} itop-tawk …`;
}
