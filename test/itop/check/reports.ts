import { expect } from 'vitest';
import { check } from '../../../src/itop/check/check';
import { formatPlace } from '../../../src/itop/place';
import { ID, type SmallItop, smallItop } from '../small-itop';

export const OWN_XML = `extensions/${ID}/datamodel.${ID}.xml`;
export const CONFIG = 'conf/production/config-itop.php';
export const DELTA = 'data/production.delta.xml';

export const report = async (options: SmallItop = {}) => check(await smallItop(options));

/** The findings on a small iTop, their place as `path:line:column`. */
export async function findings(options: SmallItop = {}) {
  const all = (await report(options)).findings;
  return all.map(({ place, ...finding }) => ({ ...finding, at: place && formatPlace(place) }));
}

/** The finding of that code, which has to be there. */
export async function finding(code: string, options: SmallItop) {
  const all = await findings(options);
  const found = all.find((one) => one.code === code);
  expect(found, `expected ${code} among ${JSON.stringify(all, null, 1)}`).toBeDefined();
  return found as NonNullable<typeof found>;
}

export const settingOf = async (name: string, options: SmallItop) =>
  (await report(options)).settings.find((setting) => setting.name === name);
