import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type { ItopRestStandIn, Trouble } from '../../sandbox/itop/rest';
import { ACCOUNT, PROPERTY, SECRET } from './ring';

/** Numbers from 0 to 1 that come again with the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TROUBLES: Trouble[] = [
  'refuse',
  'maintenance',
  'html',
  'unavailable',
  'credentials',
  'database',
  'die',
  'gateway',
];

/** An iTop that is a little slow, and at each sixth call ill in some way. */
export function makeUnreliable(itop: ItopRestStandIn, random: () => number): void {
  itop.behave = () => ({
    trouble: random() < 1 / 6 ? TROUBLES[Math.floor(random() * TROUBLES.length)] : undefined,
    before: Math.floor(random() * 60),
    after: Math.floor(random() * 30),
  });
}

const STEPPED_CLOCK = pathToFileURL(resolve('test/bridge/stepped-clock.mjs')).href;

/** The real command in a process of its own, whose clock is set again and again, to be killed. */
export class KilledBridge {
  #process: ChildProcess | undefined;
  /** All that it ever wrote. */
  output = '';

  private constructor(
    readonly url: string,
    private readonly command: string,
    private readonly config: string,
  ) {}

  /** @param name of its configuration file in `folder` @param source whose chats it has; left out: of tawk.to */
  static async create(
    command: string,
    folder: string,
    name: string,
    database: string,
    itopUrl: string,
    source: object = { id: PROPERTY, secrets: [SECRET], transcripts: 'log' },
  ) {
    const port = await freePort();
    const config = join(folder, `${name}.yaml`);
    const { user, password } = ACCOUNT;
    // JSON is YAML
    const itop = { url: itopUrl, user, password, timeout: '500ms', settle: '500ms', concurrency: 4 };
    const property = { ...source, itop };
    const retry = { first: '10ms', longest: '100ms' };
    writeFileSync(
      config,
      JSON.stringify({ listen: `127.0.0.1:${port}`, admin: '127.0.0.1:0', database, retry, properties: [property] }),
    );
    return new KilledBridge(`http://127.0.0.1:${port}`, command, config);
  }

  /** Resolves when it is open. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [this.command, 'bridge', '--config', this.config], {
      env: { ...process.env, LOG_LEVEL: 'info', NODE_OPTIONS: `--import=${STEPPED_CLOCK}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    child.stderr.on('data', (chunk: Buffer) => {
      this.output += chunk;
    });
    await new Promise<void>((resolve, reject) => {
      createInterface(child.stdout).on('line', (line) => {
        this.output += `${line}\n`;
        if (line.includes('the bridge is open')) {
          resolve();
        }
      });
      child.once('exit', (code) => reject(new Error(`the bridge ended with ${code}: ${this.output.slice(-2000)}`)));
    });
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to stop, as systemd does; gives its exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null) {
      return child?.exitCode ?? null;
    }
    const exited = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  }
}

/**
 * A port that nobody listens on, below those that systems give to outgoing connections: the bridge must find it free
 * again after each kill.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    if (isFree) {
      return port;
    }
  }
}
