import { readFileSync, writeFileSync } from 'node:fs';
import { DAYS, DESK, GIVEN, HOURS, MAX_DESKS, MAX_ENTRIES, type Part } from '../src/contract/desks';
import { FACTS, type Fact } from '../src/contract/facts';
import { MARK_START, OWN_ID } from '../src/contract/mark';
import {
  CAPABILITIES,
  CHAT_SCRIPTS,
  DEFAULT_PROVIDER,
  PROOF_SECONDS,
  PROVIDERS,
  SERVER_NAME,
  TITLES,
} from '../src/contract/providers';
import { MODULE, SETTINGS, type Setting } from '../src/contract/settings';

const PHP_FILE = 'extension/src/Helper/SettingTable.php';
const PHP_MARK = 'extension-chats/src/Helper/ChatMark.php';
const XML_FILE = `extension/datamodel.${MODULE}.xml`;
const SETTINGS_PAGE = 'docs/settings.md';
const PROVIDERS_PAGE = 'docs/providers.md';

/** The files that are written from src/contract, wholly or in part, with what has to stand in them. */
export function contractFiles(): Map<string, string> {
  return new Map([
    [PHP_FILE, phpTable()],
    [PHP_MARK, phpMark()],
    [
      XML_FILE,
      readFileSync(XML_FILE, 'utf8').replace(
        /(?<=<parameters id="[\w-]+" _delta="define">\n)[\s\S]*?(?=\t\t<\/parameters>)/,
        () => xmlDefaults(),
      ),
    ],
    [SETTINGS_PAGE, settingsPage()],
    [PROVIDERS_PAGE, withTable(readFileSync(PROVIDERS_PAGE, 'utf8'), 'capability', capabilityRows())],
  ]);
}

function settingsPage(): string {
  const page = readFileSync(SETTINGS_PAGE, 'utf8');
  return withTable(withTable(page, 'setting', settingsTable()), 'in `share`', factRows());
}

/** @param heading of the table's first column */
function withTable(page: string, heading: string, rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |\n`;
  const table = [(rows[0] as string[]).map(() => '---'), ...rows].map(line).join('');
  return page.replace(new RegExp(`(?<=^\\| ${heading} .*\\n)(\\|.*\\n)+`, 'm'), () => table);
}

/** Writes them where they differ. */
export function writeContractFiles(): void {
  for (const [file, content] of contractFiles()) {
    if (content === readFileSync(file, { encoding: 'utf8', flag: 'a+' })) continue;
    writeFileSync(file, content);
    console.log(`Wrote ${file} from src/contract`);
  }
}

function phpTable(): string {
  return `${phpHead('ItopTawk\\Helper')}
/**
 * Written by "npm run build" from src/contract (settings.ts, facts.ts, desks.ts, providers.ts), where each key is explained.
 */
class SettingTable
{
	const SETTINGS = array(
${SETTINGS.map(settingRow).join('')}\t);

	/** What "share" can name */
	const FACTS = array(
${FACTS.map(factRow).join('')}\t);

	/** The parts of an entry of "widgets" */
	const DESK = array(
${DESK.map(partRow).join('')}\t);

	/** The parts of "hours" */
	const HOURS = array(
${HOURS.map(partRow).join('')}\t);

	/** The script of each provider, and how people call it */
	const CHAT_SCRIPTS = ${phpHash(CHAT_SCRIPTS)};
	const TITLES = ${phpHash(TITLES)};
	const DEFAULT_PROVIDER = ${php(DEFAULT_PROVIDER)};
	const PROOF_SECONDS = ${PROOF_SECONDS};
	const SERVER_NAME = ${php(SERVER_NAME)};

	const GIVEN = ${php(GIVEN)};
	const DAYS = ${php(DAYS)};
	const MAX_DESKS = ${MAX_DESKS};
	const MAX_ENTRIES = ${MAX_ENTRIES};
}
`;
}

function phpMark(): string {
  return `${phpHead('ItopTawk\\Chats\\Helper')}
/**
 * Written by "npm run build" from src/contract/mark.ts, where each form is explained.
 */
class ChatMark
{
	const OWN_ID = ${php(OWN_ID)};
	const START = ${php(MARK_START)};
}
`;
}

function phpHead(namespace: string): string {
  return `<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ${namespace};
`;
}

function settingRow(setting: Setting): string {
  const { name, kind, of, pattern, isNumber, words, standard, fallback, whenWrong, oldName, expected } = setting;
  const taken = fallback === undefined ? standard : fallback;
  return phpRow(name, {
    kind,
    of,
    pattern: pattern && pcre(pattern),
    isNumber,
    words,
    fallback: kind === 'required' ? undefined : typeof taken === 'number' ? `${taken}` : taken,
    whenWrong,
    oldName,
    expected,
  });
}

function factRow({ name, told, attributes, consent }: Fact): string {
  return phpRow(name, { told, attributes, consent });
}

function partRow({ name, kind, of, pattern, isExact, words, mayBeIds, isNumber, expected }: Part): string {
  const compiled = pattern && pcre(pattern, isExact);
  return phpRow(name, { kind, of, pattern: compiled, words, mayBeIds, isNumber, expected });
}

function pcre(pattern: string, isExact = false): string {
  return `~^(?:${pattern.replaceAll('~', '\\~')})$~${isExact ? '' : 'i'}D`;
}

function phpRow(name: string, row: Record<string, PhpLiteral | undefined>): string {
  const lines = Object.entries(row)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `\t\t\t'${key}' => ${php(value as PhpLiteral)},\n`);
  return `\t\t${php(name)} => array(\n${lines.join('')}\t\t),\n`;
}

type PhpLiteral = string | true | string[] | null;

function php(value: PhpLiteral): string {
  if (value === true) return 'true';
  if (Array.isArray(value)) return `array(${value.map(php).join(', ')})`;
  return value === null ? 'null' : `'${value.replace(/[\\']/g, '\\$&')}'`;
}

function phpHash(texts: Record<string, string>): string {
  return `array(${Object.entries(texts)
    .map(([key, text]) => `${php(key)} => ${php(text)}`)
    .join(', ')})`;
}

function xmlDefaults(): string {
  return SETTINGS.map(({ name, standard, entry }) => {
    const tag = (content: string, attributes = '') =>
      `\t\t\t<${name}${attributes}${content === '' ? '/>' : `>${content}</${name}>`}\n`;
    if (!Array.isArray(standard)) return tag(String(standard), typeof standard === 'number' ? ' type="int"' : '');
    const entries = standard.map(
      (each, i) => `\t\t\t\t<${entry?.tag} id="${entry?.ids?.[i] ?? each}">${each}</${entry?.tag}>\n`,
    );
    return tag(entries.length === 0 ? '' : `\n${entries.join('')}\t\t\t`, ' type="array"');
  }).join('');
}

function settingsTable(): string[][] {
  return SETTINGS.map(({ name, standard, pattern, purpose }) => {
    const isPlaceholder = typeof standard === 'string' && pattern !== undefined && standard.startsWith('PUT_YOUR_');
    const shown = isPlaceholder ? [] : [standard].flat().filter((each) => each !== '');
    return [`\`${name}\``, shown.map((each) => `\`${each}\``).join(', '), purpose];
  });
}

function factRows(): string[][] {
  return FACTS.map(({ name, gets, when, isDefault }) => [`\`${name}\``, gets, when, isDefault ? 'yes' : '']);
}

function capabilityRows(): string[][] {
  return CAPABILITIES.map(({ name, what, who }) => [name, what, ...PROVIDERS.map((provider) => who[provider])]);
}
