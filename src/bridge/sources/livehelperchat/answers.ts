import { z } from 'zod';
import { BridgeError } from '../../base/errors';

/** PHP and its databases return numbers as numbers or as strings. */
const number = z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const orZero = number.catch(0);
const textOrNone = z.string().catch('');

/** What a visitor has filled in. Its last one comes with the chat (`include_survey`). */
const survey = z.object({
  id: number,
  /** 0: sent. */
  status: orZero,
  ftime: orZero,
});
const stars = z.object({
  max_stars_1: orZero,
  max_stars_2: orZero,
  max_stars_3: orZero,
  max_stars_4: orZero,
  max_stars_5: orZero,
});
const words = z.object({
  question_plain_1: textOrNone,
  question_plain_2: textOrNone,
  question_plain_3: textOrNone,
  question_plain_4: textOrNone,
  question_plain_5: textOrNone,
});
const orNone = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/** The fields of a chat in a list. Times are seconds since 1970, by the server's clock. */
const row = z.object({
  id: number.min(1),
  /** See STATUS. */
  status: number,
  /** See hasLeft. */
  status_sub: orZero,
  /** The start of the chat. */
  time: number,
  dep_id: orZero,
  /** The last of all messages, system messages included; 0: none. */
  last_msg_id: orZero,
  last_user_msg_time: orZero,
  last_op_msg_time: orZero,
  cls_time: orZero,
  /** The visitor's thumb: 1 up, 2 down. */
  fbst: orZero,
  survey: orNone(survey),
});
export type ChatRow = z.output<typeof row>;

/** The status of a chat. Chats between operators and public rooms have other values (erLhcoreClassModelChat). */
export const STATUS = { pending: 0, active: 1, closed: 2, bot: 5 };
export const OPEN: number[] = [STATUS.pending, STATUS.active, STATUS.bot];

/**
 * What names a rating; it changes with each new one, but not with a thumb that was taken back. Undefined: none.
 */
export function ratingNameOf({ fbst, survey }: Pick<ChatRow, 'fbst' | 'survey'>): string | undefined {
  const thumb = fbst === 1 || fbst === 2 ? `thumb${fbst}` : '';
  const filled = survey?.status === 0 ? `survey${survey.id}.${survey.ftime}` : '';
  return thumb + filled === '' ? undefined : thumb + filled;
}

/**
 * Whether the visitor has ended the chat (3), or left it for good (9), as after a withdrawn consent. The server accepts
 * no more messages from them, but the chat stays open for operators, who may invite the visitor back.
 */
export const hasLeft = ({ status_sub }: ChatRow): boolean => status_sub === 3 || status_sub === 9;

/** The fields that lists leave out (NOT_NEEDED in server.ts). */
const details = row.extend({
  nick: textOrNone,
  email: textOrNone,
  referrer: textOrNone,
  /** JSON with the page's own variables, which Live Helper Chat only stores. */
  chat_variables: textOrNone,
  department_name: textOrNone,
  /** 1: an operator wrote first. */
  chat_initiator: orZero,
  survey: orNone(survey.extend({ ...stars.shape, ...words.shape })),
});
export type ChatDetails = z.output<typeof details>;

const message = z.object({
  id: number,
  msg: textOrNone,
  /** JSON. It marks, for example, messages that only operators may see. */
  meta_msg: textOrNone,
  time: number,
  /** 0: the visitor, above 0: an operator, -1: system, -2: a bot. */
  user_id: z.coerce.number().int(),
  name_support: textOrNone,
  media: z.array(z.object({ id: orZero, url: textOrNone, upload_name: textOrNone, type: textOrNone })).catch([]),
});
export type ChatMessage = z.output<typeof message>;

const file = z.object({
  id: number,
  /** 0: it belongs to no chat. */
  chat_id: orZero,
  /** Bytes, as the server has counted them. */
  size: number,
  upload_name: textOrNone,
});
export type FileFacts = z.output<typeof file>;

/** One page of a list. Only the first page has the number of all chats. @throws BridgeError SOURCE_NOT_JSON */
export function readList(content: Record<string, unknown>): { rows: ChatRow[]; count: number } {
  return read(z.object({ list: z.array(row), list_count: orZero }), content, ({ list, list_count }) => ({
    rows: list,
    count: list_count,
  }));
}

/** @throws BridgeError SOURCE_NOT_JSON */
export function readDetails(content: Record<string, unknown>): ChatDetails[] {
  return read(z.object({ list: z.array(details) }), content, ({ list }) => list);
}

/** @throws BridgeError SOURCE_NOT_JSON */
export function readMessages(content: Record<string, unknown>): ChatMessage[] {
  return read(z.object({ result: z.object({ messages: z.array(message) }) }), content, ({ result }) => result.messages);
}

/** @throws BridgeError SOURCE_NOT_JSON */
export function readFile(content: Record<string, unknown>): FileFacts {
  return read(file, content, (facts) => facts);
}

/** The time of a message that was written. @throws BridgeError SOURCE_NOT_JSON */
export function readWritten(content: Record<string, unknown>): number {
  return read(z.object({ msg: z.object({ time: number }) }), content, ({ msg }) => msg.time);
}

function read<Read, Given>(schema: z.ZodType<Read>, content: unknown, take: (read: Read) => Given): Given {
  const result = schema.safeParse(content);
  if (result.success) return take(result.data);
  const [issue] = result.error.issues;
  throw new BridgeError('SOURCE_NOT_JSON', `not of the known form at ${issue?.path.join('.')}`);
}
