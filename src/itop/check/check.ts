import type { Finding, Severity } from '../finding';
import { formatPlace } from '../place';
import { MODULE, ruleOf } from '../settings';
import { dashboardFindings } from './findings/dashboard';
import { designFindings } from './findings/design';
import { deskFindings } from './findings/desks';
import { hoursFindings } from './findings/hours';
import { installationFindings } from './findings/installation';
import { keyFindings } from './findings/keys';
import { nameFindings } from './findings/names';
import { neighbourFindings } from './findings/neighbours';
import { providerFindings } from './findings/provider';
import { settingFindings } from './findings/settings';
import { shareFindings } from './findings/share';
import { tooDeepFindings } from './findings/too-deep';
import { copyInForce, type Inspection, inspect } from './inspection';
import { showValue } from './show-value';

/** The result of `check`: all of it may be shown, secrets are masked. */
export interface CheckReport {
  folder: string;
  itopVersion: string;
  /** Version and folder of the extension that iTop's setup would use. */
  laid?: { version: string | undefined; folder: string };
  /** The version that the last setup compiled. */
  compiled?: string;
  settings: { name: string; value: string; origin: string; place?: string }[];
  /** The worst first. */
  findings: Finding[];
}

/**
 * Reads an iTop's files and says whether the chat can work there.
 *
 * @throws what inspect() throws
 */
export async function check(folder: string): Promise<CheckReport> {
  const inspection = await inspect(folder);
  const laid = copyInForce(inspection.own);
  const compiled = inspection.compiled?.modules.get(MODULE);
  return {
    folder,
    itopVersion: inspection.itop.version,
    ...(laid && { laid: { version: laid.version, folder: laid.folder } }),
    ...(compiled !== undefined && { compiled }),
    settings: laid || compiled !== undefined ? shownSettings(inspection) : [],
    findings: allFindings(inspection),
  };
}

function shownSettings({ settings, isConfigTooDeep }: Inspection): CheckReport['settings'] {
  if (isConfigTooDeep) return [];
  return settings
    .filter(({ name, value }) => name !== 'site_id' || value !== undefined)
    .map(({ name, value, origin, place }) => ({
      name,
      value: showValue(value, ruleOf(name)),
      origin,
      ...(place && { place: formatPlace(place) }),
    }));
}

type Find = (inspection: Inspection) => Finding[];

const OF_ANY: Record<string, Find> = { installation: installationFindings, 'data model': designFindings };
const OF_SETTINGS: Record<string, Find> = {
  settings: settingFindings,
  provider: providerFindings,
  'names in the settings': nameFindings,
  desks: deskFindings,
  'agent dashboard': dashboardFindings,
  hours: hoursFindings,
  'setting share': shareFindings,
  keys: keyFindings,
  'other iTops': neighbourFindings,
};
const TOO_DEEP: Record<string, Find> = { configuration: tooDeepFindings };

/** The worst first. */
export function allFindings(inspection: Inspection): Finding[] {
  const rank: Record<Severity, number> = { error: 0, warning: 1, unknown: 2, note: 3 };
  const parts = { ...OF_ANY, ...(inspection.isConfigTooDeep ? TOO_DEEP : OF_SETTINGS) };
  return Object.entries(parts)
    .flatMap(([part, find]) => orFailed(part, find, inspection))
    .sort((a, b) => rank[a.severity] - rank[b.severity]);
}

/**
 * If one part fails, that is a finding, and the other parts are still checked. The error's own message may quote a
 * file, so it is not shown.
 */
function orFailed(part: string, find: Find, inspection: Inspection): Finding[] {
  try {
    return find(inspection);
  } catch (error) {
    const what = `${part}: could not be checked, because of a bug in this command (${(error as Error).name})`;
    const remedy = 'Report it, with the versions of iTop and of itop-tawk. Everything else said here is right.';
    return [{ severity: 'unknown', code: 'part-failed', what, remedy }];
  }
}
