import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadModuleParameters } from '../../src/itop/design/design';
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
});
