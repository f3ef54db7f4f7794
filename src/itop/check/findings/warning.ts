import type { Finding } from '../../finding';
import type { EffectiveSetting } from '../effective-settings';
import { copyInForce, type Inspection } from '../inspection';
import { containsPhp } from './settings';

/** A finding about a part of a setting that is left out, at the setting's place. */
export function warn(code: string, what: string, remedy: string, setting: EffectiveSetting | undefined): Finding {
  return { severity: 'warning', code, what, ...(setting?.place && { place: setting.place }), remedy };
}

/** A setting of the module that iTop uses; undefined if its value is known only when PHP runs. */
export function settingOf({ own, settings }: Inspection, name: string): EffectiveSetting | undefined {
  if (!copyInForce(own)) return undefined;
  return settings.find((setting) => setting.name === name && !containsPhp(setting.value));
}
