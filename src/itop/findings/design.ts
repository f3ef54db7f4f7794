import type { Finding } from '../finding';
import type { Inspection } from '../inspection';
import { MODULE } from '../settings';
import { nearest } from './nearest';

/** What iTop's setup refuses, ignores or misses in the XML. */
export function designFindings({ rejected, xml, unselected, config }: Inspection): Finding[] {
  const findings: Finding[] = [];
  for (const { place, what, remedy } of rejected) {
    findings.push({
      severity: 'error',
      code: 'delta-rejected',
      what: `iTop's setup stops here: ${what}`,
      place,
      remedy,
    });
  }
  for (const { code, place, what, remedy } of xml.findings) {
    findings.push({ severity: 'error', code: `delta-${code}`, what, place, remedy });
  }
  for (const path of unselected) {
    findings.push({
      severity: 'warning',
      code: 'delta-unselected',
      what: "this file speaks of tawk, but its module is not selected in iTop's setup: it changes nothing",
      place: { path },
      remedy: 'Select that module in the setup, or remove it.',
    });
  }
  for (const id of xml.modules().filter((other) => nearest(other, [MODULE]))) {
    const name = Object.keys(xml.values(id))[0] ?? '';
    findings.push(otherId(id, xml.origin(id, name) ?? { path: 'data/production.delta.xml' }, 'XML'));
  }
  for (const [id, settings] of config?.modules ?? []) {
    if (!nearest(id, [MODULE])) continue;
    findings.push(otherId(id, [...settings.values()][0]?.place ?? { path: config?.path ?? '' }, 'configuration file'));
  }
  return findings;
}

function otherId(id: string, place: Finding['place'] & object, where: string): Finding {
  return {
    severity: 'error',
    code: 'module-id',
    what: `the ${where} has settings for "${id}", which is no module here: they have no effect`,
    place,
    remedy: `Rename "${id}" to "${MODULE}".`,
  };
}
