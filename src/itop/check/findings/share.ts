import type { Finding } from '../../finding';
import { nearest } from '../../nearest';
import { listOf, SHARED } from '../../settings';
import type { Inspection } from '../inspection';
import { settingOf, warn } from './warning';

/** Names in `share` that do not exist. */
export function shareFindings(inspection: Inspection): Finding[] {
  const setting = settingOf(inspection, 'share');
  const names = (listOf(setting?.value) ?? []).filter((each) => typeof each === 'string').map((each) => each.trim());
  return names
    .filter((name) => name !== '' && !SHARED.includes(name))
    .map((name) => {
      const meant = nearest(name, SHARED);
      const remedy = `${meant ? `Did you mean "${meant}"? ` : ''}Known: ${SHARED.join(', ')}.`;
      return warn('share-unknown', `"share" names "${name}", which does not exist`, remedy, setting);
    });
}
