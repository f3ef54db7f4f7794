import { sayable } from '../../itop/address';
import type { Finding } from '../../itop/finding';
import { withEnvironment } from '../base/unit';
import type { PropertyConfig } from '../config/config';
import type { PartialConfig } from '../config/load';
import type { Problem } from '../config/text';
import { exposedConnections, exposedFiles, isPlainHttp } from '../ops/exposure';
import { type Diagnosis, found, passed, together } from './diagnosis';
import { examineItop } from './itop';
import { examineLivehelperchat } from './livehelperchat';
import { examineStore } from './store';
import { examineBridge, examineWebhookAddress, localAddress } from './webhook-address';

/**
 * Examines a bridge: its store, each property's iTop, and the running bridge itself. Creates no ticket and changes
 * nothing in iTop. A check whose secret is not available is skipped, and the result says so.
 *
 * @param url where webhooks arrive; default: where the bridge listens on this machine
 * @param file path of the configuration, to check also who may read it
 */
export async function examine(
  { config, gaps, isKnown }: PartialConfig,
  url?: string,
  file?: string,
): Promise<Diagnosis> {
  const secrets = config.properties.reduce((sum, property) => sum + secretsOf(property).length, 0);
  const configured = passed(
    `configuration: can be read (properties: ${config.properties.length}, secrets: ${secrets})`,
  );
  const address = url ?? localAddress(config.listen);
  const isCalled = config.properties.some(({ provider }) => provider === 'tawk');
  const [store, itops, webhooks, running] = await Promise.all([
    examineStore(config.database),
    Promise.all(config.properties.map((property) => examineItop(property, isKnown))),
    Promise.all(
      config.properties.map((property) =>
        property.provider === 'livehelperchat'
          ? examineLivehelperchat(property, isKnown)
          : examineWebhookAddress(address, property, isKnown),
      ),
    ),
    isCalled ? undefined : examineBridge(address),
  ]);
  const exposed = [
    ...(file === undefined ? [] : exposedFiles(file)),
    ...(await exposedConnections(config)),
    ...(url !== undefined && isPlainHttp(url) ? [plainDoor(url)] : []),
  ];
  return together([
    configured,
    store,
    ...itops,
    ...webhooks.flat(),
    ...(running === undefined ? [] : [running]),
    ...exposed.map(found),
    ...gaps.map(untried),
  ]);
}

/** The secrets that prove webhooks (tawk.to) or visitors (Live Helper Chat). */
function secretsOf(property: PropertyConfig): string[] {
  return property.provider === 'livehelperchat' ? property.identity_secrets : property.secrets;
}

function plainDoor(url: string): Finding {
  const what = `webhooks come to ${sayable(url)} without encryption: others on the network can read the chats`;
  const remedy =
    'Put a reverse proxy with TLS in front of the bridge (docs/bridge.md has one for nginx), and its address into tawk.to.';
  return { severity: 'warning', code: 'not-encrypted', what, remedy };
}

function untried({ line, says }: Problem): Diagnosis {
  return found({
    severity: 'unknown',
    code: 'not-tried',
    what: `line ${line} of the configuration: ${says}: checks that need it were skipped`,
    remedy: `To try it too, ${withEnvironment('doctor')}`,
  });
}
