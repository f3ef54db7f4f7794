import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { confirm } from '../../src/cli/confirm';
import { Dialogue, EndedError } from '../../src/cli/dialogue';
import { COMMAND } from '../command';
import { RIGHT, smallItop } from '../itop/small-itop';

let folder: string;
let itop: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'itop-tawk-pipe-'));
  writeFileSync(join(folder, 'bridge.yaml'), 'not: a configuration\n');
  itop = await smallItop({ settings: RIGHT });
});
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Runs the command with a pipe of the system in the place of these streams, whose reader is gone before the command
 * writes: to open a pipe for writing waits for its reader, and `wait` for its end.
 */
function withoutReader(streams: '>&5' | '>&5 2>&5', ...args: string[]) {
  const script = `mkfifo "$0" && { : <"$0" & exec 5>"$0"; wait; "$@" ${streams}; }`;
  const command = [process.execPath, COMMAND, ...args];
  const pipe = join(folder, `pipe${Math.random()}`);
  return spawnSync('sh', ['-c', script, pipe, ...command], { encoding: 'utf8', timeout: 60_000 });
}

test.each([
  ['check', 0, () => ['check', itop]],
  ['check --json', 0, () => ['check', itop, '--json']],
  ['setup', 0, () => ['setup', itop, '--dry-run', '--no-install']],
  ['uninstall', 0, () => ['uninstall', itop]],
  ['an error as JSON', 2, () => ['doctor', '--config', join(folder, 'bridge.yaml'), '--json']],
])('ends quietly when the reader of its output is gone, with the status of its work: %s', (_name, status, args) => {
  expect(withoutReader('>&5', ...args())).toMatchObject({ status, stdout: '', stderr: '' });
});

test('and when the one of its errors is gone too', () => {
  expect(withoutReader('>&5 2>&5', 'doctor', '--config', join(folder, 'bridge.yaml'))).toMatchObject({
    status: 2,
    stdout: '',
    stderr: '',
  });
});

test('a question that nobody can see any more waits for no answer', async () => {
  const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  const output = new PassThrough();
  const answer = new Dialogue(new PassThrough(), output).ask('Which portals?');
  output.destroy(gone);
  await expect(answer).rejects.toThrow(EndedError);

  const confirmed = confirm('Drop 3 events?', Object.assign(new PassThrough(), { isTTY: true }));
  process.stderr.emit('error', gone);
  expect(await confirmed).toBe(false);
});
