import { CONFIG_FILE } from '../../files/config-file';
import type { Finding } from '../../finding';

/** The configuration file exists, and its content is unknown. */
export function tooDeepFindings(): Finding[] {
  return [
    {
      severity: 'error',
      code: 'config-too-deep',
      what: 'the settings are not known: arrays or blocks are nested too deeply here',
      place: { path: CONFIG_FILE },
      remedy: 'Look whether it is meant so; PHP itself gives up at some thousand levels, and iTop with it.',
    },
  ];
}
