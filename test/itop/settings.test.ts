import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadModuleParameters } from '../../src/itop/design/design';
import { type PhpNode, type PhpValue, parsePhp } from '../../src/itop/files/php-file';
import { isPlaceholder, MODULE, SETTINGS } from '../../src/itop/settings';

const path = `extension/datamodel.${MODULE}.xml`;
const defaults = loadModuleParameters([{ path, xml: readFileSync(path, 'utf8') }], 'old').values(MODULE);
const php = readFileSync('extension/src/Helper/Settings.php', 'utf8');

describe('the table of settings is that of the extension', () => {
  it('each default in the XML is known, and right unless it is a placeholder', () => {
    for (const [name, value] of Object.entries(defaults)) {
      const rule = SETTINGS.find((setting) => setting.name === name);
      expect(rule, name).toBeDefined();
      expect(isPlaceholder(value) || rule?.isRight(value), name).toBe(true);
    }
  });
  it.each(SETTINGS)('$name is read by the PHP', ({ name }) => expect(php).toContain(`'${name}'`));
  it('the PHP reads no other', () => {
    const read = [...php.matchAll(/->(?:Required|Optional|NameList|IsUnset)\('(\w+)'/g)].map(([, name]) => name);
    expect(read.length).toBeGreaterThan(8);
    expect(SETTINGS.map(({ name }) => name)).toEqual(expect.arrayContaining(read));
  });
  it.each(SETTINGS.filter(({ kind }) => kind === 'optional'))(
    '$name falls back to its default in the XML',
    ({ name, fallback }) => expect(fallback).toEqual(defaults[name]),
  );
  it('where a setting stands nowhere, or is wrong, the PHP takes what the table says', () => {
    const taken = fallbacksInPhp();
    expect(taken.size).toBeGreaterThan(8);
    for (const [name, { fallback, whenWrong }] of taken) {
      const rule = SETTINGS.find((setting) => setting.name === name);
      expect(String(rule?.fallback), name).toBe(String(fallback));
      if (whenWrong !== undefined) expect(rule?.whenWrong, name).toBe(whenWrong);
    }
  });
  it('README tells of each setting, with its default in the XML', () => {
    const table = readFileSync('README.md', 'utf8').matchAll(/^\| `(\w+)` +\| ([^|]*?) *\|/gm);
    const told = new Map([...table].map(([, name = '', cell = '']) => [name, cell.replaceAll('`', '')]));
    for (const { name } of SETTINGS.filter(({ name }) => name !== 'site_id')) {
      const value = [defaults[name] ?? ''].flat().join(', ');
      expect(told.get(name), name).toBe(isPlaceholder(value) ? '' : value);
    }
  });
});

/** The arguments of `$oReader->Optional(name, pattern, expected, fallback, when wrong)` and `NameList(name, fallback)`. */
function fallbacksInPhp(): Map<string, { fallback: PhpValue; whenWrong?: PhpValue }> {
  const { statements, value } = parsePhp('Settings.php', php);
  const found = new Map<string, { fallback: PhpValue; whenWrong?: PhpValue }>();
  const walk = (node: PhpNode | PhpNode[] | null) => {
    if (typeof node !== 'object' || node === null) return;
    if (!Array.isArray(node) && node.kind === 'call') {
      const [name, ...rest] = (node.arguments as PhpNode[]).map(value);
      const [fallback, whenWrong] = { Optional: rest.slice(2), NameList: rest }[String(node.what.offset?.name)] ?? [];
      if (typeof name === 'string' && fallback !== undefined) found.set(name, { fallback, whenWrong });
    }
    for (const [key, each] of Object.entries(node)) if (key !== 'loc') walk(each);
  };
  walk(statements);
  return found;
}
