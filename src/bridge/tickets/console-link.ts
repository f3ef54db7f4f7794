import type { ItopObject } from '../../itop/rest/object';
import type { PropertyConfig } from '../config/config';

/** The address of an object in iTop's console, for agents. */
export function consoleLink({ itop }: Pick<PropertyConfig, 'itop'>, object: Pick<ItopObject, 'class' | 'key'>): string {
  return `${itop.url.replace(/\/+$/, '')}/pages/UI.php?operation=details&class=${object.class}&id=${object.key}`;
}
