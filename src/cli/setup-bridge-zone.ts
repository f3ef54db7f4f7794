import type { ConfigFile } from '../itop/files/config-file';
import { isTimeZone } from '../itop/time-zone';
import { askUntil, type Dialogue } from './dialogue';
import { UsageError } from './outcome';

/** What iTop takes where its configuration file does not say `timezone`: see core/config.class.inc.php. */
const ITOP_DEFAULT = 'Europe/Paris';

/** A `time_zone`, as an option and as an answer. @throws UsageError */
export function zoneName(text: string): string {
  if (isTimeZone(text)) return text;
  throw new UsageError('expected the IANA name of a time zone, such as Europe/Paris');
}

/** The zone that an iTop's configuration file says; undefined where PHP's own settings say it, or nobody can tell. */
export function zoneIn(config: ConfigFile | undefined): string | undefined {
  if (!config) return undefined;
  const setting = config.settings.get('timezone');
  const zone = setting === undefined ? ITOP_DEFAULT : setting.value;
  return typeof zone === 'string' && isTimeZone(zone) ? zone : undefined;
}

/**
 * The setting `time_zone`. Proposed, and taken where there is nobody to ask: iTop's zone, else this machine's.
 *
 * @param given as an option
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

/** Where the machine says none that is known, UTC. */
function zoneOfMachine(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return isTimeZone(timeZone) ? timeZone : 'UTC';
}
