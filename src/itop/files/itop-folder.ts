import { join } from 'node:path';
import { type PhpNode, parsePhp } from './php-file';
import { readRegularFile } from './read-file';

/** The folder is not an iTop, or not one that this command can read. The message says what was looked for. */
export class ItopFolderError extends Error {
  override readonly name = 'ItopFolderError';
}

export interface ItopFolder {
  /** The folder of the iTop, as given. */
  root: string;
  /** ITOP_CORE_VERSION, e.g. `3.2.0`. */
  version: string;
}

/**
 * The oldest and the newest minor version on which the extension was tested: 2.7.11, 2.7.12, 3.0.4, 3.1.2, 3.1.3,
 * 3.2.0, 3.2.2, and for 3.3 Combodo's source of SOURCE_OF_3_3.
 */
const SUPPORTED = { from: [2, 7], to: [3, 3] } as const;

/** SUPPORTED in words. */
export const SUPPORTED_VERSIONS = `${SUPPORTED.from.join('.')} to ${SUPPORTED.to.join('.')}`;

/**
 * The date of the available source of 3.3 (develop, commit 94a36c0066, core version 3.3.0); the release came half a
 * year later.
 */
export const SOURCE_OF_3_3 = '26 February 2026';

/**
 * @param root the folder that contains iTop's own `approot.inc.php`
 * @throws ItopFolderError if there is no iTop, or its version cannot be read
 */
export async function openItop(root: string): Promise<ItopFolder> {
  const approot = await readIfThere(join(root, 'approot.inc.php'));
  if (approot === undefined) {
    throw new ItopFolderError(
      `${root} is not the folder of an iTop: it has no approot.inc.php. Give the folder that holds approot.inc.php, conf/ and extensions/.`,
    );
  }
  const version = definedVersion(approot) ?? (await versionOfDatamodel(root));
  if (!version) {
    throw new ItopFolderError(
      `The version of the iTop in ${root} cannot be read: neither ITOP_CORE_VERSION in approot.inc.php nor datamodels/2.x/version.xml says it. Is this a complete iTop?`,
    );
  }
  return { root, version };
}

/** Whether the extension was tested on this minor version; a later one may work, but nobody has tested it. */
export function isSupported(version: string): 'yes' | 'too old' | 'untried' {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const number = major * 100 + minor;
  if (number < SUPPORTED.from[0] * 100 + SUPPORTED.from[1]) return 'too old';
  return number > SUPPORTED.to[0] * 100 + SUPPORTED.to[1] ? 'untried' : 'yes';
}

/** @returns the text of a file, undefined if it does not exist. Other failures (no right to read it) are thrown. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await readRegularFile(path)).toString('utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** ITOP_CORE_VERSION exists since 2.7.7 and 3.0.1; in a git checkout it may be `3.2.0-dev`. */
function definedVersion(approot: string): string | undefined {
  const { statements, value } = parsePhp('approot.inc.php', approot);
  for (const { expression } of statements) {
    if (expression?.kind !== 'call' || expression.what.name !== 'define') continue;
    const [name, version] = expression.arguments.map((argument: PhpNode) => value(argument));
    if (name === 'ITOP_CORE_VERSION' && /^\d+\.\d+/.test(version)) return version;
  }
  return undefined;
}

async function versionOfDatamodel(root: string): Promise<string | undefined> {
  const xml = await readIfThere(join(root, 'datamodels/2.x/version.xml'));
  return xml?.match(/<version>\s*(\d+\.\d+[^<\s]*)\s*<\/version>/)?.[1];
}
