import { isDeepStrictEqual } from 'node:util';
import { PROPERTY_ID, WIDGET_ID } from '../../../contract/ids';
import { isHash, PhpExpression, type PhpValue } from '../../files/php-file';
import type { Finding } from '../../finding';
import type { Place } from '../../place';
import { providerOf } from '../../provider';
import { isPlaceholder, isRight, isUnset, listOf, ruleOf, type SettingRule } from '../../settings';
import type { EffectiveSetting } from '../effective-settings';
import { copyInForce, type Inspection } from '../inspection';

/** Both ids, in an address of tawk.to. */
const IN_ADDRESS = new RegExp(`\\b(?:embed\\.tawk\\.to|tawk\\.to/chat)/(${PROPERTY_ID})/(${WIDGET_ID})`, 'i');

/** Does the extension accept each value? A single wrong one means no chat. */
export function settingFindings(inspection: Inspection): Finding[] {
  if (!copyInForce(inspection.own)) return [];
  const byName = new Map(inspection.settings.map((setting) => [setting.name, setting]));
  const provider = providerOf(inspection.settings);
  const isOldName = isUnset(byName.get('property_id')?.value) && !isUnset(byName.get('site_id')?.value);
  return [
    ...inspection.settings.flatMap((setting) => {
      if (setting.name === (isOldName ? 'property_id' : 'site_id')) return [];
      const of = ruleOf(setting.name)?.of;
      // A setting of another provider is never required: a wrong value counts as missing.
      if (of !== undefined && of !== provider) return [];
      return valueFindings(setting, inspection.config?.undefinedConstants ?? []);
    }),
    ...(provider === 'tawk'
      ? [...oldNameFindings(byName.get('site_id'), isOldName), ...secureModeFindings(byName.get('api_key'))]
      : []),
  ];
}

/** @param withoutQuotes positions of words that already have a finding */
function valueFindings(setting: EffectiveSetting, withoutQuotes: Place[]): Finding[] {
  const rule = ruleOf(setting.name);
  if (!rule) return [];
  const { value } = setting;
  const at = setting.place && { place: setting.place };
  const expressions = phpIn(value);
  if (expressions.length > 0) {
    if (expressions.every(({ place }) => withoutQuotes.some((other) => isDeepStrictEqual(place, other)))) return [];
    const what = `"${rule.name}" is no literal: its value is known only when PHP runs, so it is not checked here`;
    return [
      { severity: 'unknown', code: 'setting-php', what, ...at, remedy: 'See what a user gets with: itop-tawk verify' },
    ];
  }
  if (isRight(rule, value)) return [];
  const isUsable = rule.kind === 'optional';
  const code = isPlaceholder(value) ? 'setting-placeholder' : isUnset(value) ? 'setting-missing' : 'setting-wrong';
  const ending = isUsable ? `; "${rule.whenWrong ?? rule.fallback}" is used` : '';
  const what = `${isUsable ? '' : 'no chat: '}"${rule.name}" ${found(value, rule.pattern)}, expected ${rule.expected}${ending}`;
  return [{ severity: isUsable ? 'warning' : 'error', code, what, ...at, remedy: hint(value) ?? rule.remedy }];
}

export function containsPhp(value: PhpValue | undefined): boolean {
  return phpIn(value).length > 0;
}

/** The parts of a value that are not literals. */
function phpIn(value: PhpValue | undefined): PhpExpression[] {
  if (value instanceof PhpExpression) return [value];
  return typeof value === 'string' ? [] : (listOf(value) ?? []).flatMap(phpIn);
}

/** Says nothing about the text itself: it may be a secret in the wrong place. */
function found(value: PhpValue | undefined, pattern: string | undefined): string {
  if (value === undefined || value === null) return 'is not set';
  if (isPlaceholder(value)) return 'is still the placeholder';
  if (typeof value === 'string') return value.trim() === '' ? 'is empty' : unfit(value.trim(), pattern);
  if (Array.isArray(value) || isHash(value)) return 'is a list or has an empty entry';
  return `is of type ${typeof value}`;
}

/** The number of characters, if another number is expected. */
function unfit(text: string, pattern = ''): string {
  const [, least, most = least] = /^\[[^\]]+\]\{(\d+)(?:,(\d+))?\}$/.exec(pattern) ?? [];
  const isLength = least !== undefined && (text.length < Number(least) || text.length > Number(most));
  return isLength ? `has ${text.length} characters` : 'has characters that do not fit';
}

/** People paste the whole address of the chat, from the snippet or the Direct Chat Link. */
function hint(value: PhpValue | undefined): string | undefined {
  const ids = typeof value === 'string' && value.match(IN_ADDRESS);
  return ids ? `That address holds both ids: property_id is ${ids[1]}, widget_id is ${ids[2]}.` : undefined;
}

function oldNameFindings(siteId: EffectiveSetting | undefined, isInUse: boolean): Finding[] {
  if (!siteId || isUnset(siteId.value)) return [];
  const what = isInUse
    ? '"site_id" is the old name of "property_id"'
    : '"site_id" has no effect, because "property_id" is set';
  return [
    {
      severity: 'warning',
      code: 'setting-deprecated',
      what,
      ...(siteId.place && { place: siteId.place }),
      remedy: isInUse ? 'Rename it to "property_id".' : 'Remove "site_id".',
    },
  ];
}

function secureModeFindings(apiKey: EffectiveSetting | undefined): Finding[] {
  const { value, place } = apiKey ?? {};
  const at = place && { place };
  if (isUnset(value)) {
    const what = `secure mode is off ("api_key" is not set): anybody can chat under somebody else's e-mail address`;
    const remedy = `Switch secure mode on in tawk.to (Administration, Overview, JavaScript API), and put the key into "api_key" in iTop's configuration file.`;
    return [{ severity: 'note', code: 'secure-mode-off', what, remedy }];
  }
  if (typeof value !== 'string' || /^[a-z0-9]{40}$/i.test(value.trim())) return [];
  const what = `"api_key" has ${value.trim().length} characters; tawk.to's keys are known to have 40 letters and digits`;
  return [
    { severity: 'warning', code: 'api-key-unusual', what, ...at, remedy: (ruleOf('api_key') as SettingRule).remedy },
  ];
}
