import type { Draft } from '../bridge/config/draft';
import type { Provider } from '../bridge/config/provider';
import { BRIDGE_PROFILE, REST_PROFILE } from '../bridge/doctor/rights';
import { askUntil, type Dialogue } from './dialogue';
import { UsageError } from './outcome';
import {
  type KnownServer,
  type LivehelperchatOptions,
  livehelperchatOf,
  missingOfLivehelperchat,
} from './setup-bridge-livehelperchat';
import { databaseOf } from './setup-bridge-store';
import { zoneOf } from './setup-bridge-zone';
import { readIds } from './setup-ids';
import { printError } from './terminal';
import { itopAddress } from './web-address';

/** The answers that stand on the command line; secrets come from the environment. */
export interface BridgeOptions extends LivehelperchatOptions {
  provider?: Provider;
  property?: string;
  url?: string;
  user?: string;
  database?: string;
  listen?: string;
  admin?: string;
  timeZone?: string;
  transcripts?: NonNullable<Draft['transcripts']>;
  fallback?: string;
}

/** Answers that iTop's files give. */
export const KNOWN_FROM_ITOP: {
  provider?: Provider | undefined;
  property?: string | undefined;
  server?: KnownServer;
  url?: string | undefined;
  timeZone?: string | undefined;
} = {};

type Known = typeof KNOWN_FROM_ITOP;

/** Answers that need no question. */
interface Given {
  options: BridgeOptions;
  env: NodeJS.ProcessEnv;
}

/**
 * Collects everything that a bridge needs: from options, environment and iTop's files; the rest is asked for.
 *
 * @param webhook the address that tawk.to will call
 * @param isTaken tries the answers before the webhook's secret is asked for; if it says no, the questions are repeated
 * @throws UsageError naming what is missing if there is no terminal, EndedError
 */
export async function collectBridgeAnswers(
  options: BridgeOptions,
  known: Known,
  dialogue: Dialogue | undefined,
  webhook: string,
  isTaken: (draft: Omit<Draft, 'secret'>) => Promise<boolean>,
): Promise<Draft> {
  const { provider, chatUrl } = options;
  const isKnown = provider === undefined && options.property === undefined && known.provider === LIVEHELPERCHAT;
  const isMeant = provider === LIVEHELPERCHAT || chatUrl !== undefined || (isKnown && !dialogue);
  if (!dialogue) assertComplete(options, known, !isMeant);
  const proposed = isKnown ? LIVEHELPERCHAT : known.property;
  const property = isMeant ? LIVEHELPERCHAT : await propertyOf(options, proposed, dialogue);
  const isTawk = property !== LIVEHELPERCHAT;
  const server = () => livehelperchatOf(options, known.server ?? {}, dialogue);
  const source = isTawk ? { property } : { livehelperchat: await server() };
  let given: Given = { options, env: process.env };
  for (;;) {
    const draft: Omit<Draft, 'secret'> = {
      ...(options.listen !== undefined && { listen: options.listen }),
      ...(options.admin !== undefined && { admin: options.admin }),
      ...source,
      itop: await itopOf(given, known, dialogue),
      database: await databaseOf(given.options.database, given.env, dialogue),
    };
    Object.assign(draft, await ticketsOf(given.options, dialogue));
    draft.timeZone = await zoneOf(given.options.timeZone, known.timeZone, dialogue);
    if (await isTaken(draft)) return isTawk ? { ...draft, secret: await secretOf(dialogue, webhook) } : draft;
    // whoever does not take it has to be able to change it
    given = { options: {}, env: {} };
  }
}

/** The values of the setting `provider`. */
const LIVEHELPERCHAT = 'livehelperchat';
export const PROVIDERS = ['tawk', LIVEHELPERCHAT] as const;

/** The values of the setting `transcripts`. */
export const TRANSCRIPTS = ['off', 'log', 'missed', 'ticket'] as const;

const SECRETS = { password: 'ITOP_PASSWORD', token: 'ITOP_TOKEN', webhook: 'TAWK_WEBHOOK_SECRET' };

function assertComplete(options: BridgeOptions, known: Known, isTawk: boolean): void {
  const { env } = process;
  const missing = [
    ...(!isTawk || (options.property ?? known.property) ? [] : ['--property']),
    ...(isTawk ? [] : missingOfLivehelperchat(options, known.server ?? {})),
    ...((options.url ?? known.url) ? [] : ['--url']),
    ...(options.user || env[SECRETS.token] ? [] : ['--user']),
    ...(env[SECRETS.password] || env[SECRETS.token] ? [] : [`${SECRETS.password} in the environment`]),
    ...(!isTawk || env[SECRETS.webhook] ? [] : [`${SECRETS.webhook} in the environment`]),
  ];
  if (missing.length > 0) throw new UsageError(`there is no terminal to ask on. Missing: ${missing.join(', ')}`);
}

/** tawk.to's property, or LIVEHELPERCHAT. @param proposed the same, as far as it is known */
async function propertyOf(
  options: BridgeOptions,
  proposed: string | undefined,
  dialogue: Dialogue | undefined,
): Promise<string> {
  if (options.property !== undefined) return readIds(options.property, '--property').property_id;
  if (!dialogue) return proposed ?? '';
  const ask = () =>
    dialogue.askPasted(`tawk.to's Property ID, snippet or link, or ${LIVEHELPERCHAT}${shown(proposed)}:`);
  return askUntil(ask, (text) => {
    const answer = text || (proposed ?? '');
    return answer === LIVEHELPERCHAT ? answer : readIds(answer, 'that').property_id;
  });
}

async function itopOf({ options, env }: Given, known: Known, dialogue: Dialogue | undefined): Promise<Draft['itop']> {
  const proposed = options.url ?? known.url;
  const url = options.url ?? (dialogue ? await urlFrom(dialogue, proposed) : itopAddress(proposed ?? ''));
  const token = env[SECRETS.token];
  if (token) return { url, token };
  if (dialogue && options.user === undefined) {
    printError('The bridge needs a user of its own in iTop, with two profiles:');
    printError(`"${REST_PROFILE}" and "${BRIDGE_PROFILE}".`);
  }
  const user = options.user ?? ((await dialogue?.ask("The bridge's user in iTop [bridge]:")) || 'bridge');
  const password = env[SECRETS.password];
  if (password !== undefined) return { url, user, password };
  if (!dialogue) return { url, user, password: '' };
  const ask = () => dialogue.askSecret(`Password of ${user} in iTop (not shown):`);
  return { url, user, password: await askUntil(ask, filled) };
}

/** Asks which chats become tickets, and who gets the tickets of people whom iTop does not know. */
async function ticketsOf({ transcripts, fallback }: BridgeOptions, dialogue: Dialogue | undefined) {
  const answers: Pick<Draft, 'transcripts' | 'fallback'> = {};
  if (dialogue && transcripts === undefined) {
    printError('A chat about a ticket goes into its log. What about any other chat?');
    printError('  log     no ticket');
    printError('  missed  a ticket if nobody answered');
    printError('  ticket  always a ticket');
    printError('  off     no ticket, and chats about a ticket do not go into its log either');
    const ask = () => dialogue.ask('Chats about no ticket [log]:');
    answers.transcripts = await askUntil(ask, (text) => transcriptsIn(text || 'log'));
  } else if (transcripts !== undefined) answers.transcripts = transcripts;
  if (dialogue && fallback === undefined) {
    printError('Who gets the tickets of people whom iTop does not know? Without a person, their');
    printError('chats wait for you.');
  }
  const asked = () => dialogue?.ask("That person's e-mail address in iTop [none]:");
  const caller = fallback ?? ((await asked()) || undefined);
  if (caller !== undefined) answers.fallback = { caller };
  return answers;
}

/** @throws UsageError */
function transcriptsIn(text: string): NonNullable<Draft['transcripts']> {
  const known = TRANSCRIPTS.find((each) => each === text);
  if (!known) throw new UsageError(`expected one of ${TRANSCRIPTS.join(', ')}`);
  return known;
}

async function secretOf(dialogue: Dialogue | undefined, webhook: string): Promise<string> {
  const given = process.env[SECRETS.webhook];
  if (given !== undefined || !dialogue) return given ?? '';
  printError('', 'In tawk.to: Administration, Settings, Webhooks, Create Webhook:');
  printError(`  address  ${webhook}`);
  printError('  events   Chat Start, Chat End, Chat Transcript Created, Ticket Create');
  const ask = () => dialogue.askSecret('Its secret key (not shown):');
  return askUntil(ask, (text) => {
    if (text.length < 32) throw new UsageError('expected the secret key of the webhook, at least 32 characters');
    return text;
  });
}

async function urlFrom(dialogue: Dialogue, proposed: string | undefined): Promise<string> {
  const ask = () => dialogue.ask(`iTop's address${shown(proposed)}:`);
  return askUntil(ask, (text) => itopAddress(text || (proposed ?? '')));
}

function filled(text: string): string {
  if (text === '') throw new UsageError('expected a password');
  return text;
}

function shown(proposed: string | undefined): string {
  return proposed === undefined ? '' : ` [${proposed}]`;
}
