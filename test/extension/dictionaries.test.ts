import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { MODULE, MODULES } from '../../build/extension';
import { FACTS } from '../../src/contract/facts';

/** Languages that iTop comes with, by the name of their dictionary files. */
const LANGUAGES = 'cs da de en es_cr fr hu it ja nl pl pt_br ru sk tr zh_cn'.split(' ');

async function entries(language: string, folder = 'extension', module = MODULE): Promise<Record<string, string>> {
  const source = await readFile(`${folder}/${language}.dict.${module}.php`, 'utf8');
  const pairs = source.matchAll(/^\t'((?:ItopTawk|Class|TawkChat|Menu|Brick):[^']+)' => '((?:[^'\\]|\\.)*)',$/gm);
  return Object.fromEntries([...pairs].map(([, code = '', text = '']) => [code, text]));
}

describe.each(Object.entries(MODULES))('%s/', (folder, module) => {
  // 2.7 reads dictionaries at the module's root only (facts/itop.md §6).
  test('there is a dictionary at the root of the module for each language of iTop', async () => {
    const files = (await readdir(folder)).filter((file) => file.includes('.dict.'));
    expect(files.map((file) => file.split('.')[0]).sort()).toEqual(LANGUAGES);
  });

  test.each(LANGUAGES)(
    'the dictionary %s says everything, with the placeholders of the English one',
    async (language) => {
      const english = await entries('en', folder, module);
      const other = await entries(language, folder, module);
      expect(Object.keys(english)).not.toEqual([]);
      expect(Object.keys(other)).toEqual(Object.keys(english));
      const placeholders = (text = '') => text.match(/%\d\$s/g);
      for (const [code, text] of Object.entries(english)) {
        expect(other[code], code).not.toBe('');
        expect(placeholders(other[code]), code).toEqual(placeholders(text));
      }
    },
  );
});

test('the consent has words for each fact of "share" whose value it does not name, or cannot: it is not on the page', async () => {
  const inWords = FACTS.filter(({ consent, told }) => consent === 'words' || told !== 'page').map(({ name }) => name);
  expect(inWords).toEqual(FACTS.filter(({ consent }) => consent === 'words').map(({ name }) => name));
  const codes = Object.keys(await entries('en')).filter((code) => code.startsWith('ItopTawk:Consent:'));
  expect(codes.sort()).toEqual(inWords.map((name) => `ItopTawk:Consent:${name}`).sort());
});

test('what the extension adds to a ticket has a label and a hint', async () => {
  const codes = Object.keys(await entries('en'));
  for (const code of ['tawkto_ref', 'tawkto_id', 'origin/Value:chat']) {
    const label = `Class:UserRequest/Attribute:${code}`;
    expect(codes).toEqual(expect.arrayContaining([label, `${label}+`]));
  }
});
