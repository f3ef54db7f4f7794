import type { Inspection } from '../itop/check/inspection';
import type { Wanted } from '../itop/configure/config-edit';
import type { PhpValue } from '../itop/files/php-file';
import { nearest } from '../itop/nearest';
import { providerOf } from '../itop/provider';
import { isUnset, listOf, ruleOf } from '../itop/settings';
import { askUntil, type Dialogue } from './dialogue';
import { UsageError } from './outcome';
import { right, tawkIds } from './setup-ids';
import { chosenProvider, type ProviderOptions, serverAnswers } from './setup-provider';
import { printError } from './terminal';

/** The answers that stand on the command line. */
export interface SetupOptions extends ProviderOptions {
  portals?: string[];
  profiles?: string[];
  everybody?: boolean;
  /** false: switched off. */
  secureMode?: boolean;
}

/** tawk.to's API key is a secret, so it has no option. */
export const KEY_VARIABLE = 'TAWK_API_KEY';

/**
 * The wanted settings: from the options; the rest is asked for or, without a terminal, stays as it is.
 *
 * @returns the settings; and the options that are missing if there is no terminal
 * @throws UsageError for a wrong option, EndedError
 */
export async function collectAnswers(
  inspection: Inspection,
  options: SetupOptions,
  dialogue: Dialogue | undefined,
): Promise<{ wanted: Wanted; missing: string[] }> {
  const provider = await chosenProvider(inspection, options, dialogue);
  if (provider !== 'tawk' && options.secureMode === false) throw new UsageError('secure mode is of tawk.to');
  const { wanted: where, missing } =
    provider === 'tawk'
      ? await tawkIds(inspection, options, dialogue)
      : await serverAnswers(inspection, options, dialogue);
  const wanted: Wanted = {
    // tawk.to is the default: it is written only over another provider.
    ...(provider === (providerOf(inspection.settings) ?? 'tawk') ? {} : { provider }),
    ...where,
    ...(await list('enabled_portals', portalsOf(inspection), options.portals, inspection, dialogue)),
    ...(await list('allowed_profiles', profilesOf(inspection), profilesIn(options), inspection, dialogue)),
    ...(provider === 'tawk' ? await secureMode(inspection, options, dialogue) : {}),
  };
  return { wanted, missing };
}

function portalsOf({ compiled, portalFiles }: Inspection): string[] {
  const compiledIds = compiled?.portals.map(({ id }) => id) ?? ['backoffice', 'itop-portal'];
  return [...new Set([...compiledIds, ...portalFiles.keys()])].sort();
}

function profilesOf({ compiled }: Inspection): string[] {
  return [...new Set(['Administrator', 'Portal user', ...(compiled?.profiles ?? [])])].sort();
}

function profilesIn({ profiles, everybody }: SetupOptions): string[] | undefined {
  if (everybody && profiles) throw new UsageError('expected either --profiles or --everybody');
  return everybody ? [] : profiles;
}

const QUESTIONS: Record<string, string> = {
  enabled_portals: 'Where is the chat shown? ("backoffice" is the console.)',
  allowed_profiles: 'Who gets the chat? ("all": everybody.)',
};

/** A longer list would not fit on a terminal's line. */
const MAX_PROPOSED_CHARS = 30;

/** The value that an empty line means. */
function proposed(now: string[]): string {
  const names = now.join(', ') || 'all';
  return names.length > MAX_PROPOSED_CHARS ? `the ${now.length} that are set now` : names;
}

/** The value in force; before the extension is there, the default that comes with it. */
function proposal({ own, settings }: Inspection, name: string): PhpValue | undefined {
  const setting = settings.find((each) => each.name === name);
  return own.length === 0 && setting?.origin === 'built in' ? ruleOf(name)?.standard : setting?.value;
}

/** @param given the option's value */
async function list(
  name: 'enabled_portals' | 'allowed_profiles',
  known: string[],
  given: string[] | undefined,
  inspection: Inspection,
  dialogue: Dialogue | undefined,
): Promise<Wanted> {
  if (given !== undefined) return { [name]: given.map((each) => named(each, known, name)) };
  if (!dialogue) return {};
  const now = (listOf(proposal(inspection, name)) ?? []).filter((each) => typeof each === 'string');
  printError(`${QUESTIONS[name]} This iTop has:`, ...known.map((each, index) => `  ${index + 1}  ${each}`));
  const asked = () => dialogue.ask(`Numbers or names, separated by commas [${proposed(now)}]:`);
  const chosen = await askUntil(asked, (text) => {
    if (text === '') return now;
    if (name === 'allowed_profiles' && text.toLowerCase() === 'all') return [];
    const parts = text.split(',').map((part) => part.trim());
    return parts.filter((part) => part !== '').map((part) => known[Number(part) - 1] ?? named(part, known, name));
  });
  return { [name]: chosen };
}

/** @throws UsageError for a portal or profile that this iTop does not have, according to its files */
function named(name: string, known: string[], setting: string): string {
  if (known.includes(name)) return name;
  const near = nearest(name, known);
  const kind = setting === 'enabled_portals' ? 'portal' : 'profile';
  const byHand =
    kind === 'profile' ? ' (A profile that was made in the console is written by hand, into "allowed_profiles".)' : '';
  throw new UsageError(
    `this iTop has no ${kind} "${name}"${near ? `: did you mean "${near}"?` : ''} It has: ${known.join(', ')}.${byHand}`,
  );
}

async function secureMode(
  { settings }: Inspection,
  { secureMode }: SetupOptions,
  dialogue: Dialogue | undefined,
): Promise<Wanted> {
  if (secureMode === false) return { api_key: '' };
  const given = process.env[KEY_VARIABLE];
  if (given !== undefined) return { api_key: right('api_key', given.trim(), KEY_VARIABLE) };
  if (!dialogue) return {};
  const isOn = !isUnset(settings.find(({ name }) => name === 'api_key')?.value);
  printError('Secure mode proves to tawk.to whose e-mail address it is. The key is in tawk.to:');
  printError('Administration, Overview, JavaScript API. What you paste is not shown.');
  const asked = () => dialogue.askSecret(`JavaScript API key [${isOn ? 'keep the one that is there' : 'none: off'}]:`);
  const key = await askUntil(asked, (text) => (text === '' ? '' : right('api_key', text, 'that')));
  return key === '' ? {} : { api_key: key };
}
