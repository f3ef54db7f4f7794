import { DESKS_PAGE } from '../../../contract/desks';
import { readHours } from '../../desks/hours';
import type { PhpValue } from '../../files/php-file';
import type { Finding } from '../../finding';
import { trim } from '../../settings';
import type { EffectiveSetting } from '../effective-settings';
import type { Inspection } from '../inspection';
import { settingOf, warn } from './warning';

/** What is wrong in the setting `hours`. */
export function hoursFindings(inspection: Inspection): Finding[] {
  const setting = settingOf(inspection, 'hours');
  if (!setting) return [];
  const value = typeof setting.value === 'string' ? trim(setting.value) : setting.value;
  const wrong = readHours(value);
  if (typeof wrong === 'string')
    return [warn('hours-wrong', `"hours": ${wrong}; the desk counts as always open`, DESKS_PAGE, setting)];
  return hoursOf(inspection, value, '"hours"', setting);
}

/** Checks hours that have the right form. */
export function hoursOf(
  { compiled }: Inspection,
  value: PhpValue | undefined,
  whose: string,
  setting: EffectiveSetting,
): Finding[] {
  const hours = readHours(value);
  if (hours === undefined || typeof hours === 'string') return [];
  if (hours.areNever) {
    const remedy = 'Give at least one day a time such as "08:00-12:00".';
    return [warn('hours-never', `${whose}: the desk is never open, and nobody can chat`, remedy, setting)];
  }
  if (!hours.areOfItop || !compiled || compiled.classes.includes('CoverageWindowInterval')) return [];
  const what = `${whose} names a coverage window or a calendar of holidays, for which this iTop does not have the module; the desk counts as always open`;
  return [warn('hours-window', what, 'Install combodo-sla-computation, or write the table as "weekly".', setting)];
}
