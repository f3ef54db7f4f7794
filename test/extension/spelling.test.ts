import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FOLDERS = ['extension', 'extension-chats', 'sandbox/itop/php', 'test/extension-chats/php'];
/** By what begins the name of a variable, as iTop has it. What may be of any type is a plain word, such as $value. */
const PREFIXES: Record<string, string> = { string: 's', int: 'i', bool: 'b', array: 'a', float: 'f', callable: 'f' };
/** Those of PHP, a counter, and what iTop's configuration file is read into. */
const OTHERS = /^\$(?:_[A-Z]+|GLOBALS|i|MyModuleSettings)$/;

const files = FOLDERS.flatMap((folder) =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.php') && !file.includes('.dict.'))
    .map((file) => `${folder}/${file}`),
);
const found = (pattern: RegExp, isWrong: (match: RegExpMatchArray) => boolean) =>
  files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(pattern)].filter(isWrong).map(([text]) => `${file}: ${text}`),
  );

test('variables are spelled as in iTop: $sName, $aList, $oObject, $iCount, $bFlag, $fNumber, and $value for anything', () => {
  expect(files.length).toBeGreaterThan(80);
  const isSpelled = (name: string) => /^\$(?:[saoibf][A-Z]\w*|[a-z]{4,})$/.test(name) || OTHERS.test(name);
  // In a text, %1$s is a place.
  expect(found(/(?<!%\d)\$[a-zA-Z_]\w*/g, ([name]) => !isSpelled(name))).toEqual([]);
});

test('a variable with a type has the prefix of that type', () => {
  const type = [...Object.keys(PREFIXES), '[A-Z\\\\][\\w\\\\]*'].join('|');
  const typed = new RegExp(`[(,] *\\??(${type}) &?\\$([a-z]+)`, 'g');
  expect(found(typed, ([, each = '', name = '']) => name[0] !== (PREFIXES[each] ?? 'o'))).toEqual([]);
  expect(found(/catch \(\w+ \$(\w+)\)/g, ([, name]) => !/^o\w*Exception$/.test(name ?? ''))).toEqual([]);
});
