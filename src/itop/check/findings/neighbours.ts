import { appRootUrl } from '../../files/config-file';
import type { Finding } from '../../finding';
import type { Inspection } from '../inspection';
import { settingOf } from './warning';

/**
 * Another iTop on this machine with the same property: in a browser, both have the same visitor, which none of our
 * marks can change.
 */
export function neighbourFindings(inspection: Inspection): Finding[] {
  const setting = settingOf(inspection, 'property_id');
  const own = typeof setting?.value === 'string' ? setting.value.trim().toLowerCase() : '';
  const address = appRootUrl(inspection.config);
  return inspection.neighbours
    .filter(({ propertyId }) => own !== '' && propertyId.trim().toLowerCase() === own)
    .filter((other) => areNear(address, other.address))
    .map(({ path }) => ({
      severity: 'note',
      code: 'property-shared',
      what: `another iTop has the same "property_id": ${path}. Who uses both in one browser is one visitor for tawk.to; the conversation goes on in the other iTop only if secure mode proves that it is the same person`,
      ...(setting?.place && { place: setting.place }),
      remedy: 'Give each iTop a property of its own: they cost nothing at tawk.to.',
    }));
}

/**
 * Whether cookies of the one may also be sent to the other. If both have the same address, the other is a copy that
 * nobody opens.
 */
function areNear(one: string, other: string): boolean {
  if (one === '' || other === '' || one === other) return false;
  const [first = '', second = ''] = [one, other].map((address) => new URL(address).hostname);
  const domain = (host: string) => (/^[\d.]+$|:/.test(host) ? host : host.split('.').slice(-2).join('.'));
  return domain(first) === domain(second);
}
