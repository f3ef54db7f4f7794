import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PROPERTY, SECRET, until } from './ring';

/** A bridge in a process of its own whose log nobody need read: its ports are chosen beforehand. */
export interface BridgeProcess {
  pid: number;
  url: string;
  adminUrl: string;
  kill: (signal: NodeJS.Signals) => void;
  /** Its exit code. */
  exited: Promise<number | null>;
}

/**
 * Starts it and waits until it answers; its iTop is not there.
 * @param stdout where its log goes: a file descriptor, or `pipe` that is not read
 */
export async function startProcess(
  command: string,
  folder: string,
  { stdout = 'ignore' as number | 'pipe' | 'ignore', env = {}, database = join(folder, 'bridge.db') } = {},
): Promise<BridgeProcess & { closeLog: () => void }> {
  const [port, adminPort] = [await freePort(), await freePort()];
  const itop = { url: 'http://127.0.0.1:3/', user: 'bridge', password: 'b3nch' };
  const properties = [{ id: PROPERTY, secrets: [SECRET], itop }];
  const config = join(folder, 'bridge.yaml');
  const [listen, admin] = [`127.0.0.1:${port}`, `127.0.0.1:${adminPort}`];
  writeFileSync(config, JSON.stringify({ listen, admin, database, properties }));
  const child = spawn(process.execPath, [command, 'bridge', '--config', config], {
    stdio: ['ignore', stdout, 'ignore'],
    env: { ...process.env, ...env },
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const adminUrl = `http://${admin}`;
  const isUp = () =>
    fetch(`${adminUrl}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(isUp);
  return {
    pid: child.pid as number,
    url: `http://${listen}`,
    adminUrl,
    kill: (signal) => child.kill(signal),
    exited,
    closeLog: () => child.stdout?.destroy(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
