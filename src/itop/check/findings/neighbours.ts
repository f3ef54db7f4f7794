import { appRootUrl } from '../../files/config-file';
import type { Finding } from '../../finding';
import { providerOf } from '../../provider';
import type { Inspection } from '../inspection';
import { visitorsOf } from '../neighbours';
import { settingOf } from './warning';

/** Another iTop on this machine with the same property or server shares its visitor; our marks cannot separate them. */
export function neighbourFindings(inspection: Inspection): Finding[] {
  const name = providerOf(inspection.settings) === 'livehelperchat' ? 'livehelperchat_url' : 'property_id';
  const setting = settingOf(inspection, name);
  const own = setting ? visitorsOf(inspection.settings) : '';
  const address = appRootUrl(inspection.config);
  return inspection.neighbours
    .filter(({ visitors }) => own !== '' && visitors === own)
    .filter((other) => areNear(address, other.address))
    .map(({ path }) => ({
      severity: 'note',
      code: 'property-shared',
      what: `another iTop has the same "${name}": ${path}. A person who uses both in one browser is one visitor of the chat; the conversation goes on in the other iTop only if secure mode proves that it is the same person`,
      ...(setting?.place && { place: setting.place }),
      remedy:
        name === 'property_id'
          ? 'Give each iTop a property of its own: they cost nothing at tawk.to.'
          : 'Put them below different domains, or give each a Live Helper Chat of its own.',
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
