import { randomBytes } from 'node:crypto';
import type { Inspection } from '../itop/check/inspection';
import type { Wanted } from '../itop/configure/config-edit';
import { PROVIDERS, type Provider, providerNamed, providerOf, TITLES } from '../itop/provider';
import { isUnset } from '../itop/settings';
import { askUntil, type Dialogue } from './dialogue';
import { UsageError } from './outcome';
import { type IdOptions, inForce, right } from './setup-ids';
import { printError } from './terminal';
import { webAddress } from './web-address';

/** The options about the provider. */
export interface ProviderOptions extends IdOptions {
  provider?: Provider;
  /** Address of Live Helper Chat. */
  livehelperchat?: string;
  department?: string;
}

/** iTop's signing key is a secret, so it has no option. */
export const SECRET_VARIABLE = 'LIVEHELPERCHAT_SECRET';

/** Bytes of a generated secret. */
const SECRET_BYTES = 48;

/**
 * The wanted provider: from the options or a person; otherwise the current one.
 *
 * @throws UsageError for options of two providers, EndedError
 */
export async function chosenProvider(
  { settings }: Inspection,
  options: ProviderOptions,
  dialogue: Dialogue | undefined,
): Promise<Provider> {
  const { chat, property, widget, livehelperchat, department } = options;
  const said = new Set<Provider>(options.provider === undefined ? [] : [options.provider]);
  if ([chat, property, widget].some((each) => each !== undefined)) said.add('tawk');
  if ([livehelperchat, department].some((each) => each !== undefined)) said.add('livehelperchat');
  if (said.size > 1) throw new UsageError('expected options of one provider: tawk.to, or Live Helper Chat');
  const now = providerOf(settings) ?? 'tawk';
  const [only] = said;
  if (only !== undefined || !dialogue) return only ?? now;
  printError('Who serves the chat?');
  printError(...PROVIDERS.map((each, index) => `  ${index + 1}  ${TITLES[each]}${HINTS[each]}`));
  const asked = () => dialogue.ask(`Number or name [${TITLES[now]}]:`);
  return askUntil(asked, (text) => (text === '' ? now : named(text)));
}

const HINTS: Record<Provider, string> = { tawk: ', a hosted service', livehelperchat: ', on a server of your own' };

/** @throws UsageError */
function named(text: string): Provider {
  const byTitle = PROVIDERS.find((each) => TITLES[each].toLowerCase() === text.toLowerCase());
  const found = PROVIDERS[Number(text) - 1] ?? byTitle ?? providerNamed(text);
  if (!found) throw new UsageError(`expected one of ${PROVIDERS.map((each) => TITLES[each]).join(', ')}`);
  return found;
}

/**
 * The address of Live Helper Chat, from the options or a person, otherwise the current one; and the signing secret, from
 * the environment, otherwise the current one or a new one.
 *
 * @returns the settings, and the options that are missing if there is no terminal
 * @throws UsageError, EndedError
 */
export async function serverAnswers(
  inspection: Inspection,
  { livehelperchat, department }: ProviderOptions,
  dialogue: Dialogue | undefined,
): Promise<{ wanted: Wanted; missing: string[] }> {
  const now = inForce(inspection, 'livehelperchat_url');
  const url = livehelperchat ?? (dialogue ? await addressFrom(dialogue, now) : now);
  const wanted: Wanted = {
    ...(url !== undefined && { livehelperchat_url: serverAddress(url, '--livehelperchat') }),
    ...(await departmentOf(inspection, department, dialogue)),
    ...secretOf(inspection),
  };
  return { wanted, missing: url === undefined ? ['--livehelperchat <address>'] : [] };
}

async function addressFrom(dialogue: Dialogue, now: string | undefined): Promise<string> {
  printError('The address of your Live Helper Chat, as your browser shows it for its pages.');
  const asked = () => dialogue.ask(`Address${now === undefined ? '' : ` [${now}]`}:`);
  return askUntil(asked, (text) => serverAddress(text || (now ?? ''), 'that'));
}

/** The server's root, from the address of any of its pages. @param where for the message @throws UsageError */
function serverAddress(text: string, where: string): string {
  const root = webAddress(text)
    .replace(/\/index\.php.*$|[?#].*$/s, '')
    .replace(/\/*$/, '/');
  return right('livehelperchat_url', root, where);
}

async function departmentOf(
  { settings }: Inspection,
  given: string | undefined,
  dialogue: Dialogue | undefined,
): Promise<Wanted> {
  const read = (text: string, where: string) =>
    text.toLowerCase() === 'none' ? '' : right('livehelperchat_department', text, where);
  if (given !== undefined) return { livehelperchat_department: read(given, '--department') };
  if (!dialogue) return {};
  const value = settings.find(({ name }) => name === 'livehelperchat_department')?.value;
  const now = isUnset(value) ? "none: the server's choice" : String(value);
  const asked = () => dialogue.ask(`Number of the department, or none [${now}]:`);
  const text = await askUntil(asked, (answer) => (answer === '' ? undefined : read(answer, 'that')));
  return text === undefined ? {} : { livehelperchat_department: text };
}

function secretOf({ settings }: Inspection): Wanted {
  const given = process.env[SECRET_VARIABLE];
  if (given !== undefined) {
    return { livehelperchat_secret: right('livehelperchat_secret', given.trim(), SECRET_VARIABLE) };
  }
  const isThere = !isUnset(settings.find(({ name }) => name === 'livehelperchat_secret')?.value);
  return isThere ? {} : { livehelperchat_secret: randomBytes(SECRET_BYTES).toString('hex') };
}

/** What to do with a secret that was just written; the text does not show it. @param file the file with the secret */
export function aboutSecret(file: string): string[] {
  return [
    'The bridge checks by the same secret who is asking. Copy it there, from',
    `"livehelperchat_secret" in ${file} to "identity_secrets" in bridge.yaml`,
    '(docs/providers.md). It is not shown here.',
  ];
}
