import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { appRootUrl, CONFIG_FILE, parseConfigFile } from '../files/config-file';
import { readIfThere } from '../files/itop-folder';
import { MODULE } from '../settings';

/** Another iTop of this machine, or another environment of the same: browsers may meet both on one host. */
export interface Neighbour {
  /** Its configuration file. */
  path: string;
  /** tawk.to's property that its plain settings name. */
  propertyId: string;
  /** As configured, '' where it is not known. */
  address: string;
}

/** Folders beside this one that are looked at. */
const MOST = 100;

/**
 * Other iTops that have the chat, as far as this user may read their configuration files: the other environments of this
 * one, and the folders beside it.
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
    // It is somebody else's, or is no iTop's: nothing is said of it.
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
