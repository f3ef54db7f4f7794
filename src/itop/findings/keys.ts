import type { EffectiveSetting } from '../effective-settings';
import type { Finding } from '../finding';
import { copyInForce, type Inspection } from '../inspection';
import { isPlaceholder, ruleOf, SETTINGS } from '../settings';
import { nearest } from './nearest';

/** Settings that the extension does not know, and values that hide others. */
export function keyFindings({ own, settings, config }: Inspection): Finding[] {
  const findings = copyInForce(own) ? settings.flatMap((setting) => [...unknown(setting), ...hiding(setting)]) : [];
  for (const place of config?.unread ?? []) {
    const what = 'iTop runs this PHP, and it may change settings; it is not followed here';
    findings.push({
      severity: 'note',
      code: 'config-php',
      what,
      place,
      remedy: 'See what a user gets with: itop-tawk verify',
    });
  }
  return findings;
}

function unknown({ name, origin, place }: EffectiveSetting): Finding[] {
  // What no file says any more goes with the next setup.
  if (ruleOf(name) || origin === 'compiled') return [];
  const at = place && { place };
  // Combodo's 1.x received tawk.to's webhooks in iTop itself.
  if (name === 'webhooks' || name.startsWith('webhooks.')) {
    const what = `"${name}" of Combodo's 1.x has no effect: tickets are made by the bridge now`;
    const remedy =
      "Move it to the bridge's configuration file (bridge.yaml) and remove it here; change a secret that stood here.";
    return [{ severity: 'warning', code: 'setting-moved', what, ...at, remedy }];
  }
  const names = SETTINGS.map((rule) => rule.name);
  const meant = nearest(name, names);
  const remedy = meant ? `Did you mean "${meant}"?` : `Remove it. Known are: ${names.join(', ')}.`;
  return [
    { severity: 'warning', code: 'setting-unknown', what: `"${name}" is no setting of the extension`, ...at, remedy },
  ];
}

/** That the configuration file hides a default is what it is for; that it hides an XML delta surprises people. */
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
