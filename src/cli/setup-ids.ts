import type { Inspection } from '../itop/check/inspection';
import type { Wanted } from '../itop/configure/config-edit';
import { readTawkIds } from '../itop/configure/tawk-ids';
import { isRight, isUnset, ruleOf } from '../itop/settings';
import { askUntil, type Dialogue } from './dialogue';
import { UsageError } from './outcome';
import { printError } from './terminal';

/** tawk.to's ids on the command line. */
export interface IdOptions {
  chat?: string;
  property?: string;
  widget?: string;
}

/** Where to find the ids in tawk.to. */
const WHERE = "tawk.to's snippet or Direct Chat Link (in tawk.to: Administration, Chat Widget)";

/**
 * Property and widget, from the options or a person; otherwise the current ones.
 *
 * @returns also the options that are missing if there is no terminal
 * @throws UsageError, EndedError
 */
export async function tawkIds(inspection: Inspection, options: IdOptions, dialogue: Dialogue | undefined) {
  const ids: { property_id?: string; widget_id?: string } = {};
  if (options.chat !== undefined) Object.assign(ids, readIds(options.chat, '--chat'));
  if (options.property !== undefined) Object.assign(ids, readIds(options.property, '--property'));
  if (options.widget !== undefined) ids.widget_id = right('widget_id', options.widget, '--widget');
  const current = { property_id: inForce(inspection, 'property_id'), widget_id: inForce(inspection, 'widget_id') };
  const isSaid = options.chat !== undefined || options.property !== undefined || options.widget !== undefined;
  if (dialogue && !isSaid) {
    const keep = current.property_id && current.widget_id ? `${current.property_id}/${current.widget_id}` : undefined;
    printError("Paste tawk.to's snippet or its Direct Chat Link. Both are in tawk.to:");
    printError('Administration, Chat Widget. The Property ID alone will do, too.');
    const pasted = () => dialogue.askPasted(`Snippet, link or id${keep ? ` [${keep}]` : ''}:`);
    const found = await askUntil(pasted, (text) => (text === '' && keep ? current : readIds(text, 'that')));
    Object.assign(ids, found);
  }
  // another property has other widgets
  const isSame = ids.property_id === undefined || ids.property_id === current.property_id;
  if (ids.widget_id === undefined && isSame && current.widget_id) ids.widget_id = current.widget_id;
  if (dialogue && ids.widget_id === undefined) {
    const asked = () => dialogue.ask('Widget ID, the last part of the Direct Chat Link [default]:');
    ids.widget_id = await askUntil(asked, (text) => right('widget_id', text || 'default', 'that'));
  }
  ids.property_id ??= current.property_id;
  const isMissing = ids.property_id === undefined || ids.widget_id === undefined;
  return { wanted: ids as Wanted, missing: isMissing ? [`--chat '<${WHERE.replace(/ \(.*/, '')}>'`] : [] };
}

/** The ids in a text. @param where for the message @throws UsageError */
export function readIds(text: string, where: string): { property_id: string; widget_id?: string } {
  const ids = readTawkIds(text);
  if (ids === 'several')
    throw new UsageError(`${where} holds more than one property or widget: give the one that is meant`);
  if (!ids)
    throw new UsageError(`${where} holds no id of tawk.to's. Expected:\n  ${WHERE},\n  or 24 hexadecimal digits`);
  return { property_id: ids.property, ...(ids.widget !== undefined && { widget_id: ids.widget }) };
}

/** The value, if it is valid for that setting. @param where for the message @throws UsageError */
export function right(setting: string, value: string, where: string): string {
  const rule = ruleOf(setting);
  if (rule && !isRight(rule, value)) throw new UsageError(`${where} is no "${setting}": expected ${rule.expected}`);
  return value;
}

/**
 * The current value of a setting if it is valid; undefined otherwise, for example for the placeholder of a new module.
 */
export function inForce({ settings }: Inspection, name: string): string | undefined {
  const value = settings.find((setting) => setting.name === name)?.value;
  const rule = ruleOf(name);
  const isText = typeof value === 'string' || typeof value === 'number';
  return isText && !isUnset(value) && rule && isRight(rule, value) ? `${value}`.trim() : undefined;
}
