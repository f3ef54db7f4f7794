import type { DeltaEngine } from '../../src/itop/design/design';
import type { PhpVersion } from './php-runtime';

/** How one version of iTop differs from the others, as far as the extension can notice (facts/itop.md §1, §4, §6). */
export interface ItopVersion {
  id: string;
  /** The PHP it runs on in the sandbox, one that it supports. */
  php: PhpVersion;
  /** Interfaces of hooks it knows, and what goes with them, as files of sandbox/itop/php. */
  interfaces: string[];
  /** 3.3: each interface is declared when first asked for; before, all are there from the start. */
  autoloadsInterfaces: boolean;
  /** Where the console puts scripts of hooks. */
  consoleScripts: 'joined in the head' | 'head, before jQuery' | 'end of the body';
  /** The portal has a menu of the window's height, and what stands beside it scrolls in place of the page. */
  portalSideBar: boolean;
  /** Rules for `_delta`. */
  deltaEngine: DeltaEngine;
  /** From 3.0 dictionaries may stand in a folder of that name. */
  dictionariesFolder: boolean;
  /** 3.0: what is written into the session without the helper is lost, for it is closed after the log-in. */
  sessionHelper: boolean;
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
};

/** Those on which the extension may still meet PHP 7. */
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

/** As Combodo's source of 26 February 2026 is (facts/itop.md §14). */
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
};

export const ITOP_VERSIONS: readonly ItopVersion[] = [...UP_TO_3_2, ITOP_3_3];

/** @throws Error for a version that the sandbox does not imitate */
export function itopVersion(id: string): ItopVersion {
  const version = ITOP_VERSIONS.find((each) => each.id === id);
  if (!version) throw new Error(`No stand-in for iTop ${id}`);
  return version;
}
