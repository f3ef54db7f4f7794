import { randomBytes } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type Draft, draftConfig } from '../bridge/config/draft';
import { type Diagnosis, together } from '../bridge/doctor/diagnosis';
import { examineItop } from '../bridge/doctor/itop';
import { examineLivehelperchat } from '../bridge/doctor/livehelperchat';
import { BRIDGE_PROFILE, REST_PROFILE } from '../bridge/doctor/rights';
import { examineStore } from '../bridge/doctor/store';
import { exposedConnections } from '../bridge/ops/exposure';
import { inspect } from '../itop/check/inspection';
import { appRootUrl } from '../itop/files/config-file';
import { providerOf } from '../itop/provider';
import { becomeOwnerOf, lookAsOwner } from './as-owner';
import { type Dialogue, openDialogue } from './dialogue';
import { findingLines } from './findings';
import { EXIT, exitHelp, run, UsageError } from './outcome';
import { assertNew, writeSecret } from './secret-file';
import {
  type BridgeOptions,
  collectBridgeAnswers,
  KNOWN_FROM_ITOP,
  PROVIDERS,
  TRANSCRIPTS,
} from './setup-bridge-answers';
import { departmentNumber, serverOf } from './setup-bridge-livehelperchat';
import { databaseName } from './setup-bridge-store';
import { zoneIn, zoneName } from './setup-bridge-zone';
import { inForce } from './setup-ids';
import { numbered, paint, print, printError, printJson, wrapped } from './terminal';
import { itopAddress, webAddress } from './web-address';

const HELP = `
Asks what the bridge needs, tries iTop and the store as it goes, says what to enter in tawk.to, and writes the file, which
only its owner can read: it contains the secrets.

Each question has an option, for scripts. iTop's password is taken from ITOP_PASSWORD (or a token from ITOP_TOKEN),
PostgreSQL's from PGPASSWORD, the webhook's secret key from TAWK_WEBHOOK_SECRET; with --provider livehelperchat its REST
key from LIVEHELPERCHAT_KEY, and the extension's livehelperchat_secret from LIVEHELPERCHAT_SECRET, or from iTop's
configuration where --folder is given. The bridge's user in iTop needs the
profiles "${REST_PROFILE}" and "${BRIDGE_PROFILE}", and no others.

${exitHelp('written', 'iTop or the store does not work as given, and nothing was written (--force writes it anyway)', 'refused, failed or ended; nothing was written')}

Examples:
  $ itop-tawk setup-bridge bridge.yaml --folder /var/www/itop
  $ itop-tawk setup-bridge bridge.yaml --property 58ca8453b8a7e060cd3b1ecb --url https://itop.example.com --user bridge`;

interface Options extends BridgeOptions {
  folder?: string;
  publicUrl?: string;
  force?: boolean;
  yes?: boolean;
  json?: boolean;
}

/** `itop-tawk setup-bridge <file>`. */
export function register(program: Command): void {
  program
    .command('setup-bridge')
    .description("asks what the bridge needs, tries each connection, and writes the bridge's configuration")
    .argument('<file>', 'the configuration to be made, such as bridge.yaml')
    .option(
      '--folder <folder>',
      'folder of the iTop, if it is on this machine: tells provider, property or server, address and time zone',
    )
    .addOption(
      new Option(
        '--provider <name>',
        'who serves the chats (default: as iTop has it with --folder, otherwise tawk)',
      ).choices(PROVIDERS),
    )
    .option('--property <id>', "tawk.to's Property ID, or its link or snippet")
    .option('--url <address>', "iTop's address", itopAddress)
    .option('--user <name>', "the bridge's user in iTop")
    .option('--chat-url <address>', 'with livehelperchat: its server, where index.php is', webAddress)
    .option('--chat-user <name>', 'with livehelperchat: the user of its REST API key')
    .option('--chat-department <number>', 'with livehelperchat: only chats of this department', departmentNumber)
    .option('--database <path>', 'SQLite file, or postgres://user@host/name (default: ./bridge.db)', databaseName)
    .option('--listen <address:port>', 'what tawk.to, or the proxy before the bridge, calls (default: 127.0.0.1:8787)')
    .option('--admin <address:port>', 'where health and metrics are, or off (default: 127.0.0.1:8788)')
    .addOption(new Option('--transcripts <what>', 'which chats become tickets').choices(TRANSCRIPTS))
    .option(
      '--time-zone <name>',
      "time zone of transcripts (default: iTop's where --folder tells it, else this machine's)",
      zoneName,
    )
    .option('--fallback <email>', 'person in iTop who gets the new tickets of people whom iTop does not know')
    .option(
      '--public-url <address>',
      'where tawk.to reaches the bridge, such as https://chat-bridge.example.com',
      itopAddress,
    )
    .option('--force', 'write although something does not work yet')
    .option('--yes', 'write without asking')
    .option('--json', 'ask nothing, and print the result as JSON')
    .addHelpText('after', wrapped(HELP))
    .action((file: string, options: Options) => run(() => setUp(file, options), options.json));
}

async function setUp(file: string, options: Options): Promise<number> {
  const known = options.folder === undefined ? KNOWN_FROM_ITOP : await knownFrom(options.folder);
  await becomeOwnerOf(dirname(resolve(file)));
  await assertNew(file);
  const dialogue = options.json ? undefined : openDialogue();
  try {
    const webhook = `${(options.publicUrl ?? 'https://<address of the bridge>').replace(/\/+$/, '')}/webhooks/tawk`;
    const draft = await collectBridgeAnswers(options, known, dialogue, webhook, (so) => tried(so, dialogue));
    const { text, config } = draftConfig(draft);
    // a person has already seen the result, and decided
    const diagnosis = dialogue ? undefined : await tryAll(draft);
    if (diagnosis && !options.json) show(diagnosis);
    if (diagnosis && isBad(diagnosis) && !options.force) {
      if (options.json) printJson({ ...diagnosis, written: false });
      else printError('Nothing was written: --force writes it anyway.');
      return EXIT.findings;
    }
    if (!options.yes && !dialogue) throw new UsageError('nothing was written: --yes writes without asking');
    if (!options.yes && !(await dialogue?.confirm(`Write ${file}?`))) throw new UsageError('nothing was written');
    await writeSecret(file, text);
    const next = nextSteps(file, draft.livehelperchat === undefined ? webhook : undefined, options.publicUrl);
    const { listen, admin } = config;
    const zone = draft.timeZone;
    if (options.json) printJson({ ...diagnosis, written: true, listen, admin, time_zone: zone, webhook, next });
    else {
      const written = paint('green', `Written: ${file}, readable by its owner alone`);
      print(written, `Times in transcripts are in ${zone} (time_zone).`, '', ...numbered('Next:', next));
    }
    return EXIT.fine;
  } finally {
    dialogue?.close();
  }
}

/** Answers from the files of an iTop. */
async function knownFrom(folder: string) {
  const inspection = await lookAsOwner(folder, () => inspect(folder));
  return {
    provider: providerOf(inspection.settings),
    property: inForce(inspection, 'property_id'),
    server: serverOf(inspection),
    url: appRootUrl(inspection.config) || undefined,
    timeZone: zoneIn(inspection.config),
  };
}

/** Tries the answers so far; @returns whether to continue with them. */
async function tried(draft: Omit<Draft, 'secret'>, dialogue: Dialogue | undefined): Promise<boolean> {
  if (!dialogue) return true;
  const diagnosis = await tryAll(draft.livehelperchat === undefined ? { ...draft, secret: standIn() } : draft);
  show(diagnosis);
  return !isBad(diagnosis) || dialogue.confirm('Use it anyway?');
}

const isBad = ({ findings }: Diagnosis) => findings.some(({ severity }) => severity === 'error');

const NOTHING: Diagnosis = { passed: [], findings: [] };

/** In place of a secret that nobody has asked for yet. */
const standIn = () => randomBytes(48).toString('hex');

async function tryAll(draft: Draft): Promise<Diagnosis> {
  const { config } = draftConfig(draft);
  const parts = await Promise.all([
    examineStore(config.database),
    ...config.properties.map((property) => examineItop(property, () => true)),
    ...config.properties.map(async (property) =>
      property.provider === 'livehelperchat' ? together(await examineLivehelperchat(property, () => true)) : NOTHING,
    ),
  ]);
  const exposed = await exposedConnections(config);
  return {
    passed: parts.flatMap(({ passed }) => passed),
    findings: [...parts.flatMap(({ findings }) => findings), ...exposed],
  };
}

function show({ passed, findings }: Diagnosis): void {
  const fine = passed.map((text) => [paint('green', 'ok'), `: ${text}`]);
  printError(...fine, ...(findings.length > 0 ? ['', ...findings.flatMap(findingLines)] : []));
}

/** @param webhook the address that tawk.to must call; undefined with Live Helper Chat */
function nextSteps(file: string, webhook: string | undefined, publicUrl: string | undefined): string[] {
  return [
    ...(process.getuid?.() === 0 ? [`Give the file to the user that runs the bridge: chown <user> ${file}`] : []),
    `Start the bridge: itop-tawk bridge --config ${file}`,
    ...(webhook === undefined
      ? []
      : [`Forward ${webhook} to it with a reverse proxy with TLS (docs/bridge.md has one for nginx).`]),
    `See that all of it works: itop-tawk doctor --config ${file}${publicUrl === undefined || webhook === undefined ? '' : ` --url ${webhook}`}`,
  ];
}
