import { join } from 'node:path';
import {
  DesignError,
  type DesignFinding,
  type DesignSource,
  deltaEngine,
  designVersion,
  loadModuleParameters,
  type ModuleParameters,
} from '../design/design';
import { tawkDesigns } from '../design/sources';
import { type CompiledItop, changedFiles, compiledFiles, readCompiled } from '../files/compiled';
import { type ConfigFile, readConfigFile } from '../files/config-file';
import { type ItopFolder, openItop, readIfThere } from '../files/itop-folder';
import { type MissingName, missingNames } from '../files/missing-names';
import { findModules, type ModuleFolder, moduleVersionOf } from '../files/module-folders';
import { PhpDepthError } from '../files/php-file';
import { readRegularFile } from '../files/read-file';
import { CHATS_MODULE, MODULE } from '../settings';
import { type EffectiveSetting, effectiveSettings } from './effective-settings';
import { type Neighbour, readNeighbours } from './neighbours';

/** Everything that the files of an iTop say about the chat. */
export interface Inspection {
  itop: ItopFolder;
  /** Our module (or Combodo's 1.x with the same name): each copy that iTop's setup finds. */
  own: OwnModule[];
  /** Classes and interfaces that our modules need and this iTop lacks, with the folder of the module. */
  missing: (MissingName & { folder: string })[];
  compiled: CompiledItop | undefined;
  /** Files of the compiled module; undefined if it is not compiled. */
  compiledFiles: string[] | undefined;
  /** Files of the module that have changed since the setup compiled it. */
  changedFiles: string[];
  config: ConfigFile | undefined;
  /** The configuration file exists but was not read: it is nested too deeply. */
  isConfigTooDeep: boolean;
  xml: ModuleParameters;
  ownFolders: string[];
  designs: DesignSource[];
  /** Files that would stop iTop's setup. */
  rejected: DesignError[];
  /** Design files about the chat in modules that are not selected in the setup, and what they would do if they were. */
  unselected: { path: string; fault?: DesignError; findings: DesignFinding[] }[];
  /** Portals that the XML files define, compiled or not, and the file that defines each. */
  portalFiles: Map<string, string>;
  settings: EffectiveSetting[];
  /** Other iTops on this machine that have the chat. */
  neighbours: Neighbour[];
}

export interface OwnModule extends ModuleFolder {
  /** undefined if the module file cannot be parsed. */
  version: string | undefined;
}

/**
 * Reads an iTop; changes nothing, and runs none of its PHP.
 *
 * @throws ItopFolderError if it is not an iTop, PhpSyntaxError if the configuration file does not parse, and the
 *   system's errors if a file cannot be read
 */
export async function inspect(root: string): Promise<Inspection> {
  const itop = await openItop(root);
  let isConfigTooDeep = false;
  const readConfig = readConfigFile(root).catch((error) => {
    if (!(error instanceof PhpDepthError)) throw error;
    isConfigTooDeep = true;
    return undefined;
  });
  const [modules, compiled, config] = await Promise.all([findModules(root), readCompiled(root), readConfig]);
  const own = await ownModules(root, modules);
  const { sources, unselected, unreadable, portals } = await tawkDesigns(root, withoutHidden(modules, own), compiled);
  const isSelected = ({ path }: { path: string }) => !unselected.includes(path);
  const designs = sources.filter(isSelected);
  const { xml, rejected } = loadWhatLoads(designs, itop);
  const all = unselected.length > 0 ? loadWhatLoads(sources, itop) : undefined;
  const folder = copyInForce(own)?.folder;
  const filesOfModule = await compiledFiles(root, MODULE);
  const ownFolders = own.map(({ folder }) => folder);
  return {
    itop,
    own,
    missing: await missingOf(root, [own, await ownModules(root, modules, CHATS_MODULE)]),
    compiled,
    compiledFiles: filesOfModule,
    changedFiles: folder && filesOfModule ? await changedFiles(root, folder, MODULE) : [],
    config,
    isConfigTooDeep,
    xml,
    ownFolders,
    designs,
    rejected: [...unreadable.filter(({ place }) => isSelected(place)), ...rejected],
    unselected: unselected.map((path) => {
      const fault = [...unreadable, ...(all?.rejected ?? [])].find(({ place }) => place.path === path);
      return {
        path,
        ...(fault && { fault }),
        findings: all?.xml.findings.filter(({ place }) => place.path === path) ?? [],
      };
    }),
    portalFiles: portals,
    settings: effectiveSettings({ config, xml, compiled, ownFolders }),
    neighbours: await readNeighbours(root),
  };
}

/** The copies of our module among `modules`, with their versions. */
export async function ownModules(root: string, modules: ModuleFolder[], own = MODULE): Promise<OwnModule[]> {
  const copies = modules.filter(({ name }) => name === own);
  return Promise.all(
    copies.map(async (copy) => ({
      ...copy,
      version: moduleVersionOf(copy.file, (await readRegularFile(join(root, copy.file))).toString('utf8')),
    })),
  );
}

async function missingOf(root: string, copies: OwnModule[][]): Promise<Inspection['missing']> {
  const inForce = copies.map(copyInForce).filter((copy) => copy !== undefined);
  const all = inForce.map(async ({ name, folder }) => {
    const read = (path: string) => readIfThere(join(root, folder, path));
    return (await missingNames(root, `module.${name}.php`, read)).map((each) => ({ ...each, folder }));
  });
  return (await Promise.all(all)).flat();
}

/**
 * The copy that iTop uses if there are several: the newest version; of equal ones the first
 * (ModuleDiscovery::AddModule).
 */
export function copyInForce(own: OwnModule[]): OwnModule | undefined {
  return own.reduce<OwnModule | undefined>(
    (best, copy) => (!best || compareVersions(copy.version, best.version) > 0 ? copy : best),
    undefined,
  );
}

function withoutHidden(modules: ModuleFolder[], own: OwnModule[]): ModuleFolder[] {
  const inForce = copyInForce(own);
  return modules.filter(({ name, folder }) => name !== MODULE || folder === inForce?.folder);
}

function compareVersions(a = '0', b = '0'): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** The parameters from all files that load; each file that would stop the setup is left out and reported. */
export function loadWhatLoads(sources: DesignSource[], { version }: Pick<ItopFolder, 'version'>) {
  const rejected: DesignError[] = [];
  let good = sources;
  for (;;) {
    try {
      return { xml: loadModuleParameters(good, deltaEngine(version), designVersion(version)), rejected };
    } catch (error) {
      if (!(error instanceof DesignError)) throw error;
      rejected.push(error);
      good = good.filter(({ path }) => path !== error.place.path);
    }
  }
}
