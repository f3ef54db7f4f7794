import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Logger } from '../src/bridge/base/log';
import { type Bridge, startBridge } from '../src/bridge/bridge';
import { loadConfig } from '../src/bridge/config/load';
import { SANDBOX_PROPERTY } from './property';

/** Of the webhook, and of the bridge's user in iTop; made anew with each start. */
export const SANDBOX_SECRETS = { webhook: randomBytes(48).toString('hex'), password: randomBytes(24).toString('hex') };

/** The login of that user. */
export const BRIDGE_USER = 'bridge';

/** Path of the bridge's configuration in the sandbox's folder; its database lies beside it. */
export function bridgeConfigFile(folder: string): string {
  return join(folder, 'bridge.yaml');
}

/** Starts the real bridge before the stand-in of iTop, on any free port, with short times for somebody who watches. */
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
