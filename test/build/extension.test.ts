import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packExtension } from '../../build/extension';
import { buildWidget, WIDGET_FILES } from '../../build/widget';

let folder: string;
let zip: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'itop-tawk-'));
  zip = await readFile(await packExtension('1.2.3', join(folder, 'first')));
});
afterAll(() => rm(folder, { recursive: true }));

test('two builds give the same bytes', async () => {
  const again = await readFile(await packExtension('1.2.3', join(folder, 'second')));
  expect(again.equals(zip)).toBe(true);
  // The widget was built for all tests before; here once more, elsewhere.
  const parts = Object.keys(WIDGET_FILES) as (keyof typeof WIDGET_FILES)[];
  const elsewhere = Object.fromEntries(parts.map((part) => [part, join(folder, `${part}.js`)])) as typeof WIDGET_FILES;
  await buildWidget(elsewhere);
  for (const part of parts) {
    expect(await readFile(elsewhere[part], 'utf8')).toBe(await readFile(WIDGET_FILES[part], 'utf8'));
  }
});

test('the zip is named after module and version', async () => {
  expect(await packExtension('1.2.3', folder)).toBe(join(folder, 'combodo-tawk-integration-1.2.3.zip'));
});

test('the zip holds a folder for each module, named as the module', () => {
  const names = Object.keys(unzipSync(zip));
  const folders = ['combodo-tawk-integration', 'itop-tawk-chats'];
  expect(new Set(names.map((name) => name.split('/')[0]))).toEqual(new Set(folders));
});

test('the zip holds what iTop needs of the second module: module file, XML, hooks, page, icon, licence', () => {
  const names = Object.keys(unzipSync(zip)).map((name) => name.replace(/^itop-tawk-chats\//, ''));
  expect(names).toEqual(
    expect.arrayContaining([
      'module.itop-tawk-chats.php',
      'datamodel.itop-tawk-chats.xml',
      'extension.xml',
      'src/autoload.php',
      'src/Hook/ChatsTab.php',
      'request.php',
      'images/chat.svg',
      'LICENSE',
    ]),
  );
});

test('the zip holds what iTop needs: module file, XML, hooks, widget, licence', () => {
  const names = Object.keys(unzipSync(zip)).map((name) => name.replace(/^combodo-tawk-integration\//, ''));
  expect(names).toEqual(
    expect.arrayContaining([
      'module.combodo-tawk-integration.php',
      'datamodel.combodo-tawk-integration.xml',
      'extension.xml',
      'src/autoload.php',
      'src/Hook/PortalUIExtension.php',
      'asset/js/widget.js',
      'asset/js/chat.js',
      'LICENSE',
    ]),
  );
});

test('the zip holds nothing of development: no sources of the widget, no source maps, no hidden files', () => {
  const kinds = /\.(php|xml|js|css|svg|png)$|\/LICENSE$/;
  expect(Object.keys(unzipSync(zip)).filter((name) => !kinds.test(name) || /\/\.|node_modules/.test(name))).toEqual([]);
  for (const script of ['widget.js', 'chat.js']) {
    const text = Buffer.from(unzipSync(zip)[`combodo-tawk-integration/asset/js/${script}`] ?? []).toString();
    expect(text).not.toContain('sourceMappingURL');
  }
});
