import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Inspection } from '../check/inspection';
import { showValue } from '../check/show-value';
import { CONFIG_FILE } from '../files/config-file';
import { readRegularFile } from '../files/read-file';
import { ChangeError, refuseLinks } from '../install/aside';
import { isUnset, MODULE, ruleOf } from '../settings';
import { changeConfig } from './config-change';
import type { Wanted } from './config-edit';
import { phpLiteral } from './php-literal';

/** What would be written into an iTop's configuration file. */
export interface SettingsPlan {
  /** Relative to the iTop's folder. */
  file: string;
  /** Settings whose value changes, in a form that may be shown. */
  changes: { name: string; from: string; to: string }[];
  /** The current file, and the new one. */
  before: Buffer;
  after: Buffer;
}

/**
 * Plans to write settings; changes nothing. A value that is already in force, in whatever file, is not written. A value
 * that no file contains (`built in`) is written, because the extension's XML may have another default.
 *
 * @throws ChangeError if iTop was never set up, or if a person has to edit the file: then with the text to write
 */
export async function planSettings({ itop, config, settings }: Inspection, wanted: Wanted): Promise<SettingsPlan> {
  if (!config) {
    throw new ChangeError(
      `${CONFIG_FILE} is not there: run iTop's setup first, which creates it. Nothing was changed.`,
    );
  }
  await refuseLinks(itop.root, [CONFIG_FILE]);
  const effective = new Map(settings.map(({ name, value }) => [name, value]));
  const isSaid = (name: string) => settings.some((each) => each.name === name && each.origin !== 'built in');
  const isInForce = ([name, value]: [string, string | string[]]) =>
    (isSaid(name) && isDeepStrictEqual(inOrder(effective.get(name)), inOrder(value))) ||
    (value === '' && isUnset(effective.get(name)));
  const missing = Object.fromEntries(Object.entries(wanted).filter((entry) => !isInForce(entry)));
  const before = await readRegularFile(join(itop.root, CONFIG_FILE));
  const after = changeConfig(CONFIG_FILE, before, missing);
  if (!after) throw new ChangeError(`${byHand(missing)}\nNothing was changed.`);
  const shown = (name: string, value: Wanted[string] | undefined) => showValue(value, ruleOf(name));
  return {
    file: CONFIG_FILE,
    changes: Object.entries(missing).map(([name, value]) => ({
      name,
      from: showValue(effective.get(name), ruleOf(name)),
      to: value === '' ? '(empty)' : shown(name, value),
    })),
    before,
    after,
  };
}

/** The order in a list of portals or profiles means nothing. */
function inOrder<T>(value: T): T {
  return Array.isArray(value) ? ([...value].sort() as T) : value;
}

/** The person has to fill in secrets. */
function byHand(wanted: Wanted): string {
  const lines = Object.entries(wanted).map(([name, value]) => {
    const isSecret = ruleOf(name)?.secret === true && value !== '';
    return `$MyModuleSettings['${MODULE}']['${name}'] = ${phpLiteral(isSecret ? '…' : value)};`;
  });
  return `${CONFIG_FILE} makes its settings in a way that this command cannot follow. Write at its end, before ?>:\n${lines.join('\n')}`;
}
