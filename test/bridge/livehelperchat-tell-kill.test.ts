import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMAND } from '../command';
import { sharedPostgres, type TestPostgres } from '../postgres';
import { onPostgres, onSqlite, type Place } from './kill-place';
import { IDENTITY_SECRET, KEY } from './livehelperchat-ring';
import { runTellKills } from './livehelperchat-tell-kills';

const KILLS = Number(process.env.KILLS ?? 4);

let folder: string;
let postgres: TestPostgres;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'itop-tawk-tell-kill-'));
  postgres = await sharedPostgres();
});
afterAll(() => rmSync(folder, { recursive: true }));

const cases: [string, number, () => Place | Promise<Place>][] = [
  ['one bridge on SQLite', 1, () => onSqlite(folder)],
  ['two bridges on one PostgreSQL', 2, () => onPostgres(postgres)],
];

test.concurrent.each(cases)(
  `%s: killed ${KILLS} times while agents answer, every visitor is told everything exactly once`,
  { timeout: 600_000 },
  async (name, count, makePlace) => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
    process.stdout.write(`${name}: SEED=${seed}\n`);
    const place = await makePlace();
    const result = await runTellKills({ name, count, kills: KILLS, place, command: COMMAND, folder, seed });
    expect(result).toMatchObject({ words: 5 + 5 * KILLS, lost: [], twice: [] });
    expect(result.output).not.toContain('UNEXPECTED');
    expect(result.output).not.toContain('word-');
    expect(result.output).not.toContain(KEY.key);
    expect(result.output).not.toContain(IDENTITY_SECRET);
  },
);
