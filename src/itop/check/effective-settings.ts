import { isDeepStrictEqual } from 'node:util';
import type { ModuleParameters } from '../design/design';
import type { CompiledItop } from '../files/compiled';
import type { ConfigFile } from '../files/config-file';
import { isHash, type PhpValue } from '../files/php-file';
import type { Place } from '../place';
import { MODULE, RULES, ruleOf } from '../settings';

/**
 * Where a value comes from. `built in`: it is nowhere, and the extension uses its own; `compiled`: iTop uses it since
 * the last setup, but no XML file contains it any more.
 */
export type Origin = 'default' | 'XML delta' | 'configuration file' | 'compiled' | 'built in';

export interface EffectiveSetting {
  name: string;
  value: PhpValue | undefined;
  origin: Origin;
  place?: Place;
  /** The XML value that a value in the configuration file hides. */
  hidden?: { value: PhpValue; origin: Origin; place?: Place };
}

export interface SettingSources {
  config: ConfigFile | undefined;
  /** The current values in the XML files; the next setup will compile them. */
  xml: ModuleParameters;
  compiled: CompiledItop | undefined;
  /** Folders of our own module: the values in its XML are the defaults. */
  ownFolders: string[];
}

/**
 * The values that Config::GetModuleSetting() gives the extension: the configuration file's value unless it is null;
 * otherwise the compiled XML value; otherwise the extension's own. Before the first setup with the module: the values
 * in the XML files.
 */
export function effectiveSettings(sources: SettingSources): EffectiveSetting[] {
  const configured = sources.config?.modules.get(MODULE) ?? new Map();
  const xml = xmlParameters(sources);
  const names = new Set([...RULES.map(({ name }) => name), ...xml.keys(), ...configured.keys()]);
  return [...names].map((name) => {
    const fromConfig = configured.get(name);
    const fromXml = xml.get(name);
    if (fromConfig && fromConfig.value !== null) {
      return { name, ...fromConfig, origin: 'configuration file' as const, ...(fromXml && { hidden: fromXml }) };
    }
    if (fromXml) return { name, ...fromXml };
    return { name, value: ruleOf(name)?.fallback ?? undefined, origin: 'built in' as const };
  });
}

/** Names of settings whose XML has changed since iTop's setup compiled it. */
export function staleSettings({ xml, compiled }: SettingSources): string[] {
  const now = xml.values(MODULE);
  const then = compiled?.parameters[MODULE];
  if (!isHash(then)) return [];
  const names = new Set([...Object.keys(now), ...Object.keys(then)]);
  return [...names].filter((name) => !isSame(now[name], then[name]));
}

function xmlParameters(sources: SettingSources) {
  const { xml, compiled, ownFolders } = sources;
  const files = xml.values(MODULE);
  const inForce = compiled?.parameters[MODULE];
  const found = new Map<string, { value: PhpValue; origin: Origin; place?: Place }>();
  for (const [name, value] of Object.entries(isHash(inForce) ? inForce : files)) {
    const place = isSame(files[name], value) ? xml.origin(MODULE, name) : undefined;
    const isDefault = place && ownFolders.some((folder) => place.path.startsWith(`${folder}/`));
    if (!place) found.set(name, { value, origin: 'compiled' });
    else found.set(name, { value, origin: isDefault ? 'default' : 'XML delta', place });
  }
  return found;
}

/** PHP has one array() for an empty hash and an empty list of the XML. */
function isSame(a: PhpValue | undefined, b: PhpValue | undefined): boolean {
  const plain = (value: PhpValue | undefined): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (!isHash(value)) return value;
    const entries = Object.entries(value);
    return entries.length === 0 ? [] : Object.fromEntries(entries.map(([key, entry]) => [key, plain(entry)]));
  };
  return isDeepStrictEqual(plain(a), plain(b));
}
