import { isDeepStrictEqual } from 'node:util';
import { type ConfigFile, parseConfigFile } from '../files/config-file';
import { PhpExpression } from '../files/php-file';
import { MODULE } from '../settings';
import { editConfig, type Wanted } from './config-edit';

/**
 * A configuration file with the settings in it. The result is parsed again to check that the settings are in force and
 * nothing else has changed.
 *
 * @param path for messages
 * @returns undefined if that is not possible, and a person has to edit the file
 * @throws PhpSyntaxError, PhpDepthError
 */
export function changeConfig(path: string, before: Buffer, wanted: Wanted): Buffer | undefined {
  const edited = editConfig(path, before.toString('latin1'), wanted);
  if (edited === undefined) return undefined;
  const after = Buffer.from(edited, 'latin1');
  const [was, is] = [before, after].map((bytes) => parseConfigFile(bytes.toString('utf8'))) as [ConfigFile, ConfigFile];
  const own = is.modules.get(MODULE);
  const counts = Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(own?.get(name)?.value, value));
  return counts && isDeepStrictEqual(othersIn(was, wanted), othersIn(is, wanted)) ? after : undefined;
}

/** All values except the wanted ones, without their positions, which move. */
function othersIn({ settings, modules, unread }: ConfigFile, wanted: Wanted): unknown {
  const plain = (value: unknown): unknown => {
    if (value instanceof PhpExpression) return { php: value.source };
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  };
  const values = (of: ConfigFile['settings']) => [...of].map(([name, { value }]) => [name, plain(value)]).sort();
  const own = new Map([...(modules.get(MODULE) ?? [])].filter(([name]) => !(name in wanted)));
  const others = [...modules].filter(([module]) => module !== MODULE).sort();
  return [values(settings), values(own), others.map(([module, of]) => [module, values(of)]), unread.length];
}
