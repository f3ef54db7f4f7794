import type { DesignError } from '../../design/error';
import type { Finding } from '../../finding';
import { nearest } from '../../nearest';
import { isRetired, MODULE, RETIRED_REMEDY } from '../../settings';
import type { Inspection } from '../inspection';

/** What iTop's setup refuses, ignores or misses in the XML. */
export function designFindings({ rejected, xml, unselected, config }: Inspection): Finding[] {
  const findings: Finding[] = [];
  for (const fault of rejected) {
    const { place, what } = fault;
    const remedy = remedyOf(fault);
    findings.push({
      severity: 'error',
      code: 'delta-rejected',
      what: `iTop's setup stops here: ${what}`,
      place,
      remedy,
    });
  }
  for (const { code, place, what, remedy } of xml.findings) {
    const severity = code === 'not-read' ? 'unknown' : 'error';
    findings.push({ severity, code: `delta-${code}`, what, place, remedy });
  }
  for (const file of unselected) findings.push(...unselectedFindings(file));
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

/** For a setting that no longer exists, the advice to define it would bring it back although nothing reads it. */
function remedyOf({ tags, remedy }: DesignError): string {
  return tags.some(isRetired) ? RETIRED_REMEDY : remedy;
}

function unselectedFindings({ path, fault, findings }: Inspection['unselected'][number]): Finding[] {
  const isIdle = "its module is not selected in iTop's setup";
  if (fault) {
    const what = `the setup would stop here if the module of this file were selected: ${fault.what}`;
    const remedy = `${remedyOf(fault)} Select the module after that.`;
    return [{ severity: 'warning', code: 'delta-would-stop', what, place: fault.place, remedy }];
  }
  return [
    {
      severity: 'warning',
      code: 'delta-unselected',
      what: `this file is about tawk, but ${isIdle}: it changes nothing`,
      place: { path },
      remedy: 'Select that module in the setup, or remove it.',
    },
    ...findings.map(({ code, what, place, remedy }) => ({
      severity: 'warning' as const,
      code: `delta-${code}`,
      what: `${what} (${isIdle})`,
      place,
      remedy,
    })),
  ];
}

function otherId(id: string, place: Finding['place'] & object, where: string): Finding {
  return {
    severity: 'error',
    code: 'module-id',
    what: `the ${where} has settings for "${id}", which is not a module of this iTop: they have no effect`,
    place,
    remedy: `Rename "${id}" to "${MODULE}".`,
  };
}
