/**
 * The rules that an iTop applies to XML deltas. Combodo rewrote the loader in 3.1.2 (LoadFlattenDelta in
 * setup/modelfactory.class.inc.php); 2.7.x, 3.0.x, 3.1.0 and 3.1.1 have the older one.
 */
export type DeltaEngine = 'old' | 'new';

/** The design versions that iTop's setup/itopdesignformat.class.inc.php knows, oldest first. */
const DESIGN_VERSIONS = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '3.0', '3.1', '3.2', '3.3'];

/** @returns the loader of this iTop. `itopVersion` as in ITOP_CORE_VERSION, e.g. `3.1.2`, `3.2.0-dev`. */
export function deltaEngine(itopVersion: string): DeltaEngine {
  const [major = 0, minor = 0, patch = 0] = itopVersion.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
  return major * 10_000 + minor * 100 + patch >= 30_102 ? 'new' : 'old';
}

/** @returns the newest design version that this iTop loads: `1.7` for every 2.7, `3.1` for every 3.1. */
export function designVersion(itopVersion: string): string {
  const [major, minor] = itopVersion.split(/[.-]/);
  return major === '2' ? '1.7' : `${major}.${minor}`;
}

/**
 * @returns the design versions that an iTop of version `newest` loads; older ones are upgraded by its setup.
 *   A version we do not know (an iTop newer than this file) gives all that we know and itself.
 */
export function loadableDesignVersions(newest: string): string[] {
  const index = DESIGN_VERSIONS.indexOf(newest);
  return index < 0 ? [...DESIGN_VERSIONS, newest] : DESIGN_VERSIONS.slice(0, index + 1);
}
