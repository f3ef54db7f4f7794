import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { register as backfill } from '../../src/cli/backfill';
import { register as bridge } from '../../src/cli/bridge';
import { register as check } from '../../src/cli/check';
import { register as doctor } from '../../src/cli/doctor';
import { register as events } from '../../src/cli/events';
import { register as forget } from '../../src/cli/forget';
import { register as install } from '../../src/cli/install';
import { register as setup } from '../../src/cli/setup';
import { register as setupBridge } from '../../src/cli/setup-bridge';
import { register as uninstall } from '../../src/cli/uninstall';
import { register as verify } from '../../src/cli/verify';
import { findings, OWN_XML } from '../itop/check/reports';
import { ID, PROPERTY } from '../itop/small-itop';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

interface Block {
  page: string;
  language: string;
  code: string;
}

const blocks: Block[] = PAGES.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^( *)```(\w*)\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent = '', language = '', code = '']) => ({
      page,
      language,
      code: code.replace(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  ),
);
const of = (language: string) => blocks.filter((block) => block.language === language);
const named = (some: Block[]) =>
  some.map((block, index): [string, Block] => [`${block.page}, ${block.language} block ${index + 1}`, block]);

test('each block says what it is', () => {
  const known = ['php', 'xml', 'sh', 'nginx', 'oql', 'text'];
  expect(blocks.filter(({ language }) => !known.includes(language))).toEqual([]);
  expect(new Set(blocks.map(({ language }) => language))).toEqual(new Set(known));
});

/** What `check` says of an example because a reader's keys, classes and portals are not in the small iTop. */
const READERS_OWN =
  /no "api_key"|nothing proves who is asking|"scope" is of a class that this iTop does not have: "CustomerContract"/;

const serious = async (options: Parameters<typeof findings>[0]) =>
  (await findings(options)).filter(({ severity, what }) => severity !== 'note' && !READERS_OWN.test(what));

/** The whole configuration file, one entry in it, or settings of that entry. */
function configuration(code: string): string {
  const ids = `'property_id' => '${PROPERTY}', 'widget_id' => 'default',`;
  if (code.includes('$MyModuleSettings')) return code;
  const entry = code.includes(`'${ID}'`)
    ? code
    : `'${ID}' => array(${code.includes("\n'property_id'") || code.startsWith("'property_id'") ? '' : ids}\n${code}),`;
  return `$MyModuleSettings = array(\n${entry}\n);`;
}

test.each(named(of('php')))('%s is right as it is pasted: check has nothing against it', async (_name, { code }) => {
  const file = `<?php\n$MySettings = array();\n${configuration(code)}\n?>`;
  expect(await serious({ files: { 'conf/production/config-itop.php': file } })).toEqual([]);
});

test.each(named(of('xml')))("%s is right as it is pasted: iTop's setup takes it", async (_name, { code }) => {
  const isWhole = code.includes('<itop_design');
  const own = { [OWN_XML]: readFileSync(`extension/datamodel.${ID}.xml`, 'utf8') };
  const options = isWhole
    ? { files: { ...own, 'data/production.delta.xml': code }, settings: '' }
    : { files: own, delta: code };
  // that the setup has to be run is what the page says
  const expected = ['setup-needed', 'files-changed', ...(isWhole ? ['setting-placeholder'] : [])];
  expect((await serious(options)).filter(({ code }) => !expected.includes(code))).toEqual([]);
});

const program = new Command('itop-tawk');
const COMMANDS = [setup, setupBridge, install, check, verify, uninstall, bridge, events, backfill, forget, doctor];
for (const register of COMMANDS) register(program);

/** What the command's own parser has against a command line; nothing is run. */
function faults(line: string): string[] {
  const words = line.match(/'[^']*'|\S+/g) ?? [];
  let command: Command = program;
  while (words.length > 0) {
    const next = command.commands.find((each) => each.name() === words[0]);
    if (!next) break;
    command = next;
    words.shift();
  }
  if (command === program) return [`no such command: ${line}`];
  if (command.commands.length > 0 && words.length === 0) return [];
  command.exitOverride().configureOutput({ writeErr: () => undefined });
  try {
    const { operands, unknown } = command.parseOptions(words);
    const most = command.registeredArguments.some(({ variadic }) => variadic)
      ? Number.POSITIVE_INFINITY
      : command.registeredArguments.length;
    return [
      ...unknown.filter((word) => word !== '--help').map((word) => `unknown: ${word}`),
      ...(operands.length > most ? [`too many: ${operands}`] : []),
    ];
  } catch (error) {
    return [(error as Error).message];
  }
}

/** Up to what the shell reads: a comment, a pipe, a next command. */
const LINE = /(?:^|[\s`])(?:npx tsx src\/cli\/main\.ts|\.?\/?itop-tawk)(?: (.*?))?(?= +#| *[|;&]|$)/;

test.each(named(of('sh')))('%s: the shell and the command take each line', (_name, { code }) => {
  const script = code.replace(/<[a-z ]+>/g, 'x').replaceAll('<version>', '2.1.0');
  execFileSync('bash', ['-n', '-c', script]);
  const lines = script.replaceAll('\\\n', ' ').split('\n');
  const asked = lines
    .filter((line) => !/^(podman|npm|sha256sum) /.test(line))
    .flatMap((line) => LINE.exec(line)?.[1] ?? []);
  expect(asked.flatMap(faults)).toEqual([]);
});

test.each(PAGES)('%s: the command takes each command line in the text', (page) => {
  const text = readFileSync(page, 'utf8').replace(/```[\s\S]*?```/g, '');
  const lines = [...text.matchAll(/`(?:sudo -u \S+ )?itop-tawk ([a-z][^`]*)`/g)].map(([, line = '']) => line);
  // `…` and <…> stand for something; a lone name of commands is none
  const whole = lines.filter((line) => !line.includes('…')).map((line) => line.replace(/<[^>]+>/g, 'x'));
  expect(whole.flatMap((line) => faults(line.replace(/\bx:x\b/, 'x')))).toEqual([]);
});

test.each(named(of('oql')))('%s is a query of one class', (_name, { code }) => {
  expect(code).toMatch(/^SELECT [A-Z]\w+ /);
});

test('the proxy leads to the address where the bridge listens by default', () => {
  const [block] = of('nginx');
  const listen = /^listen: (\S+)/m.exec(readFileSync('bridge.example.yaml', 'utf8'))?.[1];
  expect(block?.code).toContain(`proxy_pass http://${listen};`);
  expect(block?.code.match(/{/g)?.length).toBe(block?.code.match(/}/g)?.length);
});

test('texts that stand for something, such as "…", are no values that could be taken for right', async () => {
  const ids = `'property_id' => '${PROPERTY}', 'widget_id' => 'default',`;
  const desk = (key: string) => `array('property_id' => '6112ab0d649e0a0a5cd00d3f', 'widget_id' => 'x', ${key})`;
  for (const key of ["'api_key' => '…'", "'api_key' => 'the JavaScript API key'"]) {
    expect(await serious({ settings: `${ids} ${key}` })).not.toEqual([]);
    expect(await serious({ settings: `${ids} 'widgets' => array(${desk(key)})` })).not.toEqual([]);
  }
});
