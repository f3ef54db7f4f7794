import type { Config } from '../config';
import { type Diagnosis, passed, together } from './diagnosis';
import { examineDoor, localAddress } from './door';
import { examineItop } from './itop';
import { examineStore } from './store';

/**
 * Examines a bridge: its store, each property's iTop, and the running bridge itself. Makes no ticket, and changes
 * nothing in iTop.
 *
 * @param url where webhooks arrive; without it, where the bridge listens on this machine
 */
export async function examine(config: Config, url = localAddress(config.listen)): Promise<Diagnosis> {
  const secrets = config.properties.reduce((sum, property) => sum + property.secrets.length, 0);
  const configured = passed(
    `configuration: can be read (properties: ${config.properties.length}, secrets: ${secrets})`,
  );
  const [store, itops, doors] = await Promise.all([
    examineStore(config.database),
    Promise.all(config.properties.map(examineItop)),
    Promise.all(config.properties.map((property) => examineDoor(url, property))),
  ]);
  return together([configured, store, ...itops, ...doors.flat()]);
}
