import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCli } from '../build/cli';
import { onPostgres, onSqlite } from '../test/bridge/kill-place';
import { runKills } from '../test/bridge/kills';
import { runChatKills } from '../test/bridge/livehelperchat-kills';
import { startPostgres } from '../test/postgres';
import { option, progress, report } from './bench';

/**
 * Kills a bridge repeatedly, as the kill test does, and reports what is missing in iTop, or there twice. `--kills=1000
 * --bridges=1 --seed=4711 --postgres --json`; uses SQLite without `--postgres`. With `--provider=livehelperchat` the
 * bridge fetches the chats from a stand-in of Live Helper Chat, which is sometimes unreachable.
 */
const kills = option('kills', 1000);
const seed = option('seed', Math.floor(Math.random() * 2 ** 31));
const isPostgres = process.argv.includes('--postgres');
const folder = mkdtempSync(join(tmpdir(), 'itop-tawk-kills-'));
const command = 'dist/kills/itop-tawk.js';

const postgres = isPostgres ? await startPostgres() : undefined;
try {
  await buildCli(command);
  const place = postgres === undefined ? onSqlite(folder) : await onPostgres(postgres);
  const name = postgres === undefined ? 'SQLite' : 'PostgreSQL';
  progress(`${name}, seed ${seed}`);
  const tell = (done: number) => (done % 10 === 0 ? progress(`${done} of ${kills}`) : undefined);
  const count = isPostgres ? option('bridges', 1) : 1;
  const run = process.argv.includes('--provider=livehelperchat') ? runChatKills : runKills;
  const result = await run({ name, count, kills, place, command, folder, seed, progress: tell });
  const { output: _output, ...figures } = result;
  report({ store: name, kills, seed, ...figures }, [
    ['', name],
    ['kills', kills],
    ['events taken', result.events],
    ['lost', result.lost.length],
    ['twice', result.twice.length],
    ['retried by hand', result.poisonous],
    ['seconds', result.seconds],
  ]);
} finally {
  await postgres?.stop();
  rmSync(folder, { recursive: true });
}
