import { existsSync } from 'node:fs';
import { mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MODULE } from '../../build/extension';
import { SANDBOX_PROPERTY } from '../property';

/** The values that a setting may have in iTop's configuration file; null counts as not set, undefined is left out. */
export type Setting = null | boolean | number | string | readonly Setting[] | { readonly [key: string]: Setting };
export type Settings = Record<string, Setting | undefined>;

/** The settings of the sandbox's own tawk.to. Its address is a constant, as its port may change. */
const SANDBOX_SETTINGS = `		'property_id' => '${SANDBOX_PROPERTY.propertyId}',
		'widget_id' => '${SANDBOX_PROPERTY.widgetId}',
		'api_key' => '${SANDBOX_PROPERTY.apiKey}',
		'embed_base_url' => SANDBOX_TAWK_URL,
`;

const TEMPLATE = `<?php
// The configuration file of the sandbox's iTop: edit, save, reload the page. Delete it to begin anew.
// XML instead: put a production.delta.xml beside this file.
$MyModuleSettings = array(
	'${MODULE}' => array(
${SANDBOX_SETTINGS}		// 'enabled_portals' => array('itop-portal', 'backoffice'),
		// 'allowed_profiles' => array('Portal user', 'Support Agent'),
	),
);
`;

/** Path of the configuration file in the sandbox's folder. */
export function configFile(folder: string): string {
  return join(folder, 'config-itop.php');
}

/** Path of the XML delta, which may not exist. */
export function deltaFile(folder: string): string {
  return join(folder, 'production.delta.xml');
}

/** Creates the configuration file if there is none. */
export async function createConfigFile(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (!existsSync(configFile(folder))) await writeFile(configFile(folder), TEMPLATE);
}

/** Replaces all of the module's settings in the configuration file; the file's time always increases. */
export async function writeSettings(folder: string, settings: Settings): Promise<void> {
  const file = configFile(folder);
  const before = await stat(file).catch(() => undefined);
  await writeFile(file, `<?php\n$MyModuleSettings = array('${MODULE}' => ${php(settings as Setting)});\n`);
  // PHP compares whole seconds.
  if (before) await utimes(file, new Date(), new Date(Math.max(Date.now(), before.mtimeMs + 1000)));
}

/** Replaces the XML delta; undefined removes it. */
export async function writeDelta(folder: string, xml: string | undefined): Promise<void> {
  if (xml === undefined) await rm(deltaFile(folder), { force: true });
  else await writeFile(deltaFile(folder), xml);
}

/** A value as PHP source. */
function php(value: Setting): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value === 'string') return `'${value.replace(/['\\]/g, '\\$&')}'`;
  if (Array.isArray(value)) return `array(${value.map(php).join(', ')})`;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return `array(${entries.map(([key, entry]) => `${php(key)} => ${php(entry)}`).join(', ')})`;
}
