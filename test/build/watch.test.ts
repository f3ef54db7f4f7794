import { appendFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watchWidget } from '../../build/widget';

/** A build takes a second, on a busy machine many. */
const PATIENCE = { timeout: 50_000 };

test('while it is watched, the widget is built again when a source changes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'itop-tawk-'));
  await cp('src', join(folder, 'src'), { recursive: true });
  const sources = join(folder, 'src', 'widget');
  const named = (part: string) => join(folder, `${part}.js`);
  const files = {
    page: named('widget'),
    tawk: named('chat'),
    livehelperchat: named('livehelperchat'),
    panel: named('panel'),
    aside: named('aside'),
  };
  const built: string[] = [];
  const end = await watchWidget((file) => built.push(file), { sources, files });
  try {
    await expect.poll(() => new Set(built), PATIENCE).toEqual(new Set(Object.values(files)));
    await appendFile(join(sources, 'tawk', 'main.ts'), '\nconsole.log("watched");\n');
    await expect.poll(() => readFile(files.tawk, 'utf8'), PATIENCE).toContain('console.log("watched")');
    expect(await readFile(files.page, 'utf8')).not.toContain('watched');
  } finally {
    await end();
    await rm(folder, { recursive: true });
  }
}, 120_000);
