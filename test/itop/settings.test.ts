import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contractFiles } from '../../build/contract';
import { MODULE, SETTINGS } from '../../src/contract/settings';
import { loadModuleParameters } from '../../src/itop/design/design';
import { isPlaceholder, isRight, RULES, ruleOf } from '../../src/itop/settings';

describe('the table of settings', () => {
  it.each([...contractFiles()])('%s is what "npm run build" writes from it', (file, content) => {
    expect(readFileSync(file, 'utf8')).toBe(content);
  });
  it('each standard is right, or a placeholder', () => {
    for (const rule of RULES)
      expect(isPlaceholder(String(rule.standard)) || isRight(rule, rule.standard), rule.name).toBe(true);
  });
  it('what counts in the place of a wrong value is right', () => {
    for (const rule of RULES.filter(({ kind }) => kind === 'optional')) {
      expect(isRight(rule, rule.whenWrong ?? rule.fallback), rule.name).toBe(true);
    }
  });
  it('iTop reads the standards out of the XML as they stand in the table', () => {
    const path = `extension/datamodel.${MODULE}.xml`;
    const read = loadModuleParameters([{ path, xml: readFileSync(path, 'utf8') }], 'old').values(MODULE);
    expect(read).toEqual(Object.fromEntries(SETTINGS.map(({ name, standard }) => [name, standard])));
  });
  it('a name that a setting had before is read by the same rule', () => {
    expect(ruleOf('site_id')).toMatchObject({ pattern: ruleOf('property_id')?.pattern });
  });
});
