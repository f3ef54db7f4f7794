import { Command } from 'commander';
import { expect, test } from 'vitest';
import { wrapped } from '../../src/cli/terminal';
import { runCommand } from './run-command';

const COMMANDS = [
  'setup',
  'setup-bridge',
  'install',
  'check',
  'verify',
  'uninstall',
  'bridge',
  'events',
  'backfill',
  'forget',
  'doctor',
];

test.each(COMMANDS)('itop-tawk %s --help fits in 80 columns, but for the examples to paste', async (name) => {
  const { register } = await import(`../../src/cli/${name}.ts`);
  const program = new Command();
  register(program);
  const subcommands = program.commands[0]?.commands.map((command) => command.name()) ?? [];
  const helps = [[name], ...subcommands.map((subcommand) => [name, subcommand])];
  for (const words of helps) {
    const { stdout } = await runCommand(register, ...(words as [string]), '--help');
    expect(stdout).toContain('Usage:');
    expect(stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('  $ '))).toEqual([]);
  }
});

test('paragraphs are joined and folded, lists keep their lines and go on below their text, examples stay as they are', () => {
  const long = Array.from({ length: 20 }, (_, at) => `word${at}`).join(' ');
  const text = wrapped(`one\ntwo\n\nList:\n  0  ${long}\n\nExamples:\n  $ ${long}`);
  const lines = text.split('\n');
  expect(lines.slice(0, 3)).toEqual(['one two', '', 'List:']);
  expect(lines[3]).toMatch(/^ {2}0 {2}word0 /);
  expect(lines[4]).toMatch(/^ {5}word/);
  expect(lines.at(-1)).toBe(`  $ ${long}`);
});
