import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SANDBOX_PROPERTY } from '../sandbox/property';

export const SECRET = '2b'.repeat(48);
export const PROPERTY = SANDBOX_PROPERTY.propertyId;

/** The bridge's user in the stand-in of iTop. */
export const ACCOUNT = { user: 'bridge', password: 'b3nch' };

/** A stand-in of iTop in its own process, which takes this many milliseconds for each call. */
export async function startItop(delay: number): Promise<{ url: string; end(): Promise<void> }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/itop-stand-in.ts', String(delay)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [url] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  const end = async () => {
    child.kill();
    await exited;
  };
  return { url: url.toString().trim(), end };
}

/** A server in its own process. */
export interface Running {
  child: ChildProcess;
  port: number;
  /** The address of a bridge's health and metrics. */
  admin?: string;
}

/** @param ready finds in a line of output that the server runs, and where */
export async function start(
  args: string[],
  ready: (line: string) => Omit<Running, 'child'> | undefined,
): Promise<Running> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${args.join(' ')}`)));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const found = ready(line);
      if (found !== undefined) {
        resolve({ ...found, child });
      }
    });
  });
}

export async function end({ child }: Running): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exited;
}

/** A bare node:http server that only checks the HMAC. */
export const startBare = () =>
  start(['--import', 'tsx', 'bench/bare-server.ts', SECRET], (line) => ({ port: Number(line) }));

/** Writes a configuration into `folder`, for a bridge whose iTop does not exist; returns its path. */
export function writeConfig(folder: string, name: string, database: string): string {
  const itop = { url: 'http://127.0.0.1:3/', user: 'nobody', password: 'n0body' };
  const config = {
    listen: '127.0.0.1:0',
    admin: '127.0.0.1:0',
    database,
    properties: [{ id: PROPERTY, secrets: [SECRET], itop }],
  };
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/**
 * The built command, as `itop-tawk bridge`.
 * @param flags of Node itself
 */
export function startBridge(command: string, config: string, flags: string[] = []): Promise<Running> {
  return start([...flags, command, 'bridge', '--config', config], (line) => {
    const { url, admin } = JSON.parse(line) as { url?: string; admin?: string };
    return url === undefined ? undefined : { port: Number(new URL(url).port), ...(admin !== undefined && { admin }) };
  });
}
