import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { appRootUrl, CONFIG_FILE, parseConfigFile } from '../files/config-file';
import { readIfThere } from '../files/itop-folder';
import { MODULE } from '../settings';

/** Another iTop on this machine, or another environment of the same one: browsers may use both on one host. */
export interface Neighbour {
  /** Path of its configuration file. */
  path: string;
  /** The tawk.to property in its plain settings. */
  propertyId: string;
  /** The configured address, '' if it is unknown. */
  address: string;
}

/** The maximum number of folders next to this one that are checked. */
const MOST = 100;

/**
 * Other iTops that have the chat, if this user may read their configuration files: the other environments of this one,
 * and the folders next to it.
 */
export async function readNeighbours(root: string): Promise<Neighbour[]> {
  const own = resolve(root);
  const environments = (await namesIn(join(own, 'conf'))).filter((name) => name !== 'production');
  const beside = (await namesIn(dirname(own))).map((name) => join(dirname(own), name)).filter((each) => each !== own);
  const files = [
    ...environments.map((name) => join(own, 'conf', name, 'config-itop.php')),
    ...beside.slice(0, MOST).map((folder) => join(folder, CONFIG_FILE)),
  ];
  return (await Promise.all(files.map(readNeighbour))).filter((each) => each !== undefined);
}

async function readNeighbour(path: string): Promise<Neighbour | undefined> {
  try {
    const source = await readIfThere(path);
    const config = source === undefined ? undefined : parseConfigFile(source);
    const settings = config?.modules.get(MODULE);
    const value = (settings?.get('property_id') ?? settings?.get('site_id'))?.value;
    return typeof value === 'string' ? { path, propertyId: value, address: appRootUrl(config) } : undefined;
  } catch {
    // It belongs to somebody else, or is not an iTop's file: it is not reported.
    return undefined;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}
