import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { MODULE } from '../settings';
import { follow } from './follow';
import { readIfThere } from './itop-folder';
import { isHash, type PhpNode, type PhpValue, parsePhp } from './php-file';
import { readRegularFile } from './read-file';

/** The classes that the extension adds to (extension/datamodel.*.xml). */
const TICKETS = ['UserRequest', 'Incident'];

/** The result of iTop's setup: env-production/ and data/datamodel-production.xml. */
export interface CompiledItop {
  /** The modules in the order in which they were loaded, with their versions. */
  modules: Map<string, string>;
  /** The module parameters by module id, as in `ModulesXMLParameters`. */
  parameters: { [moduleId: string]: PhpValue };
  portals: Portal[];
  /** Names of the classes in the datamodel; some of iTop's own classes exist only in PHP. */
  classes: string[];
  /** Names of the profiles in the datamodel. */
  profiles: string[];
  /** The ticket classes that have the origin `chat` only from our extension, and the table of each. */
  ownOrigins: { className: string; table: string }[];
}

export interface Portal {
  id: string;
  /** Profiles that keep a user out of the portal. */
  deny: string[];
}

/** @returns undefined if iTop was never set up: it has no env-production/ or no datamodel */
export async function readCompiled(root: string): Promise<CompiledItop | undefined> {
  const main = await readIfThere(join(root, 'env-production/core/main.php'));
  const datamodel = await readDatamodel(root);
  if (main === undefined || datamodel === undefined) return undefined;
  return {
    modules: new Map(modulesOf(datamodel)),
    ownOrigins: TICKETS.flatMap((className) => ownOriginOf(datamodel, className)),
    parameters: parametersOf(main),
    portals: elements(section(datamodel, 'portals'), 'portal').map((portal) => ({
      id: portal.getAttribute('id') ?? '',
      deny: elements(elements(portal, 'deny')[0], 'profile').map((profile) => profile.getAttribute('id') ?? ''),
    })),
    classes: classesOf(datamodel),
    profiles: elements(section(datamodel, 'profiles'), 'profile')
      .map((profile) => elements(profile, 'name')[0]?.textContent?.trim() ?? '')
      .filter((name) => name !== ''),
  };
}

/** @returns the file names of a compiled module, undefined if it does not exist */
export async function compiledFiles(root: string, module: string): Promise<string[] | undefined> {
  return namesBelow(join(root, 'env-production', module), '', []).catch(() => undefined);
}

/** Files and folders, relative, with forward slashes. @param around as for follow() */
async function namesBelow(folder: string, below: string, around: string[]): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const names = entries.map(async (entry) => {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return [name, ...(await namesBelow(folder, name, around))];
    const behind = entry.isSymbolicLink() ? await follow(join(folder, name), around) : undefined;
    // a link to a file, or to nothing, is a name like any other
    return behind ? [name, ...(await namesBelow(folder, name, behind).catch(() => []))] : [name];
  });
  return (await Promise.all(names)).flat();
}

/**
 * Files of a module that have changed since the setup copied them: it copies all of them unchanged.
 *
 * @param folder the module's own folder, relative to the iTop
 */
export async function changedFiles(root: string, folder: string, module: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const changed = await Promise.all(
    paths.map(async (path) => {
      const file = path.slice(join(root, folder, '/').length);
      const compiled = await readRegularFile(join(root, 'env-production', module, file)).catch(() => undefined);
      return compiled?.equals(await readRegularFile(path)) ? [] : [file.replaceAll('\\', '/')];
    }),
  );
  return changed.flat().sort();
}

/** With a delta, the setup saves the model before and after applying it; the later of the two files counts. */
async function readDatamodel(root: string): Promise<string | undefined> {
  const paths = ['datamodel-production.xml', 'datamodel-production-with-delta.xml'].map((file) =>
    join(root, 'data', file),
  );
  const times = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        (file) => file.mtimeMs,
        () => -1,
      ),
    ),
  );
  const [plain = -1, withDelta = -1] = times;
  if (plain < 0 && withDelta < 0) return undefined;
  return (await readRegularFile(paths[withDelta >= plain ? 1 : 0] as string)).toString('utf8');
}

/**
 * One section of the datamodel. Parsing all of it, some 10 MB, would take seconds. iTop writes the file itself, so the
 * tags of a section are on lines of their own.
 */
function section(datamodel: string, tag: string): Element | undefined {
  const start = datamodel.search(new RegExp(`^  (?:  )?<${tag}[ >]`, 'm'));
  const end = datamodel.indexOf(`</${tag}>`, start);
  if (start < 0 || end < 0) return undefined;
  const xml = `<x xmlns:xsi="xsi">${datamodel.slice(start, end)}</${tag}></x>`;
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement ?? undefined;
  return elements(root, tag)[0];
}

function elements(parent: Element | undefined, tag: string): Element[] {
  return Array.from(parent?.childNodes ?? []).filter((node): node is Element => node.nodeName === tag);
}

/** The first section of that name is the model's; the others belong to portals. */
function classesOf(datamodel: string): string[] {
  const text = datamodel.slice(datamodel.search(/^ *<classes[ >]/m), datamodel.indexOf('</classes>'));
  return [...text.matchAll(/<class [^>]*?\bid="(\w+)"/g)].map(([, name = '']) => name);
}

/** The setup notes in the model which module added a node, if the node around it comes from another module. */
function ownOriginOf(datamodel: string, className: string): CompiledItop['ownOrigins'] {
  const start = datamodel.search(new RegExp(`<class [^>]*?\\bid="${className}"[^>]*[^/]>`));
  const text = start < 0 ? '' : datamodel.slice(start, datamodel.indexOf('</class>', start));
  const origin = text.match(/<field id="origin"[\s\S]*?<\/field>/)?.[0] ?? '';
  const chat = origin.match(/<value id="chat"[^>]*>/)?.[0] ?? '';
  const table = text.match(/<db_table>\s*(\w+)\s*<\/db_table>/)?.[1];
  return table && new RegExp(`_in="${MODULE}"`).test(chat) ? [{ className, table }] : [];
}

function modulesOf(datamodel: string): [string, string][] {
  return elements(section(datamodel, 'loaded_modules'), 'module').map((module) => {
    const [name = '', version = ''] = (module.getAttribute('id') ?? '').split('/');
    return [name, version];
  });
}

/** `protected static $aData = array(…)` of the class ModulesXMLParameters; the rest of main.php is not parsed. */
function parametersOf(main: string): { [moduleId: string]: PhpValue } {
  const source = main.slice(Math.max(0, main.indexOf('class ModulesXMLParameters')));
  const array = source.match(/^class ModulesXMLParameters\s*\{\s*protected static \$aData = ([\s\S]*?^\));$/m)?.[1];
  if (array === undefined) return {};
  const { statements, value } = parsePhp('env-production/core/main.php', `<?php ${array};`);
  const parameters = value(statements[0]?.expression as PhpNode);
  return isHash(parameters) ? parameters : {};
}
