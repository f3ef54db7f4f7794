import { DESKS_PAGE } from './desks';
import { FACTS } from './facts';
import { LIVEHELPERCHAT, TAWK_IDS } from './ids';
import { DEFAULT_PROVIDER, PROVIDERS, type Provider } from './providers';

/** The module's id: the name of its folder, and the key of its settings and parameters. */
export const MODULE = 'combodo-tawk-integration';

/** What `share` can name. */
export const SHARED = FACTS.map(({ name }) => name);
const SHARED_BY_DEFAULT = FACTS.filter(({ isDefault }) => isDefault).map(({ name }) => name);
const SHARED_ELSE = SHARED.filter((name) => !SHARED_BY_DEFAULT.includes(name));

/**
 * A setting of the extension. `npm run build` writes the PHP array that the extension reads, the defaults in its XML
 * and the table in docs/settings.md from these rows (build/contract.ts).
 */
export interface Setting {
  name: string;
  /**
   * What the extension does with a missing or wrong value.
   * - `required`: missing or wrong: no chat
   * - `omissible`: it may be missing, '' or a placeholder; a wrong value means no chat
   * - `list`: missing: the fallback; '': the empty list; an empty entry means no chat, because otherwise a list of
   *   those who may chat could let everybody in
   * - `optional`: missing: the fallback; a wrong value is replaced
   * - `parts`: it has an inner structure with its own rows (desks.ts)
   */
  kind: 'required' | 'omissible' | 'list' | 'optional' | 'parts';
  /** A regular expression for the whole trimmed text, which JavaScript and PCRE read alike; case is ignored. */
  pattern?: string;
  /** The allowed texts; of a list, the allowed entries: others are left out, with a warning. Case matters. */
  words?: string[];
  /** A whole number counts like its text. */
  isNumber?: true;
  /**
   * The provider whose desks have it; absent: all desks. If the plain settings are for another provider, the setting is
   * never required, a wrong value counts as missing, and a right value serves only entries of `widgets` for this
   * provider.
   */
  of?: Provider;
  /** In the XML. */
  standard: string | number | string[];
  /**
   * The value that the extension uses if the setting is nowhere, which is possible with an XML delta; default:
   * `standard`.
   */
  fallback?: string | string[] | null;
  /** The value that the extension uses instead of a wrong value of an `optional` setting; default: the fallback. */
  whenWrong?: string;
  /**
   * The tag of a list's entries in the XML, and their ids if these are not the entries themselves: deltas refer to
   * them.
   */
  entry?: { tag: string; ids?: string[] };
  /** Its value is never shown. */
  secret?: true;
  /** Its value is shown without the parts of an address that may be secret. */
  address?: true;
  /** Its former name, which is still read. */
  oldName?: string;
  /** What a valid value is, to follow "expected". */
  expected: string;
  /** Where to find it, or how to write it. */
  remedy: string;
  /** What it does, as Markdown. */
  purpose: string;
}

/** Control characters and the space, for use in a character class. */
const BLANKS = '\\x00-\\x20\\x7f';

/** Every setting that the extension reads, in the order of the documentation. */
export const SETTINGS: Setting[] = [
  {
    name: 'provider',
    // Not "optional": with a misspelt value, data that must stay in the network would go to tawk.to.
    kind: 'omissible',
    pattern: PROVIDERS.join('|'),
    standard: DEFAULT_PROVIDER,
    expected: `one of ${PROVIDERS.map((name) => `"${name}"`).join(', ')}`,
    remedy: `Write one of ${PROVIDERS.map((name) => `"${name}"`).join(', ')}, or remove the setting.`,
    purpose:
      '[who serves the chat](providers.md): `tawk`, or `livehelperchat` for a server of your own. The settings of the other provider may be missing',
  },
  {
    name: 'property_id',
    kind: 'required',
    of: 'tawk',
    ...TAWK_IDS.property_id,
    standard: 'PUT_YOUR_PROPERTY_ID_HERE',
    oldName: 'site_id',
    remedy: 'Copy the Property ID from tawk.to: Administration, Overview.',
    purpose: "tawk.to's property: 24 hexadecimal digits",
  },
  {
    name: 'widget_id',
    kind: 'required',
    of: 'tawk',
    ...TAWK_IDS.widget_id,
    standard: 'PUT_YOUR_WIDGET_ID_HERE',
    remedy: 'Copy it from tawk.to: Administration, Chat Widget; it is the last part of the Direct Chat Link.',
    purpose: "tawk.to's widget: 1 to 50 letters and digits",
  },
  {
    name: 'api_key',
    kind: 'omissible',
    of: 'tawk',
    ...TAWK_IDS.api_key,
    standard: 'PUT_YOUR_API_KEY_HERE',
    fallback: null,
    secret: true,
    remedy: 'Copy it from tawk.to: Administration, Overview, JavaScript API; or remove the setting.',
    purpose: "tawk.to's JavaScript API key, which turns secure mode on; it never reaches the page",
  },
  {
    name: 'livehelperchat_url',
    kind: 'required',
    of: 'livehelperchat',
    ...LIVEHELPERCHAT.livehelperchat_url,
    standard: 'PUT_YOUR_SERVER_HERE',
    address: true,
    remedy:
      'Write the address of your Live Helper Chat up to where its index.php is, such as https://chat.example.com/.',
    purpose: "address of Live Helper Chat's server, where its `index.php` is, without user name and query",
  },
  {
    name: 'livehelperchat_department',
    kind: 'omissible',
    of: 'livehelperchat',
    ...LIVEHELPERCHAT.livehelperchat_department,
    standard: '',
    fallback: null,
    remedy: 'Copy the number from Live Helper Chat: Settings, Departments; or remove the setting.',
    purpose: 'number of the department that gets the chats; without it, Live Helper Chat chooses',
  },
  {
    name: 'livehelperchat_secret',
    kind: 'omissible',
    of: 'livehelperchat',
    ...LIVEHELPERCHAT.livehelperchat_secret,
    standard: '',
    fallback: null,
    secret: true,
    remedy: 'Run itop-tawk setup, which makes one; or remove the setting.',
    purpose:
      'the key with which iTop signs who is asking; the bridge checks with the same key (`identity_secrets`). At least 32 characters; it never reaches the page. Without it, no visitor is proved',
  },
  {
    name: 'dashboard_secret',
    // Not "omissible": a wrong value costs the dashboard, not the chat.
    kind: 'optional',
    of: 'livehelperchat',
    ...LIVEHELPERCHAT.dashboard_secret,
    standard: '',
    secret: true,
    remedy: "Write the secret hash of Live Helper Chat's page Auto login settings, or remove the setting.",
    purpose:
      "the secret hash of Live Helper Chat's _Auto login settings_, 32 to 200 characters: agents have [their dashboard](dashboard.md) in the console, logged in as themselves. Without it there is none; it never reaches the page",
  },
  {
    name: 'dashboard_profiles',
    kind: 'list',
    of: 'livehelperchat',
    standard: ['Support Agent', 'Service Desk Agent', 'Administrator'],
    fallback: [],
    entry: {
      tag: 'dashboard_profile',
      ids: ['support-agent', 'service-desk-agent', 'administrator'],
    },
    expected: 'a list of profile names without an empty one',
    remedy: "Write array('Support Agent').",
    purpose: 'who has that dashboard: names of iTop profiles, as in the database; empty: nobody',
  },
  {
    name: 'dashboard_prefix',
    kind: 'optional',
    of: 'livehelperchat',
    ...LIVEHELPERCHAT.dashboard_prefix,
    standard: 'itop-',
    remedy: 'Write such a prefix, or remove the setting.',
    purpose:
      'the beginning of the user name in Live Helper Chat of everybody who enters it from iTop; what follows is the login in iTop',
  },
  {
    name: 'enabled_portals',
    kind: 'list',
    standard: ['itop-portal'],
    entry: { tag: 'enabled_portal' },
    expected: 'a list of portal ids without an empty one',
    remedy: "Write array('itop-portal'), with 'backoffice' for the console.",
    purpose: 'where the chat is shown: ids of portals, and `backoffice` for the console',
  },
  {
    name: 'allowed_profiles',
    kind: 'list',
    standard: ['Portal user'],
    fallback: [],
    entry: { tag: 'allowed_profile', ids: ['portal-user'] },
    expected: 'a list of profile names without an empty one',
    remedy: "Write array('Portal user'), or array() for every user.",
    purpose: 'who gets the chat: names of iTop profiles, as in the database; empty: everybody',
  },
  {
    name: 'ticket_classes',
    kind: 'list',
    standard: ['UserRequest', 'Incident'],
    entry: { tag: 'ticket_class' },
    expected: 'a list of classes of tickets without an empty one',
    remedy: "Write array('UserRequest', 'Incident'), or remove the setting.",
    purpose:
      'classes of tickets that a chat can be about, in the panel and by _Chat about this request_; unknown ones do no harm',
  },
  {
    name: 'share',
    kind: 'list',
    words: SHARED,
    standard: SHARED_BY_DEFAULT,
    entry: { tag: 'item' },
    expected: 'a list of what tawk.to may be told, without an empty entry',
    remedy: `Write array('name', 'email'); it can also have ${SHARED.slice(2).join(', ')}.`,
    purpose: `[what tawk.to is told](#what-share-can-name), and nothing else; also ${SHARED_ELSE.map((name) => `\`${name}\``).join(', ')}`,
  },
  {
    name: 'widgets',
    kind: 'parts',
    standard: [],
    expected: 'a list of desks',
    remedy: DESKS_PAGE,
    purpose:
      '[more desks](desks.md), each with its own property or widget: by portal, profile, language, organization, or an OQL',
  },
  {
    name: 'hours',
    kind: 'parts',
    standard: [],
    expected: 'opening hours',
    remedy: DESKS_PAGE,
    purpose:
      "[when the desk is there](desks.md#hours): a table of the week with time zone and holidays, or one of iTop's coverage windows",
  },
  {
    ...choice('load', 'idle', 'immediate', 'click'),
    purpose:
      "[when tawk.to is loaded](chat.md#when-tawkto-is-loaded): `idle` (when the page has loaded and the browser is idle), `click` (when the chat is opened), `immediate` (at the page's load event)",
  },
  {
    ...choice('consent', 'none', 'ask'),
    // A misspelt `ask` must not turn the question off.
    whenWrong: 'ask',
    purpose: '`ask`: [the user has to agree](chat.md#consent) before anything is requested from tawk.to',
  },
  {
    name: 'consent_url',
    kind: 'optional',
    pattern: `(https?://[^${BLANKS}"<>@/?#\\\\]+([/?#][^${BLANKS}"<>]*)?|/[^${BLANKS}"<>/][^${BLANKS}"<>]*)`,
    standard: '',
    address: true,
    expected: 'an http(s) address without user name, or a path of this host',
    remedy: 'Write the address of your own page about personal data, or remove the setting.',
    purpose: 'address of your own page about personal data, a link in that question',
  },
  {
    ...choice('panel', 'auto', 'always', 'never'),
    purpose:
      'whether [the panel](chat.md#before-the-chat-the-panel) opens before the chat: `auto`, `always` or `never`',
  },
  {
    ...choice('launcher', 'shown', 'hidden'),
    purpose:
      "whether the bubble is there from the start. With `hidden`, users find the chat only in iTop's user menu, until they open it or during a conversation",
  },
  {
    ...choice('answer_badge', 'on', 'off'),
    purpose:
      "whether the bubble shows in how many of the user's own requests the desk has written. `off` saves the question to iTop, at most one in ten minutes for each browser",
  },
  {
    name: 'launcher_color',
    kind: 'optional',
    pattern: '#[0-9a-f]{6}',
    standard: '#0b7a3e',
    expected: 'a colour such as #0b7a3e',
    remedy: 'Write # and six hexadecimal digits, or remove the setting.',
    purpose: "colour of our bubble, ideally your widget's in tawk.to; the icon is black or white, whichever stands out",
  },
  {
    ...choice('launcher_position', 'bottom-right', 'bottom-left', 'top-right', 'top-left'),
    purpose: "place of our bubble and of tawk.to's: also `bottom-left`, `top-right`, `top-left`",
  },
  {
    name: 'launcher_z_index',
    kind: 'optional',
    pattern: '[0-9]{1,9}',
    standard: 1_000_000,
    expected: 'a whole number of up to 9 digits',
    remedy: 'Write such a number, or remove the setting.',
    purpose: "z-index of tawk.to's bubble; ours is one above",
  },
  {
    name: 'embed_base_url',
    kind: 'omissible',
    of: 'tawk',
    pattern: 'https?://[a-z0-9.:\\[\\]-]+(/[a-z0-9._/%~-]*)?',
    standard: 'https://embed.tawk.to',
    address: true,
    expected: 'an http(s) address without query and user name',
    remedy: 'Remove the setting, unless the chat has to go through a proxy of your own.',
    purpose: "where tawk.to's script is loaded from, for a company proxy",
  },
];

/** A setting with a few words as values; the first is the default. */
function choice(name: string, ...words: [string, ...string[]]) {
  const list = words.map((word) => `"${word}"`).join(', ');
  return {
    name,
    kind: 'optional' as const,
    words,
    standard: words[0],
    expected: `one of ${list}`,
    remedy: `Write one of ${list}, or remove the setting.`,
  };
}
