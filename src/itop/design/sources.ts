import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompiledItop } from '../files/compiled';
import { readIfThere } from '../files/itop-folder';
import type { ModuleFolder } from '../files/module-folders';
import { readRegularFile } from '../files/read-file';
import { CHATS_MODULE, MODULE } from '../settings';
import type { DesignSource } from './design';
import { DesignError } from './error';

export const DELTA_FILE = 'data/production.delta.xml';

export interface TawkDesigns {
  /** In the order in which iTop loads them. */
  sources: DesignSource[];
  /** Sources that count only if their module is selected in iTop's setup. */
  unselected: string[];
  /** Files whose bytes do not match their declared encoding. */
  unreadable: DesignError[];
  /** Portals that the files define, and the first file that defines each. */
  portals: Map<string, string>;
}

/**
 * The design files that mention tawk: those of the modules in the order in which they were compiled (ours first if the
 * order is not known yet), then those of modules that are not selected, then the environment's delta. Other files
 * cannot change our settings and are not parsed.
 */
export async function tawkDesigns(
  root: string,
  modules: ModuleFolder[],
  compiled: CompiledItop | undefined,
): Promise<TawkDesigns> {
  const order = [...(compiled?.modules.keys() ?? [])];
  const rank = ({ name }: ModuleFolder) =>
    order.includes(name) ? order.indexOf(name) : name === MODULE ? -1 : order.length;
  const found: TawkDesigns = { sources: [], unselected: [], unreadable: [], portals: new Map() };
  // The second module brings no settings of the first; it is no finding that it is not selected.
  const others = modules.filter(({ name }) => name !== CHATS_MODULE);
  for (const module of [...others].sort((a, b) => rank(a) - rank(b))) {
    const files = (await readdir(join(root, module.folder))).filter((file) => /^datamodel.*\.xml$/i.test(file));
    const isSelected = !compiled || module.name === MODULE || order.includes(module.name);
    for (const file of files) await take(root, `${module.folder}/${file}`, isSelected, found);
  }
  if ((await readIfThere(join(root, DELTA_FILE))) !== undefined) await take(root, DELTA_FILE, true, found);
  return found;
}

async function take(root: string, path: string, isSelected: boolean, found: TawkDesigns): Promise<void> {
  const bytes = await readRegularFile(join(root, path));
  const text = bytes.toString('latin1');
  for (const [, id = ''] of text.matchAll(/<portal\s[^>]*?\bid="([^"]+)"/g)) {
    if (!found.portals.has(id)) found.portals.set(id, path);
  }
  if (!/tawk/i.test(text)) return;
  if (!isSelected) found.unselected.push(path);
  const encoding = text.slice(0, 200).match(/^(?:\xEF\xBB\xBF)?<\?xml[^>]*encoding=["']([\w-]+)/)?.[1] ?? 'utf-8';
  try {
    found.sources.push({ path, xml: decode(bytes, encoding) });
  } catch {
    found.unreadable.push(notDecoded(path, bytes, encoding));
  }
}

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

/** libxml, too, refuses bytes that do not fit the encoding: "Input is not proper UTF-8". */
function notDecoded(path: string, bytes: Buffer, encoding: string): DesignError {
  const isWrong = (line: string) => {
    try {
      decode(Buffer.from(line, 'latin1'), encoding);
      return false;
    } catch {
      return true;
    }
  };
  const line = bytes.toString('latin1').split('\n').findIndex(isWrong) + 1;
  const what = `malformed XML: this line is not ${encoding}, though the file says or implies so`;
  return new DesignError({ path, line: Math.max(line, 1), column: 1 }, what, 'Save the file as UTF-8.');
}
