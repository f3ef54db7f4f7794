import { isHash, PhpExpression, type PhpValue } from './php-file';

/** The module's id: its folder, its settings' key, its parameters' id. */
export const MODULE = 'combodo-tawk-integration';

/** A setting of the extension, with the rules of extension/src/Helper/Settings.php. */
export interface SettingRule {
  name: string;
  /** What the extension takes where the setting stands nowhere; undefined: there is no chat without it. */
  fallback?: PhpValue;
  /** Never shown. */
  secret?: boolean;
  /** What a right value is, to be read behind "expected". */
  expected: string;
  /** Where to find or how to write it. */
  remedy: string;
  /** A placeholder and an empty string here count as not set. */
  optional?: boolean;
  isRight(value: PhpValue): boolean;
}

/** Values that documentation and default settings, ours and Combodo's 1.x, show where a real one belongs. */
const PLACEHOLDER =
  /^(PUT_YOUR_.*|some_property_id_of_your_company|widget_you_want_to_use|javascript_api_key_for_secure_mode)$/i;

export function isPlaceholder(value: PhpValue | undefined): boolean {
  return typeof value === 'string' && PLACEHOLDER.test(value.trim());
}

const matches = (pattern: RegExp) => (value: PhpValue) => typeof value === 'string' && pattern.test(value.trim());

/** The entries of a list: a single string is a list of one, '' the empty list; undefined where it is no list. */
export function listOf(value: PhpValue | undefined): PhpValue[] | undefined {
  if (value === '' || value === undefined || value === null) return [];
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value;
  return isHash(value) ? Object.values(value) : undefined;
}

const isListOfNames = (value: PhpValue) =>
  listOf(value)?.every((entry) => typeof entry === 'string' && entry.trim() !== '') ?? false;

const PROPERTY_ID = {
  expected: '24 hexadecimal digits',
  remedy: 'Copy the Property ID from tawk.to: Administration, Overview.',
  isRight: matches(/^[0-9a-f]{24}$/i),
};

/** Every setting that the extension reads, in the order in which they are explained. */
export const SETTINGS: SettingRule[] = [
  { name: 'property_id', ...PROPERTY_ID },
  {
    name: 'widget_id',
    expected: '1 to 50 letters and digits',
    remedy: 'Copy it from tawk.to: Administration, Chat Widget; it is the last part of the Direct Chat Link.',
    isRight: matches(/^[a-z0-9]{1,50}$/i),
  },
  {
    name: 'api_key',
    secret: true,
    optional: true,
    expected: 'the JavaScript API key as a string, or nothing when secure mode is off',
    remedy: 'Copy it from tawk.to: Administration, Overview, JavaScript API; or remove the setting.',
    isRight: (value) => typeof value === 'string',
  },
  {
    name: 'enabled_portals',
    fallback: ['itop-portal'],
    expected: 'a list of portal ids without an empty one',
    remedy: "Write array('itop-portal'), with 'backoffice' for the console.",
    isRight: isListOfNames,
  },
  {
    name: 'allowed_profiles',
    fallback: [],
    expected: 'a list of profile names without an empty one',
    remedy: "Write array('Portal user'), or array() for every user.",
    isRight: isListOfNames,
  },
  {
    name: 'embed_base_url',
    fallback: 'https://embed.tawk.to',
    optional: true,
    expected: 'an http(s) address without query and user name',
    remedy: 'Remove the setting, unless the chat has to go through a proxy of your own.',
    isRight: matches(/^https?:\/\/[a-z0-9.:[\]-]+(\/[a-z0-9._/%~-]*)?$/i),
  },
  { name: 'site_id', ...PROPERTY_ID, optional: true },
];

export function ruleOf(name: string): SettingRule | undefined {
  return SETTINGS.find((rule) => rule.name === name);
}

/** Not set, in the extension's eyes: an optional setting also where it is empty or a placeholder. */
export function isUnset(value: PhpValue | undefined): boolean {
  return (
    value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || isPlaceholder(value)
  );
}

/** Looks like a key that somebody pasted into the wrong setting: 40 letters and digits, or a long hexadecimal one. */
const LOOKS_SECRET = /^([a-z0-9]{40}|[a-f0-9]{64,})$/i;

/** A value as it may be shown: secrets as their length only, PHP expressions as they stand in the file. */
export function showValue(value: PhpValue | undefined, rule: SettingRule | undefined): string {
  if (value === undefined || value === null) return '(not set)';
  if (!rule) return '(not shown: unknown setting)';
  if (isPlaceholder(value)) return String(value);
  if (rule.secret)
    return typeof value === 'string' ? `•••••• (${value.trim().length} characters)` : '•••••• (not a string)';
  return plain(value);
}

function plain(value: PhpValue): string {
  if (value instanceof PhpExpression) return `(PHP, not a literal) ${value.source}`;
  if (Array.isArray(value)) return value.length === 0 ? '(empty list)' : value.map(plain).join(', ');
  if (isHash(value))
    return Object.entries(value)
      .map(([key, entry]) => `${key} = ${plain(entry)}`)
      .join(', ');
  if (typeof value === 'string' && LOOKS_SECRET.test(value.trim())) return `•••••• (${value.trim().length} characters)`;
  return value === '' ? "''" : String(value);
}
