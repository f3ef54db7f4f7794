import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isThisMachine, sayable } from '../../itop/address';
import type { Finding } from '../../itop/finding';
import type { Config } from '../config/config';
import { ConfigText, withoutVariables } from '../config/text';
import { hasPassword, isPostgres } from '../store/database';

/**
 * Permission bits of a file for users who are neither its owner nor in its group: read, write, and pass through a
 * folder.
 */
const OTHERS = { read: 0o004, write: 0o002, enter: 0o001 };

/**
 * Files that a container engine puts in place. Nobody outside the container sees them, whatever their mode is:
 * Kubernetes volumes (a link to `..2026_03_01_…`, see its atomic writer), and the secrets of Docker and Podman.
 */
const OF_A_CONTAINER = /^\/run\/secrets\/|\/\.\.\d{4}_\d{2}_\d{2}_/;

/**
 * The file with the environment's secrets, as in `deploy/itop-tawk.service` and docs/operating.md: next to the
 * configuration.
 */
const ENVIRONMENT_FILE = 'secrets';

/**
 * Files with secrets that other users of this machine may read or change. On Windows no file is checked, because file
 * modes mean nothing there.
 * @param file the configuration; it counts only if a secret itself is in it, and not just the name of a variable
 */
export function exposedFiles(file: string): Finding[] {
  if (process.platform === 'win32') return [];
  return [file, join(dirname(file), ENVIRONMENT_FILE)].flatMap((each) => {
    const mode = exposedMode(each);
    if (mode === undefined || (each === file && !holdsSecrets(file))) return [];
    const may = mode & OTHERS.read ? 'read' : 'change';
    const what = `${each} has secrets in it, and every user of this machine may ${may} it (mode ${mode.toString(8)})`;
    const remedy = `chmod 600 ${each}; if another user than the bridge's owns it: chgrp <the bridge's group> ${each} && chmod 640 ${each}`;
    return [{ severity: 'warning', code: 'readable-secrets', what, remedy }];
  });
}

/** Unencrypted network connections that carry secrets and what people wrote. */
export async function exposedConnections({ properties, database }: Config): Promise<Finding[]> {
  const itops = new Set(properties.map(({ itop }) => itop.url));
  const findings = [...itops].flatMap((url) =>
    plainItop(url, "its user's password or token, and what people write,", 'the bridge'),
  );
  for (const property of properties) {
    if (property.provider === 'livehelperchat' && isPlainHttp(property.url)) {
      const what = `Live Helper Chat is asked at ${sayable(property.url)} without encryption: its key and what people write can be read on the network`;
      findings.push(
        unencrypted(
          what,
          'Use https:// in the `url` of the property; for an authority of your own: NODE_EXTRA_CA_CERTS=/path/to/its.pem in the environment of the bridge.',
        ),
      );
    }
  }
  if (isPostgres(database) && (await isPlainPostgres(database))) {
    findings.push(
      unencrypted(
        'the connection to PostgreSQL is not encrypted: its password and what people write can be read on the network',
        'Write ?sslmode=verify-full behind `database`, with &sslrootcert=/path/to/its.pem for an authority of your own.',
      ),
    );
  }
  return findings;
}

/**
 * The finding about an iTop on another machine that is reached without encryption; otherwise nothing.
 * @param carried what can be read on the network
 * @param asker whose environment names the trusted certificate authorities
 */
export function plainItop(url: string, carried: string, asker: string): Finding[] {
  if (!isPlainHttp(url)) return [];
  const what = `iTop is reached at ${sayable(url)} without encryption: ${carried} can be read on the network`;
  const remedy = `Use https://; for an authority of your own: NODE_EXTRA_CA_CERTS=/path/to/its.pem in the environment of ${asker}.`;
  return [unencrypted(what, remedy)];
}

/** Whether an address leads to another machine without encryption. */
export function isPlainHttp(address: string): boolean {
  const url = new URL(address);
  return url.protocol === 'http:' && !isThisMachine(url.hostname);
}

function unencrypted(what: string, remedy: string): Finding {
  return { severity: 'warning', code: 'not-encrypted', what, remedy };
}

/** PostgreSQL's driver decides it: address and environment (PGHOST, PGSSLMODE) can say it in many ways. */
async function isPlainPostgres(database: string): Promise<boolean> {
  const { default: pg } = await import('pg');
  try {
    const client = new pg.Client({ connectionString: database });
    return !client.ssl && !client.host.startsWith('/') && !isThisMachine(client.host);
  } catch {
    // a file that the address names does not exist: opening the store reports it
    return false;
  }
}

/** The mode of a file that others may read or change; undefined: they may not, or it does not exist. */
function exposedMode(path: string): number | undefined {
  try {
    const real = realpathSync(path);
    const found = statSync(real);
    const mode = found.mode & 0o777;
    const isOpen = found.isFile() && (mode & (OTHERS.read | OTHERS.write)) !== 0 && !OF_A_CONTAINER.test(real);
    return isOpen && isWayOpen(dirname(real)) ? mode : undefined;
  } catch {
    return undefined;
  }
}

/** Whether everybody may pass through a folder and all folders above it. */
function isWayOpen(folder: string): boolean {
  const mayEnter = (statSync(folder).mode & OTHERS.enter) !== 0;
  return mayEnter && (folder === dirname(folder) || isWayOpen(dirname(folder)));
}

/** The parts of a configuration that can be secret, as they are written. */
interface Written {
  database?: string;
  properties: {
    secrets?: string[];
    key?: string;
    identity_secrets?: string[];
    itop: { password?: string; token?: string };
  }[];
}

/** Whether a secret itself is in a configuration. @param file a configuration that can be read without errors */
function holdsSecrets(file: string): boolean {
  const { database = '', properties } = new ConfigText(readFileSync(file, 'utf8')).value() as Written;
  const secrets = properties.flatMap(({ secrets = [], key = '', identity_secrets = [], itop }) => [
    ...secrets,
    ...identity_secrets,
    key,
    itop.password ?? '',
    itop.token ?? '',
  ]);
  return hasPassword(withoutVariables(database)) || secrets.some((secret) => withoutVariables(secret) !== '');
}
