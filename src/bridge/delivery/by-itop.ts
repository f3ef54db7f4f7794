import type { PropertyConfig } from '../config/config';
import { itopName } from './lock-names';

/** Properties with one iTop, however its address is written. */
export function byItop(properties: PropertyConfig[]): [PropertyConfig, ...PropertyConfig[]][] {
  const groups = new Map<string, [PropertyConfig, ...PropertyConfig[]]>();
  for (const property of properties) {
    const name = itopName(property.itop.url);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [property]);
    else group.push(property);
  }
  return [...groups.values()];
}
