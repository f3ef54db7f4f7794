import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Property, SANDBOX_PROPERTY } from '../property';
import type { BrowserScripts } from './browser-scripts';

/** A client of tawk.to, the stand-in's or the real one: the scripts of one build. */
export interface ClientFiles {
  property: Property;
  /**
   * The origin that browsers see: `https://embed.tawk.to` for the real one, undefined for the sandbox's own address.
   */
  origin?: string;
  /** Host of the websocket, undefined for the sandbox's own. */
  socketHost?: string;
  entry: string;
  /** A script by its file name, undefined if there is none. */
  script(name: string): Promise<string | undefined>;
}

/** The stand-in's client (embed/). */
export function standInClient({ client }: BrowserScripts): ClientFiles {
  return { property: SANDBOX_PROPERTY, entry: client.entry ?? '', script: async (name) => client[name] };
}

/** The files that the real client requires, and those of the frames. */
const NEEDED = [
  ...['main', 'vendor', 'chunk-vendors', 'chunk-common', 'runtime', 'app'],
  ...['2d0d2b7c', '2d224aff', '2d0b383d', '2d0da3af', '4fe9d5dd', '2d0b9454', '49c2962f'].map((id) => `chunk-${id}`),
];

const HOW_TO_GET_IT =
  "It is tawk.to's, so it is kept outside this repository. A copy of the build 67f4b2d4927 (April 2025) is in the public " +
  'repository https://github.com/ugddd/frds: put its files, twk-main.js and the others, into one folder outside this ' +
  'repository and name that folder.';

/**
 * The real client, from a folder with its entry script (named after the widget's id) and its other scripts.
 *
 * @throws Error that says what is missing and how to get it
 */
export async function realClient(folder: string): Promise<ClientFiles> {
  const read = (name: string) => readFile(join(folder, name), 'utf8').catch(() => undefined);
  const entry = await findEntry(folder);
  const missing: string[] = [];
  for (const name of NEEDED) if ((await read(`twk-${name}.js`)) === undefined) missing.push(`twk-${name}.js`);
  if (!entry) missing.push('the entry script, which sets $_Tawk_AccountKey');
  if (!entry || missing.length > 0) {
    throw new Error(`No whole client of tawk.to in "${folder}": missing are ${missing.join(', ')}. ${HOW_TO_GET_IT}`);
  }
  return {
    property: entry.property,
    origin: 'https://embed.tawk.to',
    socketHost: 'vsa1.tawk.to',
    entry: entry.text,
    script: read,
  };
}

async function findEntry(folder: string): Promise<{ property: Property; text: string } | undefined> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => /^\w+$/.test(each))) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    const [propertyId, widgetId] = ['AccountKey', 'WidgetId'].map(
      (key) => new RegExp(`\\$_Tawk_${key}\\s*=\\s*'(\\w+)'`).exec(text)?.[1],
    );
    if (propertyId && widgetId) return { property: { propertyId, widgetId }, text };
  }
  return undefined;
}
