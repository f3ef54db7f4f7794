import type { ItopFolder } from './itop-folder';

/**
 * How to run iTop's setup, in the words of that version's wizard (setup/wizardsteps.class.inc.php and
 * setup/wizardcontroller.class.inc.php).
 *
 * @param url the iTop's address, if known
 */
export function setupSteps({ version }: Pick<ItopFolder, 'version'>, url = ''): string[] {
  const isOld = version.startsWith('2.');
  const next = isOld ? '"Next >>"' : '"Next"';
  return [
    'Make conf/production/config-itop.php writable for the web server.',
    `Open ${url || "<your iTop's address>/"}setup/ and press ${isOld ? '"Continue >>"' : '"Continue"'}.`,
    `Choose "Upgrade an existing iTop instance", then ${next} up to the page "Extensions".`,
    `Tick "tawk.to live chat" there, then ${next} and ${isOld ? '"Install !"' : '"Install"'}.`,
  ];
}
