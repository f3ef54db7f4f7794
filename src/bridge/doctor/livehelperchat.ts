import { sayable } from '../../itop/address';
import { BridgeError, ERRORS } from '../base/errors';
import type { LivehelperchatProperty } from '../config/config';
import type { KeptFiles } from '../delivery/kept-files';
import { OPEN } from '../sources/livehelperchat/answers';
import { chatId } from '../sources/livehelperchat/events';
import { LivehelperchatFiles } from '../sources/livehelperchat/files';
import { Server } from '../sources/livehelperchat/server';
import { explainDisconnection } from './connection';
import { type Diagnosis, found, passed, together } from './diagnosis';
import { examineDashboard } from './livehelperchat-dashboard';

/** For one call; shorter than the bridge's own limit, because a person waits. Milliseconds. */
const REQUEST_TIMEOUT_MS = 10_000;

/** The bridge accepts proofs up to this difference between two clocks. Milliseconds. */
const MAX_CLOCK_DIFFERENCE_MS = 5 * 60_000;

/** How many of the newest chats to try. */
const TRIED = 5;

/** What the REST user needs, in the words of Live Helper Chat's own pages. */
const RIGHTS =
  'It needs the rights "lhchat, use" and "lhchat, allowopenremotechat", and the departments whose chats count.';

/**
 * Is the server reachable, does it accept the key, can the key read the chats, is the clock right, can visitors prove who
 * they are, and can agents see their dashboard in iTop? Changes nothing on the server.
 * @param isKnown whether a value is the real one; without the real key only the configuration is examined
 */
export async function examineLivehelperchat(
  property: LivehelperchatProperty,
  isKnown: (text: string) => boolean,
): Promise<Diagnosis[]> {
  const proofs = examineProofs(property);
  if (!isKnown(property.key) || !isKnown(property.user) || !isKnown(property.url)) return [proofs];
  const server = new Server(property, property.department, new AbortController().signal, REQUEST_TIMEOUT_MS);
  const name = `Live Helper Chat ${sayable(property.url)}`;
  try {
    const { rows, now } = await server.list({ begunAfter: Math.floor(Date.now() / 1000) - 86_400 });
    const open = rows.filter(({ status }) => OPEN.includes(status)).length;
    const reached = passed(
      `${name}: answers and accepts the key (chats of the last day: ${rows.length}, open: ${open}); its property is ${property.id}`,
    );
    const chats = await examineChats(
      server,
      new LivehelperchatFiles(property, REQUEST_TIMEOUT_MS),
      name,
      rows.map(({ id }) => id),
    );
    const dashboard = await examineDashboard(property, name, REQUEST_TIMEOUT_MS);
    return [reached, examineClock(name, now), chats, proofs, dashboard];
  } catch (error) {
    return [failed(error, name, property.url), proofs];
  }
}

async function examineChats(server: Server, files: KeptFiles, name: string, ids: number[]): Promise<Diagnosis> {
  const tried = ids.sort((a, b) => b - a).slice(0, TRIED);
  const sent: { chat: number; id: number }[] = [];
  for (const chat of tried) {
    try {
      const messages = await server.messages(chat);
      sent.push(...messages.flatMap(({ media }) => media.map(({ id }) => ({ chat, id }))));
    } catch (error) {
      if (!(error instanceof BridgeError && error.code === 'SOURCE_REFUSED')) throw error;
      const what = `${name}: the key cannot read the messages of chat ${chat} (${error.detail}): the chat does not get into a ticket`;
      return found({ severity: 'error', code: error.code, what, remedy: RIGHTS });
    }
  }
  const reading = passed(
    tried.length === 0
      ? `${name}: reading messages was not tried, because there are no chats of the last day`
      : `${name}: the messages of the newest chats can be read`,
  );
  return together([reading, await examineFiles(files, name, sent)]);
}

/** The server says that a right is missing only for a file that it has. */
async function examineFiles(files: KeptFiles, name: string, sent: { chat: number; id: number }[]): Promise<Diagnosis> {
  const file = sent.find(({ id }) => id > 0);
  if (file === undefined) return passed(`${name}: downloading files was not tried: the newest chats have none`);
  const looked = await files.look(chatId({ id: file.chat, time: 0 }), file.id, true);
  if (looked !== 'forbidden') return passed(`${name}: files of the newest chats can be downloaded`);
  const what = `${name}: the key may not download files: they stay in Live Helper Chat`;
  const remedy = 'Give its user the right "lhrestapi, file_download", or leave it so.';
  return found({ severity: 'warning', code: 'files', what, remedy });
}

function examineClock(name: string, now: number): Diagnosis {
  const seconds = Math.round((now - Date.now()) / 1000);
  if (Math.abs(seconds) * 1000 <= MAX_CLOCK_DIFFERENCE_MS / 2) return passed(`${name}: its clock is right`);
  const what = `${name}: its clock is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead of' : 'behind'} this machine's`;
  const remedy =
    'Set it right (NTP): if it differs from iTop by more than 5 minutes, no visitor is proved, and the times in transcripts are wrong.';
  return found({ severity: 'warning', code: 'clock', what, remedy });
}

function examineProofs({ id, identity_secrets, ticket }: LivehelperchatProperty): Diagnosis {
  if (identity_secrets.length > 0) {
    return passed(`identity_secrets of ${id}: set; a visitor without a proof is an unknown person`);
  }
  const become = ticket.fallback === undefined ? 'wait for you (NO_CALLER)' : 'get the fallback caller';
  return found({
    severity: 'warning',
    code: 'nobody-proved',
    what: `identity_secrets of ${id}: none, so every visitor is an unknown person: new tickets ${become}, and ticket references that visitors write do not count`,
    remedy: "Write the extension's setting `livehelperchat_secret` into `identity_secrets`.",
  });
}

function failed(error: unknown, name: string, url: string): Diagnosis {
  if (!(error instanceof BridgeError)) throw error;
  const { says, todo } = ERRORS[error.code];
  const disconnected = error.code === 'SOURCE_UNREACHABLE' ? explainDisconnection(error.detail, url) : undefined;
  if (disconnected !== undefined) {
    const what = `${name}: ${disconnected.what}`;
    return found({
      severity: 'error',
      code: error.code,
      what,
      remedy: `${disconnected.remedy} It is the property's \`url\`.`,
    });
  }
  const remedy = error.code === 'SOURCE_REFUSED' ? `Check \`user\` and \`key\`. ${RIGHTS}` : `To do: ${todo}.`;
  return together([found({ severity: 'error', code: error.code, what: `${name}: ${says} (${error.detail})`, remedy })]);
}
