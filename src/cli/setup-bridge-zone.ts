import type { ConfigFile } from '../itop/files/config-file';
import { isTimeZone } from '../itop/time-zone';
import { askUntil, type Dialogue } from './dialogue';
import { UsageError } from './outcome';

/** iTop's time zone if its configuration file has no `timezone`: see core/config.class.inc.php. */
const ITOP_DEFAULT = 'Europe/Paris';

/** Checks a `time_zone` from an option or an answer. @throws UsageError */
export function zoneName(text: string): string {
  if (isTimeZone(text)) return text;
  throw new UsageError('expected the IANA name of a time zone, such as Europe/Paris');
}

/** The time zone in an iTop's configuration file; undefined if PHP's own settings decide it, or it is unknown. */
export function zoneIn(config: ConfigFile | undefined): string | undefined {
  if (!config) return undefined;
  const setting = config.settings.get('timezone');
  const zone = setting === undefined ? ITOP_DEFAULT : setting.value;
  return typeof zone === 'string' && isTimeZone(zone) ? zone : undefined;
}

/**
 * The setting `time_zone`. The default, also without a terminal, is iTop's time zone, otherwise this machine's.
 *
 * @param given the option's value
 * @throws EndedError
 */
export async function zoneOf(
  given: string | undefined,
  ofItop: string | undefined,
  dialogue: Dialogue | undefined,
): Promise<string> {
  if (given !== undefined) return given;
  const proposed = ofItop ?? zoneOfMachine();
  if (!dialogue) return proposed;
  const ask = () => dialogue.ask(`Time zone of transcripts [${proposed}]:`);
  return askUntil(ask, (text) => zoneName(text || proposed));
}

/** This machine's time zone; UTC if it has none that is known. */
function zoneOfMachine(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return isTimeZone(timeZone) ? timeZone : 'UTC';
}
