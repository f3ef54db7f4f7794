import { MODULE, SETTINGS, type Setting, SHARED } from '../contract/settings';
import { isHash, type PhpValue } from './files/php-file';

export { MODULE, SHARED };

/** The second module of the extension, which has its own checkbox in iTop's setup: it makes chats objects of iTop. */
export const CHATS_MODULE = 'itop-tawk-chats';

/** A name that the extension reads, with its row in the table of settings. */
export interface SettingRule extends Omit<Setting, 'fallback'> {
  /** The value that the extension uses when the setting is nowhere; null for none. */
  fallback: PhpValue;
}

/** Every name that the extension reads, in the order of the documentation; old names of settings come last. */
export const RULES: SettingRule[] = [
  ...SETTINGS.map(rule),
  ...SETTINGS.flatMap((setting) => (setting.oldName ? [{ ...rule(setting), name: setting.oldName }] : [])),
];

function rule({ fallback, ...setting }: Setting): SettingRule {
  const taken = fallback === undefined ? setting.standard : fallback;
  return { ...setting, fallback: setting.kind === 'required' ? null : taken };
}

export function ruleOf(name: string): SettingRule | undefined {
  return RULES.find((each) => each.name === name);
}

/** Values that documentation and default settings, ours and those of Combodo's 1.x, show in place of real ones. */
const PLACEHOLDER =
  /^(PUT_YOUR_.*|some_property_id_of_your_company|widget_you_want_to_use|javascript_api_key_for_secure_mode)$/i;

export function isPlaceholder(value: PhpValue | undefined): boolean {
  return typeof value === 'string' && PLACEHOLDER.test(trim(value));
}

/** As PHP's trim(): JavaScript's own removes more characters, such as a no-break space. */
export function trim(text: string): string {
  return text.replace(/^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g, '');
}

/** The entries of a list: a single string is a list of one, '' is the empty list; undefined for anything else. */
export function listOf(value: PhpValue | undefined): PhpValue[] | undefined {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return trim(value) === '' ? [] : [value];
  if (Array.isArray(value)) return value;
  return isHash(value) ? Object.values(value) : undefined;
}

/** Whether the extension accepts a value unchanged (extension/src/Helper/SettingReader.php). Settings with parts have findings of their own. */
export function isRight({ kind, pattern, words, isNumber }: SettingRule, value: PhpValue | undefined): boolean {
  if (kind === 'parts') return true;
  if (value === undefined || value === null) return kind !== 'required';
  if (kind === 'omissible' && isUnset(value)) return true;
  if (kind === 'list') return listOf(value)?.every(isName) ?? false;
  const mayBeNumber = isNumber || (kind === 'optional' && words === undefined);
  const text = mayBeNumber && Number.isInteger(value) ? String(value) : value;
  if (typeof text !== 'string') return false;
  if (kind === 'optional' && trim(text) === '') return true;
  return words?.includes(trim(text)) ?? new RegExp(`^(?:${pattern})$`, 'i').test(trim(text));
}

function isName(value: PhpValue): boolean {
  return typeof value === 'string' && trim(value) !== '';
}

/** Whether a setting belongs to Combodo's 1.x, which received tawk.to's webhooks in iTop itself. */
export function isRetired(name: string): boolean {
  return name === 'webhooks' || name.startsWith('webhooks.');
}

/** The advice for all of them. */
export const RETIRED_REMEDY =
  "Move it to the bridge's configuration file (bridge.yaml) and remove it here; change a secret that stood here.";

/** Nothing, an empty string, or a placeholder. */
export function isUnset(value: PhpValue | undefined): boolean {
  return (
    value === undefined || value === null || (typeof value === 'string' && trim(value) === '') || isPlaceholder(value)
  );
}
