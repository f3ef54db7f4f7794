import { appRootUrl, type ConfigFile } from '../files/config-file';
import type { ItopFolder } from '../files/itop-folder';

/** The label of the extension on the wizard's page "Extensions", from extension/extension.xml. */
const LABEL = 'tawk.to live chat';

/** The label of the second module, from extension-chats/extension.xml. */
const CHATS_LABEL = 'tawk.to chats as objects of iTop';

/** The wizard's names for what can be done to an iTop; the same from 2.7 to 3.2. */
const UPGRADE = '"Upgrade an existing iTop instance"';
const INSTALL = '"Install a new iTop"';

/**
 * How to run iTop's setup so that it includes the extension, in the words of that version's wizard
 * (setup/wizardsteps.class.inc.php and setup/wizardcontroller.class.inc.php).
 *
 * @param config undefined if iTop was never set up
 */
export function setupSteps({ version }: Pick<ItopFolder, 'version'>, config: ConfigFile | undefined): string[] {
  const { next, install } = buttons(version);
  return [
    ...openSetup(version, config),
    `Choose ${choice(config)}, then ${next} up to the page "Extensions".`,
    `Tick "${LABEL}" there, and "${CHATS_LABEL}" if you want chats in iTop; then ${next} and ${install}.`,
    RESTART,
  ];
}

/** How to run it when the extension's folder is gone. */
export function setupWithoutSteps({ version }: Pick<ItopFolder, 'version'>, config: ConfigFile | undefined): string[] {
  const { next, install } = buttons(version);
  return [...openSetup(version, config), `Choose ${UPGRADE}, then ${next} up to the end, and ${install}.`, RESTART];
}

/** The steps of setupSteps in one sentence. */
export function runSetup(config: ConfigFile | undefined): string {
  return `Run iTop's setup at ${setupUrl(config)}: ${choice(config)}, with "${LABEL}" ticked on the page "Extensions".`;
}

/** The wizard clears the cache of the PHP that it runs in; PHP on the command line has another cache. */
const RESTART = 'Where you run the setup from the command line instead: restart PHP afterwards.';

function openSetup(version: string, config: ConfigFile | undefined): string[] {
  const writable = config ? ['Make conf/production/config-itop.php writable for the web server.'] : [];
  return [
    ...writable,
    `Open ${setupUrl(config)} and press ${version.startsWith('2.') ? '"Continue >>"' : '"Continue"'}.`,
  ];
}

function buttons(version: string) {
  const isOld = version.startsWith('2.');
  return { next: isOld ? '"Next >>"' : '"Next"', install: isOld ? '"Install !"' : '"Install"' };
}

function choice(config: ConfigFile | undefined): string {
  return config ? UPGRADE : INSTALL;
}

function setupUrl(config: ConfigFile | undefined): string {
  return `${appRootUrl(config) || "<your iTop's address>/"}setup/`;
}
