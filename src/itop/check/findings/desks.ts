import { DESK, DESKS_PAGE, MAX_DESKS } from '../../../contract/desks';
import { type DeskEntry, hides, readDesks } from '../../desks/desk';
import { unknownClass } from '../../desks/scope';
import { isHash, type PhpValue } from '../../files/php-file';
import type { Finding } from '../../finding';
import { nearest } from '../../nearest';
import { providerOf } from '../../provider';
import { isRight, isUnset, listOf, ruleOf } from '../../settings';
import type { EffectiveSetting } from '../effective-settings';
import type { Inspection } from '../inspection';
import { hoursOf } from './hours';
import { unknownNames } from './names';
import { settingOf, warn } from './warning';

/** The languages that iTop comes with; an iTop may have more. */
const LANGUAGES = [
  ...['CS CZ', 'DA DA', 'DE DE', 'EN US', 'EN GB', 'ES CR', 'FR FR', 'HU HU', 'IT IT', 'JA JP'],
  ...['NL NL', 'PL PL', 'PT BR', 'RU RU', 'SK SK', 'TR TR', 'ZH CN'],
];

/** What is wrong in the entries of `widgets`. */
export function deskFindings(inspection: Inspection): Finding[] {
  const setting = settingOf(inspection, 'widgets');
  if (!setting || isUnset(setting.value)) return [];
  const { value } = setting;
  const list = listOf(value);
  if (!list || typeof value === 'string') {
    return [warn('desk-wrong', '"widgets": expected a list of desks; it is left out', DESKS_PAGE, setting)];
  }
  const entries = desksOf(inspection);
  const findings = entries.flatMap((entry, index) => {
    if (typeof entry !== 'string') return deskFindingsOf(entry, entries, inspection, setting);
    const unknown = misspelt(list[index]);
    const what = `entry ${index + 1} of "widgets" is left out: ${entry}`;
    return [warn('desk-wrong', what, `${unknown}${DESKS_PAGE}`, setting)];
  });
  if (list.length > MAX_DESKS) {
    const what = `"widgets" has ${list.length} entries, of which the extension reads ${MAX_DESKS}`;
    findings.push(warn('desk-wrong', what, 'Remove those that are not needed.', setting));
  }
  return findings;
}

/** The entries of `widgets`, with a text for each that is left out; none if only PHP can compute them. */
export function desksOf(inspection: Inspection): (DeskEntry | string)[] {
  return readDesks(settingOf(inspection, 'widgets')?.value, {
    provider: providerOf(inspection.settings) ?? 'tawk',
    propertyId: textOf(inspection, 'property_id'),
    widgetId: textOf(inspection, 'widget_id'),
    url: textOf(inspection, 'livehelperchat_url'),
    hasSecret: textOf(inspection, 'livehelperchat_secret') !== '',
  });
}

function deskFindingsOf(
  desk: DeskEntry,
  all: (DeskEntry | string)[],
  inspection: Inspection,
  setting: EffectiveSetting,
): Finding[] {
  const { compiled } = inspection;
  const { number, portals, profiles, languages = [], scope, hours } = desk;
  const whose = `entry ${number} of "widgets"`;
  const part = (name: string, value: string[] | undefined): EffectiveSetting => ({
    ...setting,
    name: `widgets, entry ${number}, ${name}`,
    value: value ?? [],
  });
  const findings = [...hoursOf(inspection, hours, `${whose}: "hours"`, setting)];
  if (compiled) {
    findings.push(
      ...unknownNames(
        part('portals', portals),
        'portal',
        compiled.portals.map(({ id }) => id),
      ),
    );
    const known = [...new Set(['Administrator', ...compiled.profiles])];
    findings.push(...unknownNames(part('profiles', profiles), 'profile', known));
    const unknown = scope === undefined ? undefined : unknownClass(scope, compiled.classes);
    if (unknown !== undefined) {
      const meant = nearest(unknown, compiled.classes);
      const what = `${whose} is left out: its "scope" is of a class that this iTop does not have: "${unknown}"`;
      findings.push(
        warn('desk-scope', what, meant ? `Did you mean "${meant}"?` : 'Is the module of that class selected?', setting),
      );
    }
  }
  for (const language of languages.filter((each) => !LANGUAGES.some((known) => isOf(known, each)))) {
    const meant = LANGUAGES.find((known) => isOf(known, language.split(/[-_ ]/)[0] as string));
    const remedy = `${meant ? `Did you mean "${meant}"? ` : ''}iTop's own are: ${LANGUAGES.join(', ')}; the first part alone is enough.`;
    findings.push(
      warn(
        'unknown-language',
        `${whose} names a language that iTop does not come with${language.length > 20 ? '' : `: "${language}"`}`,
        remedy,
        setting,
      ),
    );
  }
  if (scope !== undefined && !scope.includes(':current_')) {
    const what = `${whose}: its "scope" does not depend on the user: it holds for everybody or for nobody`;
    findings.push(warn('desk-scope-for-all', what, 'Compare with :current_contact->id, for example.', setting));
  }
  // Without a plain key secure mode is off everywhere, which is said once.
  if (desk.isWithoutKey && (desk.provider !== 'tawk' || textOf(inspection, 'api_key') !== '')) {
    const what = {
      tawk: 'a property of its own and no "api_key": secure mode is off at that desk',
      livehelperchat: 'no "livehelperchat_secret": nobody is proved at that desk',
    };
    const remedy = { tawk: 'Give it the key of that property.', livehelperchat: 'Give it a secret.' };
    findings.push(warn('desk-without-key', `${whose} has ${what[desk.provider]}`, remedy[desk.provider], setting));
  }
  return [...findings, ...neverReached(desk, all, inspection, setting)];
}

function neverReached(
  desk: DeskEntry,
  all: (DeskEntry | string)[],
  inspection: Inspection,
  setting: EffectiveSetting,
): Finding[] {
  const whose = `entry ${desk.number} of "widgets" can never be reached`;
  const earlier = all.slice(0, desk.number - 1).filter((each) => typeof each !== 'string');
  const before = earlier.find((each) => hides(each, desk));
  if (before) {
    const what = `${whose}: all of its users are taken by entry ${before.number}`;
    return [warn('desk-unreached', what, 'Put the narrower one first.', setting)];
  }
  const enabled = listOf(settingOf(inspection, 'enabled_portals')?.value) ?? [];
  if (!desk.portals || desk.portals.some((portal) => enabled.includes(portal))) return [];
  const what = `${whose}: none of its portals (${desk.portals.join(', ')}) is in "enabled_portals"`;
  return [warn('desk-unreached', what, 'Add them there.', setting)];
}

/** Values are never shown; keys may be. */
function misspelt(entry: PhpValue | undefined): string {
  const keys = isHash(entry) ? Object.keys(entry) : [];
  const known = DESK.map(({ name }) => name);
  const meant = keys.map((key) => [key, nearest(key, known)] as const).find(([, near]) => near !== undefined);
  return meant ? `Is "${meant[0]}" meant to be "${meant[1]}"? ` : '';
}

function isOf(language: string, wanted: string): boolean {
  const one = wanted.toLowerCase();
  return language.toLowerCase() === one || language.toLowerCase().split(' ')[0] === one;
}

function textOf(inspection: Inspection, name: string): string {
  const value = settingOf(inspection, name)?.value;
  const rule = ruleOf(name);
  return typeof value === 'string' && !isUnset(value) && rule && isRight(rule, value) ? value.trim() : '';
}
