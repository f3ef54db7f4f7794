import { describe, expect, it, test } from 'vitest';
import { examineStore } from '../../src/bridge/doctor/store';
import { databaseFault } from '../../src/bridge/store/database';
import { openStoreAlone } from '../../src/bridge/store/open';
import { PostgresStore } from '../../src/bridge/store/postgres';
import { sharedPostgres } from '../postgres';
import { startPooler } from './pooler';

test.each(['refuses', 'drops'] as const)(
  'a pooler that %s the settings of a connection is refused at the start, and not waited for',
  async (does) => {
    const direct = (await sharedPostgres()).newDatabase();
    const pooler = await startPooler(direct, does);
    const log = { warn: () => {} } as never;
    await expect(openStoreAlone(pooler.url, log)).rejects.toMatchObject({ code: 'DATABASE_POOLER' });
    expect((await examineStore(pooler.url)).findings).toMatchObject([{ severity: 'error', code: 'DATABASE_POOLER' }]);
    // nothing was made by it
    await expect(PostgresStore.open(direct, undefined, false)).rejects.toMatchObject({ code: 'DATABASE_EMPTY' });
    await pooler.close();
  },
);

describe('several hosts in `database` are refused with the reason:', () => {
  it.each([
    'postgres://bridge:secret@one:5432,two:5432/name',
    'postgres://bridge:secret@one,two/name',
    'postgresql://one,two/name?target_session_attrs=read-write',
    'postgres://bridge@/name?host=one,two',
    'postgres://bridge@/name?host=one%2Ctwo&port=1,2',
  ])('%s', (database) => {
    expect(databaseFault(database)).toContain('one host');
    expect(databaseFault(database)).not.toContain('secret');
  });
  it.each([
    'postgres://bridge:se,cret@one/name',
    'postgres://bridge@/name?host=/run/postgresql',
    'postgres://bridge:se,cret@/a,name',
  ])('%s is one', (database) => expect(databaseFault(database)).toBeUndefined());
});
