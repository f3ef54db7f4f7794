import type { LivehelperchatDraft } from '../bridge/config/draft';
import { askUntil, type Dialogue } from './dialogue';
import { UsageError } from './outcome';
import { printError } from './terminal';
import { webAddress } from './web-address';

/** The options about a Live Helper Chat. Its secrets come from the environment. */
export interface LivehelperchatOptions {
  chatUrl?: string;
  chatUser?: string;
  chatDepartment?: number;
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
export function missingOfLivehelperchat({ chatUrl, chatUser }: LivehelperchatOptions): string[] {
  return [
    ...(chatUrl === undefined ? ['--chat-url'] : []),
    ...(chatUser === undefined ? ['--chat-user'] : []),
    ...(process.env[SECRETS.key] ? [] : [`${SECRETS.key} in the environment`]),
  ];
}

/** The settings of the server: from options and environment; the rest is asked for. @throws UsageError, EndedError */
export async function livehelperchatOf(
  { chatUrl, chatUser, chatDepartment }: LivehelperchatOptions,
  dialogue: Dialogue | undefined,
): Promise<LivehelperchatDraft> {
  const { env } = process;
  const answers: LivehelperchatDraft = { url: chatUrl ?? '', user: chatUser ?? '', key: env[SECRETS.key] ?? '' };
  if (dialogue) {
    if (chatUrl === undefined) {
      const ask = () => dialogue.ask('Address of the Live Helper Chat server, where its index.php is:');
      answers.url = await askUntil(ask, webAddress);
    }
    if (chatUser === undefined || answers.key === '') {
      printError('In Live Helper Chat: System configuration, REST API. Create a key for a separate user.');
    }
    answers.user =
      chatUser ?? (await askUntil(() => dialogue.ask('The user of the REST API key:'), filled('a user name')));
    answers.key ||= await askUntil(() => dialogue.askSecret('The key (not shown):'), filled('a key'));
  }
  const department = chatDepartment ?? (await askedDepartment(dialogue));
  const identitySecret = env[SECRETS.identity] || (await askedSecret(dialogue));
  return {
    ...answers,
    ...(department !== undefined && { department }),
    ...(identitySecret !== undefined && { identitySecret }),
  };
}

async function askedDepartment(dialogue: Dialogue | undefined): Promise<number | undefined> {
  if (!dialogue) return undefined;
  const ask = () => dialogue.ask('Only chats of the department with the number [all]:');
  return askUntil(ask, (text) => (text === '' ? undefined : departmentNumber(text)));
}

async function askedSecret(dialogue: Dialogue | undefined): Promise<string | undefined> {
  if (!dialogue) return undefined;
  printError(
    "The extension's setting livehelperchat_secret proves who is asking. Without it every visitor is unknown.",
  );
  return askUntil(
    () => dialogue.askSecret('livehelperchat_secret [none] (not shown):'),
    (text) => {
      if (text !== '' && text.length < MIN_SECRET_CHARS) {
        throw new UsageError(`expected the livehelperchat_secret, at least ${MIN_SECRET_CHARS} characters`);
      }
      return text || undefined;
    },
  );
}

function filled(what: string): (text: string) => string {
  return (text) => {
    if (text === '') throw new UsageError(`expected ${what}`);
    return text;
  };
}
