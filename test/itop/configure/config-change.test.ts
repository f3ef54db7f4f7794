import { execFileSync } from 'node:child_process';
import { describe, expect, it, test } from 'vitest';
import { changeConfig } from '../../../src/itop/configure/config-change';
import { parseConfigFile } from '../../../src/itop/files/config-file';
import { PhpSyntaxError } from '../../../src/itop/files/php-file';
import { ID, PROPERTY } from '../small-itop';

const WANTED = { property_id: PROPERTY, widget_id: 'default', enabled_portals: ['itop-portal', 'backoffice'] };

const change = (source: string, wanted: Parameters<typeof changeConfig>[2] = WANTED) =>
  changeConfig('config-itop.php', Buffer.from(source), wanted)?.toString();

/** What of the module's settings counts afterwards. */
const settings = (source: string | undefined) =>
  Object.fromEntries(
    [...(parseConfigFile(source ?? '').modules.get(ID) ?? [])].map(([name, { value }]) => [name, value]),
  );

const HEAD =
  "<?php\n$MySettings = array(\n\t'app_root_url' => 'http://itop.example/',\n\t'db_pwd' => 'it\\'s $ecret',\n);\n";
const TAIL = '$MyModules = array();\n?>\n';
const of = (modules: string) => `${HEAD}${modules}\n${TAIL}`;

describe('settings are written where they count, and all else stays byte by byte', () => {
  it.each([
    ['there are none yet', `$MyModuleSettings = array(\n\t'itop-backup' => array(\n\t\t'time' => '23:30',\n\t),\n);`],
    ['there is no module at all', '$MyModuleSettings = array();'],
    ['in short arrays', `$MyModuleSettings = [\n  'itop-backup' => ['time' => '23:30'],\n];`],
    ['the module is there, and empty', `$MyModuleSettings = array(\n\t'${ID}' => array(),\n);`],
    [
      'some are there',
      `$MyModuleSettings = array(\n\t'${ID}' => array (\n\t\t'widget_id' => 'old',\n\t\t'load' => 'click',\n\t),\n);`,
    ],
    [
      'placeholders are there',
      `$MyModuleSettings = array('${ID}' => array('property_id' => 'PUT_YOUR_PROPERTY_ID_HERE'));`,
    ],
    [
      'a person has commented them',
      `$MyModuleSettings = array( // all of it\n\t/* chat */ '${ID}' => array( # ours, 'widget_id' => 'no'\n\t\t'widget_id' => 'old', // 'widget_id' => 'x'),\n\t),\n);`,
    ],
    [
      'one is assigned below',
      `$MyModuleSettings = array('${ID}' => array('widget_id' => 'a'));\n$MyModuleSettings['${ID}']['widget_id'] = 'b';`,
    ],
    [
      'the module is assigned below',
      `$MyModuleSettings = array('${ID}' => array('widget_id' => 'a'));\n$MyModuleSettings['${ID}'] = array();`,
    ],
    ['a key stands twice', `$MyModuleSettings = array('${ID}' => array('widget_id' => 'a', 'widget_id' => 'b'));`],
    [
      'the array stands twice',
      `$MyModuleSettings = array('${ID}' => array('widget_id' => 'a'));\n$MyModuleSettings = array();`,
    ],
    [
      'the values are PHP',
      `$MyModuleSettings = array('${ID}' => array('widget_id' => getenv('W'), 'api_key' => KEY));`,
    ],
    [
      'with Windows line ends',
      `$MyModuleSettings = array(\r\n\t'${ID}' => array(\r\n\t\t'load' => 'click',\r\n\t),\r\n);`,
    ],
  ])('where %s', (_name, modules) => {
    const source = of(modules);
    const after = change(source);
    expect(settings(after)).toMatchObject(WANTED);
    expect(Object.keys(settings(after))).toEqual(expect.arrayContaining(Object.keys(settings(source))));
    expect(after?.startsWith(HEAD)).toBe(true);
    expect(after?.endsWith(TAIL)).toBe(true);
    if (modules.includes('\r\n')) expect(after?.slice(HEAD.length, -TAIL.length)).not.toMatch(/[^\r]\n./);
    // what PHP itself makes of it
    const php = execPhp(`${after}<?php echo json_encode($MyModuleSettings['${ID}']);`.replace('KEY', "'k'"));
    if (php !== undefined) expect(JSON.parse(php)).toMatchObject(WANTED);
  });

  it('the file of an iTop, as a person would have written it', () => {
    const after = change(of(`$MyModuleSettings = array(\n\t'itop-backup' => array(\n\t\t'time' => '23:30',\n\t),\n);`));
    expect(after).toBe(
      of(
        `$MyModuleSettings = array(\n\t'${ID}' => array(\n\t\t'property_id' => '${PROPERTY}',\n\t\t'widget_id' => 'default',\n\t\t'enabled_portals' => array('itop-portal', 'backoffice'),\n\t),\n\t'itop-backup' => array(\n\t\t'time' => '23:30',\n\t),\n);`,
      ),
    );
  });

  it('whatever a name holds, and in whatever encoding the file is', () => {
    const names = ["l'équipe \\ \\' $x {$y}", 'Ελληνικά', '*/ ?> <?php //'];
    const latin1 = Buffer.concat([
      Buffer.from(HEAD),
      Buffer.from([0x2f, 0x2f, 0x20, 0xe9, 0x0a]),
      Buffer.from('$MyModuleSettings = array();'),
    ]);
    const after = changeConfig('c', latin1, { allowed_profiles: names });
    expect(settings(after?.toString('utf8'))).toEqual({ allowed_profiles: names });
    expect(after?.includes(Buffer.from([0x20, 0xe9, 0x0a]))).toBe(true);
  });
});

test.each([
  ['no settings of modules', HEAD],
  ['settings that PHP makes', of('$MyModuleSettings = load_settings();')],
  ['settings within a condition', of('if (true) { $MyModuleSettings = array(); }')],
  ['a module that PHP makes', of(`$MyModuleSettings = array('${ID}' => array_merge($a, array()));`)],
  ['a list that is spread', of(`$MyModuleSettings = array('${ID}' => array(), ...$more, '${ID}' => $x);`)],
])('%s: a person has to do it', (_name, source) => expect(change(source)).toBeUndefined());

test('what PHP cannot load is not touched', () => {
  expect(() => change('<?php $MyModuleSettings = array(')).toThrow(PhpSyntaxError);
});

function execPhp(source: string): string | undefined {
  try {
    return execFileSync('php', ['-n'], { input: source, encoding: 'utf8' }).trim().split('\n').at(-1);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
