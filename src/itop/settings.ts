import { isHash, type PhpValue } from './files/php-file';

/** The module's id: its folder, its settings' key, its parameters' id. */
export const MODULE = 'combodo-tawk-integration';

/** The second module of the extension, ticked by itself in iTop's setup: it makes chats objects of iTop. */
export const CHATS_MODULE = 'itop-tawk-chats';

/** A setting of the extension, with the rules of extension/src/Helper/Settings.php. */
export interface SettingRule {
  name: string;
  /**
   * What happens without a right value. `required`: no chat. `omissible`: none is fine (as are '' and a placeholder),
   * a wrong one means no chat. `list`: likewise, but '' is the empty list. `optional`: none or a wrong one means
   * another value is used.
   */
  kind: 'required' | 'omissible' | 'list' | 'optional';
  /** What the extension takes where the setting stands nowhere. */
  fallback?: PhpValue;
  /** What it takes for a wrong value, where that is not the fallback. */
  whenWrong?: PhpValue;
  /** Never shown. */
  secret?: boolean;
  /** Shown without what may be secret in an address. */
  address?: boolean;
  /** What a right value is, to be read behind "expected". */
  expected: string;
  /** Where to find or how to write it. */
  remedy: string;
  isRight(value: PhpValue): boolean;
}

/** Values that documentation and default settings, ours and Combodo's 1.x, show where a real one belongs. */
const PLACEHOLDER =
  /^(PUT_YOUR_.*|some_property_id_of_your_company|widget_you_want_to_use|javascript_api_key_for_secure_mode)$/i;

export function isPlaceholder(value: PhpValue | undefined): boolean {
  return typeof value === 'string' && PLACEHOLDER.test(value.trim());
}

const matches = (pattern: RegExp) => (value: PhpValue) => typeof value === 'string' && pattern.test(value.trim());

/** One of a few words; the fallback when it is none of them, or `whenWrong`. */
function choice(name: string, words: [string, ...string[]], whenWrong = words[0]): SettingRule {
  const list = words.map((word) => `"${word}"`).join(', ');
  const isRight = (value: PhpValue) => typeof value === 'string' && words.includes(value.trim());
  const remedy = `Write one of ${list}, or remove the setting.`;
  return { name, kind: 'optional', fallback: words[0], whenWrong, expected: `one of ${list}`, remedy, isRight };
}

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
  kind: 'required' as const,
  expected: '24 hexadecimal digits',
  remedy: 'Copy the Property ID from tawk.to: Administration, Overview.',
  isRight: matches(/^[0-9a-f]{24}$/i),
};

/** What `share` can name. */
export const SHARED = [
  ...['name', 'email', 'organization', 'language', 'portal', 'location', 'phone', 'manager'],
  ...['person_link', 'open_requests', 'page', 'request_title'],
];

/** Judged by findings of their own (check/findings/desks.ts): a wrong part is left out, and nothing else. */
const INNER = { kind: 'optional' as const, fallback: [], expected: '', remedy: '', isRight: () => true };

/** Every setting that the extension reads, in the order in which they are explained. */
export const SETTINGS: SettingRule[] = [
  { name: 'property_id', ...PROPERTY_ID },
  {
    name: 'widget_id',
    kind: 'required',
    expected: '1 to 50 letters and digits',
    remedy: 'Copy it from tawk.to: Administration, Chat Widget; it is the last part of the Direct Chat Link.',
    isRight: matches(/^[a-z0-9]{1,50}$/i),
  },
  {
    name: 'api_key',
    kind: 'omissible',
    secret: true,
    expected: 'the JavaScript API key, without blanks, or nothing where secure mode is off',
    remedy: 'Copy it from tawk.to: Administration, Overview, JavaScript API; or remove the setting.',
    isRight: matches(/^\S+$/),
  },
  {
    name: 'enabled_portals',
    kind: 'list',
    fallback: ['itop-portal'],
    expected: 'a list of portal ids without an empty one',
    remedy: "Write array('itop-portal'), with 'backoffice' for the console.",
    isRight: isListOfNames,
  },
  {
    name: 'allowed_profiles',
    kind: 'list',
    fallback: [],
    expected: 'a list of profile names without an empty one',
    remedy: "Write array('Portal user'), or array() for every user.",
    isRight: isListOfNames,
  },
  {
    name: 'embed_base_url',
    kind: 'omissible',
    address: true,
    fallback: 'https://embed.tawk.to',
    expected: 'an http(s) address without query and user name',
    remedy: 'Remove the setting, unless the chat has to go through a proxy of your own.',
    isRight: matches(/^https?:\/\/[a-z0-9.:[\]-]+(\/[a-z0-9._/%~-]*)?$/i),
  },
  choice('load', ['idle', 'immediate', 'click']),
  // A misspelt wish to be asked must not end in not asking.
  choice('consent', ['none', 'ask'], 'ask'),
  {
    name: 'consent_url',
    kind: 'optional',
    address: true,
    fallback: '',
    expected: 'an http(s) address without user name, or a path of this host',
    remedy: 'Write the address of your own page on how data are handled, or remove the setting.',
    isRight: matches(/^(|https?:\/\/[^\s"<>@/?#\\]+([/?#][^\s"<>]*)?|\/[^\s"<>/][^\s"<>]*)$/i),
  },
  choice('panel', ['auto', 'always', 'never']),
  {
    name: 'ticket_classes',
    kind: 'list',
    fallback: ['UserRequest', 'Incident'],
    expected: 'a list of classes of tickets without an empty one',
    remedy: "Write array('UserRequest', 'Incident'), or remove the setting.",
    isRight: isListOfNames,
  },
  { name: 'widgets', ...INNER },
  { name: 'hours', ...INNER },
  {
    name: 'share',
    kind: 'list',
    fallback: ['name', 'email', 'organization', 'language'],
    expected: 'a list of what tawk.to may be told, without an empty entry',
    remedy: `Write array('name', 'email'); it can also have ${SHARED.slice(2).join(', ')}.`,
    isRight: isListOfNames,
  },
  {
    name: 'launcher_color',
    kind: 'optional',
    fallback: '#0b7a3e',
    expected: 'a colour such as #0b7a3e',
    remedy: 'Write # and six hexadecimal digits, or remove the setting.',
    isRight: matches(/^#[0-9a-f]{6}$/i),
  },
  choice('launcher_position', ['bottom-right', 'bottom-left', 'top-right', 'top-left']),
  {
    name: 'launcher_z_index',
    kind: 'optional',
    fallback: 1_000_000,
    expected: 'a whole number of up to 9 digits',
    remedy: 'Write such a number, or remove the setting.',
    isRight: (value) => /^[0-9]{1,9}$/.test(String(value).trim()),
  },
  { name: 'site_id', ...PROPERTY_ID },
];

export function ruleOf(name: string): SettingRule | undefined {
  return SETTINGS.find((rule) => rule.name === name);
}

/** Settings of Combodo's 1.x, which received tawk.to's webhooks in iTop itself. */
export function isRetired(name: string): boolean {
  return name === 'webhooks' || name.startsWith('webhooks.');
}

/** The one advice about them. */
export const RETIRED_REMEDY =
  "Move it to the bridge's configuration file (bridge.yaml) and remove it here; change a secret that stood here.";

/** Nothing, an empty string, or a placeholder. */
export function isUnset(value: PhpValue | undefined): boolean {
  return (
    value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || isPlaceholder(value)
  );
}
