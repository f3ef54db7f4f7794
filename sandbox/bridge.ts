import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Logger } from '../src/bridge/base/log';
import { type Bridge, startBridge } from '../src/bridge/bridge';
import { loadConfig } from '../src/bridge/config/load';
import { SANDBOX_PROPERTY } from './property';

/** The secret of the webhook, and the password of the bridge's user in iTop; new at each start. */
export const SANDBOX_SECRETS = { webhook: randomBytes(48).toString('hex'), password: randomBytes(24).toString('hex') };

/** The login of the bridge's user. */
export const BRIDGE_USER = 'bridge';

/** Path of the bridge's configuration in the sandbox's folder; its database is next to it. */
export function bridgeConfigFile(folder: string): string {
  return join(folder, 'bridge.yaml');
}

/**
 * Starts the real bridge for the stand-in of iTop, on any free port, with short retry times so that a person can watch.
 */
export async function startSandboxBridge(folder: string, itopUrl: string, log: Logger): Promise<Bridge> {
  const itop = { url: itopUrl, user: BRIDGE_USER, password: SANDBOX_SECRETS.password, timeout: '5s', settle: '1s' };
  const config = {
    listen: '127.0.0.1:0',
    admin: '127.0.0.1:0',
    database: join(folder, 'bridge.db'),
    properties: [
      {
        id: SANDBOX_PROPERTY.propertyId,
        secrets: [SANDBOX_SECRETS.webhook],
        itop,
        ticket: { fallback: { organization: 'Demo' } },
      },
    ],
    retry: { first: '500ms', longest: '5s' },
  };
  const head = "# The configuration of the sandbox's bridge, written with each start.\n";
  await writeFile(bridgeConfigFile(folder), head + stringify(config), { mode: 0o600 });
  return startBridge(loadConfig(bridgeConfigFile(folder)), log);
}
