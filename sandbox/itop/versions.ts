import type { DeltaEngine } from '../../src/itop/design/design';
import type { PhpVersion } from './php-runtime';

/**
 * The differences between one version of iTop and the others, as far as the extension can notice (facts/itop.md §1, §4,
 * §6).
 */
export interface ItopVersion {
  id: string;
  /** A PHP version that this iTop supports, which it runs on in the sandbox. */
  php: PhpVersion;
  /** The hook interfaces that it knows, and related classes, as files of sandbox/itop/php. */
  interfaces: string[];
  /** 3.3: each interface is declared at its first use; in older versions all are declared from the start. */
  autoloadsInterfaces: boolean;
  /** Where the console puts scripts of hooks. */
  consoleScripts: 'joined in the head' | 'head, before jQuery' | 'end of the body';
  /** The portal has a menu as high as the window; the content next to it scrolls instead of the page. */
  portalSideBar: boolean;
  /** Rules for `_delta`. */
  deltaEngine: DeltaEngine;
  /** From 3.0 on, dictionaries may be in a folder of that name. */
  dictionariesFolder: boolean;
  /** 3.0: values that are written to the session without the helper are lost, because it is closed after the log-in. */
  sessionHelper: boolean;
  /** 3.0: groups of the console's menu have an icon. */
  groupIcons: boolean;
}

const PORTAL = ['portal/iPortalUIExtension', 'portal/AbstractPortalUIExtension'];
const CONSOLE_2 = ['console-page/iPageUIExtension', 'console-page/AbstractPageUIExtension'];
const CONSOLE_3 = ['console-script/iBackofficeScriptExtension'];

const OBJECTS = ['objects/iApplicationObjectExtension'];
const EVENTS = ['events/iEventServiceSetup', 'events/EventData', 'events/EventService'];

const BOTH_HOOKS = {
  portalSideBar: false,
  interfaces: [...PORTAL, ...CONSOLE_2, ...CONSOLE_3, ...OBJECTS],
  autoloadsInterfaces: false,
  dictionariesFolder: true,
  sessionHelper: true,
  groupIcons: true,
};

/** The versions on which the extension may still run with PHP 7. */
export const UP_TO_3_2: readonly ItopVersion[] = [
  {
    id: '2.7',
    php: '7.4',
    interfaces: [...PORTAL, ...CONSOLE_2, ...OBJECTS],
    autoloadsInterfaces: false,
    consoleScripts: 'joined in the head',
    portalSideBar: false,
    deltaEngine: 'old',
    dictionariesFolder: false,
    sessionHelper: false,
    groupIcons: false,
  },
  { ...BOTH_HOOKS, id: '3.0', php: '7.4', consoleScripts: 'head, before jQuery', deltaEngine: 'old' },
  {
    ...BOTH_HOOKS,
    id: '3.1',
    php: '8.1',
    interfaces: [...BOTH_HOOKS.interfaces, ...EVENTS],
    consoleScripts: 'head, before jQuery',
    deltaEngine: 'new',
  },
  {
    ...BOTH_HOOKS,
    id: '3.2',
    php: '8.3',
    interfaces: [...BOTH_HOOKS.interfaces, ...EVENTS],
    consoleScripts: 'end of the body',
    deltaEngine: 'new',
  },
];

/** Combodo's source of 26 February 2026 (facts/itop.md §14). */
export const ITOP_3_3: ItopVersion = {
  id: '3.3',
  php: '8.4',
  interfaces: [...PORTAL, ...CONSOLE_3, ...EVENTS],
  autoloadsInterfaces: true,
  portalSideBar: true,
  consoleScripts: 'end of the body',
  deltaEngine: 'new',
  dictionariesFolder: true,
  sessionHelper: true,
  groupIcons: true,
};

export const ITOP_VERSIONS: readonly ItopVersion[] = [...UP_TO_3_2, ITOP_3_3];

/** @throws Error for a version that the sandbox does not imitate */
export function itopVersion(id: string): ItopVersion {
  const version = ITOP_VERSIONS.find((each) => each.id === id);
  if (!version) throw new Error(`No stand-in for iTop ${id}`);
  return version;
}
