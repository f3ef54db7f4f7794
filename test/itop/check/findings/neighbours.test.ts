import { mkdir, mkdtemp, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../../../src/itop/check/check';
import { smallItop } from '../../small-itop';

const CONFIG = 'conf/production/config-itop.php';

/** What is said of another iTop beside one at http://itop.example/. */
async function saidOf(address: string, property?: string): Promise<string[]> {
  const root = join(await mkdtemp(join(tmpdir(), 'itops-')), 'itop');
  await rename(await smallItop(), root);
  const other = join(dirname(root), 'itop-test');
  const config = await readFile(join(root, CONFIG), 'utf8');
  await mkdir(join(other, dirname(CONFIG)), { recursive: true });
  const changed = config.replace('http://itop.example/', address);
  await writeFile(join(other, CONFIG), property ? changed.replace(/[0-9a-f]{24}/, property) : changed);
  const { findings } = await check(root);
  return findings.filter(({ code }) => code === 'property-shared').map(({ what }) => what);
}

describe('another iTop on the same machine', () => {
  it.each(['http://itop.example/test/', 'https://test.itop.example/'])(
    'with the same property, at %s, is told of',
    async (address) => {
      expect(await saidOf(address)).toEqual([expect.stringContaining('another iTop has the same "property_id"')]);
    },
  );
  it('with a property of its own is no finding', async () => {
    expect(await saidOf('http://itop.example/test/', '0ddc0ffee0ddc0ffee0ddc0f')).toEqual([]);
  });
  it.each(['http://itop.example/', 'http://elsewhere.test/'])(
    'at %s, where no browser mixes them up, is no matter',
    async (address) => {
      expect(await saidOf(address)).toEqual([]);
    },
  );
});
