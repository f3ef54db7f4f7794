import { z } from 'zod';
import { BridgeError } from '../../base/errors';

/** PHP and its databases give numbers as numbers or as texts. */
const number = z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const orZero = number.catch(0);
const textOrNone = z.string().catch('');

/** What a list tells of each chat. Times are seconds since 1970 by the server's clock. */
const row = z.object({
  id: number.min(1),
  /** See STATUS. */
  status: number,
  /** When it began. */
  time: number,
  dep_id: orZero,
  /** Of all its messages, system messages included; 0: none. */
  last_msg_id: orZero,
  last_user_msg_time: orZero,
  last_op_msg_time: orZero,
  cls_time: orZero,
});
export type ChatRow = z.output<typeof row>;

/** A chat's status; others are of chats between operators, and of public rooms (erLhcoreClassModelChat). */
export const STATUS = { pending: 0, active: 1, closed: 2, bot: 5 };
export const OPEN: number[] = [STATUS.pending, STATUS.active, STATUS.bot];

/** What only its own look-up tells. */
const details = row.extend({
  nick: textOrNone,
  email: textOrNone,
  referrer: textOrNone,
  /** JSON, in which the page's variables are that Live Helper Chat does not know itself. */
  chat_variables: textOrNone,
  department_name: textOrNone,
  /** 1: an operator wrote first. */
  chat_initiator: orZero,
});
export type ChatDetails = z.output<typeof details>;

const message = z.object({
  id: number,
  msg: textOrNone,
  /** JSON; among others that only operators are to see it. */
  meta_msg: textOrNone,
  time: number,
  /** 0: the visitor, above 0: an operator, -1: system, -2: a bot. */
  user_id: z.coerce.number().int(),
  name_support: textOrNone,
  media: z.array(z.object({ url: textOrNone, upload_name: textOrNone, type: textOrNone })).catch([]),
});
export type ChatMessage = z.output<typeof message>;

/** A page of a list, and, with the first page, how many chats there are. @throws BridgeError SOURCE_NOT_JSON */
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

function read<Read, Given>(schema: z.ZodType<Read>, content: unknown, take: (read: Read) => Given): Given {
  const result = schema.safeParse(content);
  if (result.success) return take(result.data);
  const [issue] = result.error.issues;
  throw new BridgeError('SOURCE_NOT_JSON', `not of the known form at ${issue?.path.join('.')}`);
}
