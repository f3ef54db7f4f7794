import type { Finding } from '../../finding';
import { nearest } from '../../nearest';
import type { Place } from '../../place';
import { isPlaceholder, isRetired, MODULE, RETIRED_REMEDY, RULES, ruleOf } from '../../settings';
import type { EffectiveSetting } from '../effective-settings';
import { copyInForce, type Inspection } from '../inspection';

/** Settings that the extension does not know, and values that hide others. */
export function keyFindings({ own, settings, config, compiled }: Inspection): Finding[] {
  const laid = copyInForce(own);
  const inForce = compiled?.modules.get(MODULE) ?? laid?.version ?? '';
  const findings = laid ? settings.flatMap((setting) => [...unknown(setting, inForce), ...hiding(setting)]) : [];
  for (const place of config?.unread ?? []) {
    const what = 'iTop runs this PHP, which may change settings; it is not checked here';
    findings.push({
      severity: 'unknown',
      code: 'config-php',
      what,
      place,
      remedy: 'See what a user gets with: itop-tawk verify',
    });
  }
  return [...findings, ...(config?.undefinedConstants ?? []).map(withoutQuotes)];
}

/** The word may be a secret, so it is not shown. */
function withoutQuotes(place: Place): Finding {
  return {
    severity: 'error',
    code: 'undefined-constant',
    what: 'a word without quotes stands here, which PHP takes for a constant that does not exist: PHP 8 answers every page of iTop with HTTP 500, PHP 7 with a warning in its log',
    place,
    remedy: "Put the word between quotes: 'word'.",
  };
}

function unknown({ name, origin, place }: EffectiveSetting, inForce: string): Finding[] {
  // A setting that is only in the compiled files disappears with the next setup.
  if (ruleOf(name) || origin === 'compiled') return [];
  const at = place && { place };
  if (isRetired(name)) {
    // Settings from the XML of 1.x itself disappear with it.
    if (origin === 'default') return [];
    const is1x = inForce.startsWith('1.');
    const what = is1x
      ? `"${name}" works in Combodo's ${inForce}, which is still in use; in version 2 it has no effect, because the bridge makes tickets`
      : `"${name}" of Combodo's 1.x has no effect: the bridge makes tickets now`;
    const remedy = is1x
      ? `Before the upgrade: ${RETIRED_REMEDY[0]?.toLowerCase()}${RETIRED_REMEDY.slice(1)}`
      : RETIRED_REMEDY;
    return [{ severity: is1x ? 'note' : 'warning', code: 'setting-moved', what, ...at, remedy }];
  }
  const names = RULES.map((rule) => rule.name);
  const meant = nearest(name, names);
  const remedy = meant ? `Did you mean "${meant}"?` : `Remove it. Known settings: ${names.join(', ')}.`;
  return [
    { severity: 'warning', code: 'setting-unknown', what: `"${name}" is no setting of the extension`, ...at, remedy },
  ];
}

/** A value in the configuration file is meant to hide a default; if it hides an XML delta, people are surprised. */
function hiding({ name, place, hidden }: EffectiveSetting): Finding[] {
  if (!hidden?.place || hidden.origin !== 'XML delta' || isPlaceholder(hidden.value)) return [];
  const { path, line, column } = hidden.place;
  return [
    {
      severity: 'warning',
      code: 'setting-hidden',
      what: `"${name}" here hides the one in the XML (${path}:${line}:${column}), entirely: lists are not merged`,
      ...(place && { place }),
      remedy: 'Keep one of the two.',
    },
  ];
}
