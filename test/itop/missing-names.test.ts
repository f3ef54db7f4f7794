import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readIfThere } from '../../src/itop/files/itop-folder';
import { missingNames } from '../../src/itop/files/missing-names';
import { smallItop } from './small-itop';

/** What iTop lets modules build on, as far as our modules do: in all versions, and what came or went. */
const ALWAYS = [
  'AbstractPortalUIExtension',
  'AbstractApplicationUIExtension',
  'iPopupMenuExtension',
  'ModuleHandlerAPI',
  'iBackgroundProcess',
  'iScheduledProcess',
];
const UP_TO_3_2 = ['AbstractPageUIExtension', 'iPageUIExtension', 'iApplicationObjectExtension'];
const FROM_3_0 = ['iBackofficeScriptExtension', 'iBackofficeStyleExtension'];
const FROM_3_1 = ['Combodo\\\\iTop\\\\Service\\\\Events\\\\iEventServiceSetup'];
const NAMES = {
  '2.7': [...ALWAYS, ...UP_TO_3_2],
  '3.0': [...ALWAYS, ...UP_TO_3_2, ...FROM_3_0],
  '3.1 and 3.2': [...ALWAYS, ...UP_TO_3_2, ...FROM_3_0, ...FROM_3_1],
  '3.3': [...ALWAYS, ...FROM_3_0, ...FROM_3_1],
};

test.each(Object.entries(NAMES))(
  "iTop %s has all that the modules' files build on when iTop loads them",
  async (_version, names) => {
    const classMap = `<?php return array(\n${names.map((name) => `    '${name}' => 'x',\n`).join('')});`;
    const root = await smallItop({ files: { 'lib/composer/autoload_classmap.php': classMap } });
    for (const [folder, name] of [
      ['extension', 'combodo-tawk-integration'],
      ['extension-chats', 'itop-tawk-chats'],
    ] as const) {
      const read = (path: string) => readIfThere(join(folder, path));
      expect(await missingNames(root, `module.${name}.php`, read)).toEqual([]);
    }
  },
);
