import type { ItopFolder } from './itop-folder';

/** The page "Extensions" of the wizard shows the extension under this label, of extension/extension.xml. */
const LABEL = 'tawk.to live chat';

/** What is done to an iTop that is there, in the wizard's words; the same from 2.7 to 3.2. */
const UPGRADE = '"Upgrade an existing iTop instance"';

/**
 * How to run iTop's setup, in the words of that version's wizard (setup/wizardsteps.class.inc.php and
 * setup/wizardcontroller.class.inc.php).
 *
 * @param url the iTop's address; '' when it is not known
 */
export function setupSteps({ version }: Pick<ItopFolder, 'version'>, url: string): string[] {
  const isOld = version.startsWith('2.');
  const next = isOld ? '"Next >>"' : '"Next"';
  return [
    'Make conf/production/config-itop.php writable for the web server.',
    `Open ${setupUrl(url)} and press ${isOld ? '"Continue >>"' : '"Continue"'}.`,
    `Choose ${UPGRADE}, then ${next} up to the page "Extensions".`,
    `Tick "${LABEL}" there, then ${next} and ${isOld ? '"Install !"' : '"Install"'}.`,
  ];
}

/** The same in one sentence. */
export function runSetup(url: string): string {
  return `Run iTop's setup at ${setupUrl(url)}: ${UPGRADE}, with "${LABEL}" ticked on the page "Extensions".`;
}

function setupUrl(url: string): string {
  return `${url || "<your iTop's address>/"}setup/`;
}
