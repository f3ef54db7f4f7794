import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { appRootUrl, CONFIG_FILE, parseConfigFile } from '../files/config-file';
import { readIfThere } from '../files/itop-folder';
import type { PhpValue } from '../files/php-file';
import { providerOf, rootOf } from '../provider';
import { MODULE } from '../settings';

/** Another iTop on this machine, or another environment of the same one: browsers may use both on one host. */
export interface Neighbour {
  /** Path of its configuration file. */
  path: string;
  /** tawk.to's property or Live Helper Chat's root in its plain settings: a browser has one visitor for each. */
  visitors: string;
  /** As configured; '' if it is not known. */
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
    const values = [...(settings ?? [])].map(([name, { value }]) => ({ name, value }));
    const visitors = visitorsOf(values);
    return visitors === '' ? undefined : { path, visitors, address: appRootUrl(config) };
  } catch {
    // It belongs to somebody else, or is not an iTop's file: it is not reported.
    return undefined;
  }
}

/** The property or server of the plain settings, which has one visitor in a browser; '' if it is not known. */
export function visitorsOf(settings: { name: string; value?: PhpValue | undefined }[]): string {
  const of = (wanted: string) => settings.find(({ name }) => name === wanted)?.value;
  const isServer = providerOf(settings) === 'livehelperchat';
  const value = isServer ? of('livehelperchat_url') : (of('property_id') ?? of('site_id'));
  const text = typeof value === 'string' ? value.trim() : '';
  return isServer ? rootOf(text) : text.toLowerCase();
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}
