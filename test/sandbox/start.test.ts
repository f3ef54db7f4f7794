import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const START = join(process.cwd(), 'sandbox/start.mjs');
const OPEN = /Open {2}(http:\/\/\S+)/;

/** `npm start` as it runs in a folder. */
interface Start {
  /** What it has said so far, line by line. */
  lines(): string[];
  /** Until it says that. @throws Error with all it said, where it ends before */
  says(words: RegExp): Promise<RegExpExecArray>;
  ended: Promise<number | null>;
}

/** A folder that `npm start` can run in: with the sources, and a built extension and a sandbox of its own. */
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'start-'));
  symlinkSync(join(process.cwd(), 'src'), join(made, 'src'));
  return made;
}

function start(cwd: string, ...options: string[]): Start {
  const process_: ChildProcess = spawn(process.execPath, [START, ...options], { cwd });
  onTestFinished(async () => {
    process_.kill('SIGINT');
    await ended;
  });
  const ended = new Promise<number | null>((resolve) => process_.once('close', resolve));
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [process_.stdout, process_.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
      for (const listener of listeners) listener();
    });
  }
  return {
    lines: () => output.split('\n').filter(Boolean),
    ended,
    says: (words) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = words.exec(output);
          if (found) resolve(found);
        };
        listeners.add(look);
        look();
        ended.then(() => reject(new Error(`It ended without saying ${words}, having said:\n${output}`)));
      }),
  };
}

/** A port that somebody has, until the test ends. */
async function taken(port = 0): Promise<number> {
  const server = createServer();
  const has = new Promise<number>((resolve) => {
    // somebody else has it: as good
    server.once('error', () => resolve(port));
    server.listen(port, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  onTestFinished(() => void server.close());
  return has;
}

test('npm start tells its steps, which ports it found taken, and where to go; a second one says where the first is', async () => {
  const here = folder();
  // of one that was killed
  mkdirSync(join(here, '.sandbox'));
  writeFileSync(join(here, '.sandbox/running.json'), '{"url":"http://127.0.0.1:9/","pid":1}');
  await taken(8080);
  const first = start(here);
  const [, url = ''] = await first.says(OPEN);
  const page = await (await fetch(url)).text();
  expect(page).toContain('Be Paula');
  const lines = first.lines();
  expect(lines[0]).toMatch(/starts/);
  const step = (words: string) => lines.findIndex((line) => line.includes(words));
  const open = lines.findIndex((line) => OPEN.test(line));
  for (const words of ['iTop, tawk.to and the bridge', 'chat bubble', 'PHP']) {
    expect(step(words), words).toBeGreaterThan(0);
    expect(step(words), words).toBeLessThan(open);
  }
  expect(lines.join('\n')).toContain(`Port 8080 is taken, so iTop is on ${new URL(url).port}`);

  const second = start(here, '--port', '18080');
  expect(await second.ended).toBe(1);
  expect(second.lines()).toHaveLength(1);
  expect(second.lines()[0]).toContain(`runs already in this folder: ${url}`);
});

test('a port that was asked for and is taken is said, and nothing is started', async () => {
  const port = await taken();
  const it = start(folder(), '--port', String(port));
  expect(await it.ended).toBe(1);
  const words = it.lines().join('\n');
  expect(words).toContain(`Port ${port} is taken`);
  expect(words).not.toMatch(/^\s+at /m);
});
