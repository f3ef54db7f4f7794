import type { LivehelperchatDraft } from '../bridge/config/draft';
import type { Inspection } from '../itop/check/inspection';
import { rootOf } from '../itop/provider';
import { askUntil, type Dialogue } from './dialogue';
import { UsageError } from './outcome';
import { inForce } from './setup-ids';
import { printError } from './terminal';
import { webAddress } from './web-address';

/** The options about a Live Helper Chat. Its secrets come from the environment. */
export interface LivehelperchatOptions {
  chatUrl?: string;
  chatUser?: string;
  chatDepartment?: number;
}

/** The server that the iTop uses, as far as its files tell. */
export type KnownServer = Partial<Pick<LivehelperchatDraft, 'url' | 'department' | 'identitySecret'>>;

/** The server in the settings of an iTop. */
export function serverOf(inspection: Inspection): KnownServer {
  const url = inForce(inspection, 'livehelperchat_url');
  const department = inForce(inspection, 'livehelperchat_department');
  const identitySecret = inForce(inspection, 'livehelperchat_secret');
  return {
    ...(url !== undefined && { url }),
    ...(department !== undefined && { department: Number(department) }),
    ...(identitySecret !== undefined && { identitySecret }),
  };
}

const SECRETS = { key: 'LIVEHELPERCHAT_KEY', identity: 'LIVEHELPERCHAT_SECRET' };

/** The shortest `livehelperchat_secret` that the extension accepts. */
const MIN_SECRET_CHARS = 32;

/** Checks a department's number from an option or an answer. @throws UsageError */
export function departmentNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError('expected the number of a department');
  return Number(text);
}

/** The options that are missing if there is no terminal. */
export function missingOfLivehelperchat({ chatUrl, chatUser }: LivehelperchatOptions, known: KnownServer): string[] {
  return [
    ...((chatUrl ?? known.url) === undefined ? ['--chat-url'] : []),
    ...(chatUser === undefined ? ['--chat-user'] : []),
    ...(process.env[SECRETS.key] ? [] : [`${SECRETS.key} in the environment`]),
  ];
}

/**
 * The settings of the server: from options, environment and iTop's files; the rest is asked for.
 * @throws UsageError, EndedError
 */
export async function livehelperchatOf(
  { chatUrl, chatUser, chatDepartment }: LivehelperchatOptions,
  known: KnownServer,
  dialogue: Dialogue | undefined,
): Promise<LivehelperchatDraft> {
  const { env } = process;
  const answers: LivehelperchatDraft = {
    url: chatUrl ?? known.url ?? '',
    user: chatUser ?? '',
    key: env[SECRETS.key] ?? '',
  };
  if (dialogue) {
    if (chatUrl === undefined) {
      const question = `Address of the Live Helper Chat server, where its index.php is${shown(known.url)}:`;
      answers.url = await askUntil(
        () => dialogue.ask(question),
        (text) => webAddress(text || (known.url ?? '')),
      );
    }
    if (chatUser === undefined || answers.key === '') {
      printError('In Live Helper Chat: System configuration, REST API. Create a key for a separate user.');
    }
    answers.user =
      chatUser ?? (await askUntil(() => dialogue.ask('The user of the REST API key:'), filled('a user name')));
    answers.key ||= await askUntil(() => dialogue.askSecret('The key (not shown):'), filled('a key'));
  }
  // another server has other departments, and its iTop another secret
  const isSame = known.url !== undefined && rootOf(answers.url) === rootOf(known.url);
  const same = isSame ? known : {};
  const department = chatDepartment ?? (await askedDepartment(same.department, dialogue));
  const identitySecret = env[SECRETS.identity] || (await askedSecret(same.identitySecret, dialogue));
  return {
    ...answers,
    ...(department !== undefined && { department }),
    ...(identitySecret !== undefined && { identitySecret }),
  };
}

const shown = (value: string | undefined) => (value === undefined ? '' : ` [${value}]`);

async function askedDepartment(known: number | undefined, dialogue: Dialogue | undefined): Promise<number | undefined> {
  if (!dialogue) return known;
  const all = 'all';
  const proposed = known === undefined ? `[${all}]` : `(or ${all}) [${known}]`;
  const ask = () => dialogue.ask(`Only chats of the department with the number ${proposed}:`);
  return askUntil(ask, (text) => {
    if (text === '') return known;
    return text === all ? undefined : departmentNumber(text);
  });
}

async function askedSecret(known: string | undefined, dialogue: Dialogue | undefined): Promise<string | undefined> {
  if (!dialogue) return known;
  printError(
    "The extension's setting livehelperchat_secret proves who is asking. Without it every visitor is unknown.",
  );
  return askUntil(
    () => dialogue.askSecret(`livehelperchat_secret [${known === undefined ? 'none' : "iTop's"}] (not shown):`),
    (text) => {
      if (text !== '' && text.length < MIN_SECRET_CHARS) {
        throw new UsageError(`expected the livehelperchat_secret, at least ${MIN_SECRET_CHARS} characters`);
      }
      return text || known;
    },
  );
}

function filled(what: string): (text: string) => string {
  return (text) => {
    if (text === '') throw new UsageError(`expected ${what}`);
    return text;
  };
}
