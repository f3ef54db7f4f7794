import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import { BridgeError } from '../base/errors';
import { parseJson } from '../base/json';
import { Allowance, shortened } from './allowance';
import { kindOf } from './message-kind';
import { ratingSchema } from './rating';

/** Maximum length of a name or an e-mail address, in characters (RFC 5321 allows 254 for an address). */
const MAX_NAME_CHARS = 254;
const MAX_ATTACHMENTS = 20;

/** How many facts a proof may share. */
const MAX_FACTS = 100;

/** How many tickets agents may name in whispers, and how long such a name may be, in characters. */
const MAX_NAMED = 100;
const MAX_NAMED_CHARS = 200;

/** How many messages are read at a time; then other work of the process runs. */
const MESSAGES_PER_TURN = 100;

/** How many mistakes a message names; a hundred thousand would take 20 MB. */
const MAX_ISSUES = 3;

const id = z.string().regex(/^[\w.:-]{1,100}$/);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
// a name that is cut ends in a character that no e-mail address can contain, so it matches nobody's
const name = text.transform((value) =>
  value && value.length > MAX_NAME_CHARS ? `${value.slice(0, MAX_NAME_CHARS)}…` : value,
);

const person = z
  .object({ name, email: name })
  .nullish()
  .transform((value) => value ?? { name: undefined, email: undefined });

/** A value of an unexpected form is left out; the event is accepted anyway. */
const lenient = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/** tawk.to's formats, as far as they are used. Other content of an event is ignored. */
const ticketCreate = z.object({
  time: text,
  requester: z
    .object({ name, email: name, type: lenient(z.string()) })
    .nullish()
    .transform((value) => value ?? { name: undefined, email: undefined, type: undefined }),
  ticket: z.object({
    id,
    humanId: z
      .union([z.number(), z.string().max(100)])
      .nullish()
      .transform((value) => String(value ?? '')),
    subject: text,
    message: text,
  }),
});

const kind = lenient(z.string().transform(kindOf));
const rating = lenient(z.union([z.number(), z.string().min(1).max(MAX_NAME_CHARS)]).transform(String));

const attachment = z
  .object({
    type: kind,
    content: lenient(
      z.object({
        rating,
        file: lenient(
          z.object({
            id: lenient(z.number().int().positive()),
            url: lenient(z.string().max(2000)),
            name: lenient(name),
            mimeType: lenient(z.string()),
          }),
        ),
      }),
    ),
  })
  .transform(({ type, content: { rating: rated, file } = {} }) => ({
    kind: file === undefined ? type : kindOf(/^image\//i.test(file.mimeType ?? '') ? 'image' : 'file'),
    url: file?.url,
    name: file?.name,
    rating: rated,
    ...(file?.id !== undefined && { id: file.id }),
  }))
  // of an unknown form: the entry says only that there was an attachment
  .or(z.unknown().transform(() => undefined));

const message = z
  .object({
    // a: agent, v: visitor, s: system
    sender: z.object({ t: z.string().max(MAX_NAME_CHARS), n: name }),
    type: kind,
    msg: text,
    time: text.transform((value) => (value && value.length > MAX_NAME_CHARS ? undefined : value)),
    attchs: z.array(attachment).nullish(),
    rating,
  })
  .transform(({ type, ...rest }) => ({ ...rest, ...(type !== undefined && { kind: type }) }));

/**
 * The identity in events of fetched chats: whether the visitor proved who they are, their id in iTop, and which facts
 * about them agents may see.
 */
const identity = lenient(
  z.object({
    verified: z.boolean(),
    person: lenient(z.string().regex(/^[1-9]\d{0,18}$/)),
    share: lenient(z.array(z.string().max(MAX_NAME_CHARS)).max(MAX_FACTS)),
  }),
).transform((value) => (value?.verified ? { person: value.person, share: value.share } : undefined));

/** A visitor with what was proved. */
const withProof = <Person extends object>(
  visitor: Person,
  proof: { person: string | undefined; share: string[] | undefined } | undefined,
): Person & Pick<Visitor, 'person' | 'share'> => ({
  ...visitor,
  ...(proof?.person !== undefined && { person: proof.person }),
  ...(proof?.share !== undefined && { share: proof.share }),
});

const cutName = (text: string) => text.slice(0, MAX_NAMED_CHARS);

const property = z
  .object({ name })
  .nullish()
  .transform((value) => value?.name);

/** Part of chat:start: the author of this message started the chat. */
const firstMessage = z.object({ sender: z.object({ type: z.string() }) });

/** chat:start and chat:end. */
const chatEvent = z
  .object({ chatId: id, time: text, visitor: person, property, identity, message: z.unknown().optional() })
  .transform(({ chatId, visitor, identity, message, ...rest }) => ({
    ...rest,
    chat: { id: chatId, visitor: withProof(visitor, identity) },
    byAgent: firstMessage.safeParse(message).data?.sender.type === 'agent',
  }));

/** chat:rated */
const chatRating = z
  .object({ chatId: id, visitor: person, identity, rating: ratingSchema.optional(), comment: z.string().max(50_000) })
  .transform(({ chatId, visitor, identity, ...rest }) => ({
    ...rest,
    chat: { id: chatId, visitor: withProof(visitor, identity) },
  }));

const transcript = z
  .object({
    time: text,
    domain: name,
    referrer: text,
    property,
    identity,
    chat: z.object({
      id,
      visitor: person,
      messages: z.array(z.unknown()),
      named: lenient(z.array(z.string()).transform((all) => all.slice(-MAX_NAMED).map(cutName))),
    }),
  })
  .transform(({ identity, chat, ...rest }) => ({
    ...rest,
    chat: { ...chat, visitor: withProof(chat.visitor, identity) },
  }));

export type ChatEvent = z.output<typeof chatEvent>;
export type ChatRating = z.output<typeof chatRating>;
export type TicketCreate = z.output<typeof ticketCreate>;
/**
 * The visitor. `person` is iTop's id of a proved person, `share` what agents may see of them, as the extension's
 * setting has it; only fetched chats have these.
 */
export interface Visitor {
  name?: string | undefined;
  email?: string | undefined;
  person?: string | undefined;
  share?: string[] | undefined;
}
/** An attachment of a message; `kind` is the result of kindOf. Only files of fetched chats have an `id`, the provider's. */
export interface Attachment {
  id?: number | undefined;
  kind?: string | undefined;
  url?: string | undefined;
  name?: string | undefined;
  rating?: string | undefined;
}
type ReadMessage = z.output<typeof message>;
/** `kind` says what a message is, if it is not just text, as by kindOf. */
export type TranscriptMessage = Pick<ReadMessage, 'sender' | 'msg' | 'time'> & {
  kind?: string | undefined;
  rating?: string | undefined;
  attchs?: (Attachment | undefined)[] | null | undefined;
};
type Header = z.output<typeof transcript>;
export type Transcript = Omit<Header, 'chat'> & {
  chat: Omit<Header['chat'], 'messages'> & {
    /** Only as much as a case log can take: a text in place of the rest says how much is missing. */
    messages: TranscriptMessage[];
    /** All messages in full: they decide what a chat is about and whether it was answered. */
    all: TranscriptMessage[];
    /** What agents wrote behind `/ticket` in whispers, which are no messages of the transcript. */
    named?: string[] | undefined;
  };
};

/**
 * A chat:start or chat:end event.
 * @throws BridgeError UNEXPECTED_SHAPE naming what was expected where, never the value
 */
export const readChatEvent = (payload: string): ChatEvent => read(chatEvent, parse(payload));

/** @throws BridgeError UNEXPECTED_SHAPE, as above */
export const readChatRating = (payload: string): ChatRating => read(chatRating, parse(payload));

/** @throws BridgeError UNEXPECTED_SHAPE naming what was expected where, never the value */
export const readTicketCreate = (payload: string): TicketCreate => read(ticketCreate, parse(payload));

/**
 * Which chat a transcript belongs to, with whom, when its first message came, and when the last one that a person
 * wrote: milliseconds since 1970, or NaN.
 * @throws BridgeError UNEXPECTED_SHAPE, as above
 */
export function readChatHeader(payload: string): Omit<Header['chat'], 'messages'> & { begin: number; end: number } {
  const { messages, ...chat } = read(transcript, parse(payload)).chat;
  const all = messages as ({ time?: unknown; sender?: { t?: unknown } | null } | null | undefined)[];
  const times = all
    .filter((each) => each?.sender?.t === 'a' || each?.sender?.t === 'v')
    .map((each) => Date.parse(String(each?.time)))
    .filter((time) => !Number.isNaN(time));
  const end = times.reduce((latest, time) => Math.max(latest, time), Number.NEGATIVE_INFINITY);
  return { ...chat, begin: Date.parse(String(all[0]?.time)), end: times.length > 0 ? end : Number.NaN };
}

/**
 * A transcript in two forms: complete, and short enough for a case log.
 * @param where the provider's name, to tell people where the rest is
 * @throws BridgeError UNEXPECTED_SHAPE naming what was expected where, never the value
 */
export async function readTranscript(payload: string, where = 'tawk.to'): Promise<Transcript> {
  const { chat, ...rest } = read(transcript, parse(payload));
  const messages: TranscriptMessage[] = [];
  const all: TranscriptMessage[] = [];
  const allowance = new Allowance();
  let isFull = false;
  for (const [index, raw] of chat.messages.entries()) {
    const { whole, shown } = readMessage(raw, `chat.messages.${index}`, where);
    all.push(whole);
    if (!isFull && allowance.takes(shown)) {
      messages.push(shown);
    } else if (!isFull) {
      isFull = true;
      const count = chat.messages.length - index;
      const says = `[${count} more messages are in ${where}]`;
      messages.push({
        ...shown,
        sender: { t: 's', n: undefined },
        msg: says,
        attchs: [],
        kind: undefined,
        rating: undefined,
      });
    }
    if (index % MESSAGES_PER_TURN === MESSAGES_PER_TURN - 1) {
      await turn();
    }
  }
  return { ...rest, chat: { ...chat, messages, all } };
}

/** An event in another form. @throws BridgeError UNEXPECTED_SHAPE, as above */
export function readAs<Schema extends z.ZodType>(schema: Schema, payload: string): z.output<Schema> {
  return read(schema, parse(payload));
}

/** A message in two forms: complete, without the attachments above the limit, and as it is shown. */
function readMessage(raw: unknown, at: string, where: string): { whole: TranscriptMessage; shown: TranscriptMessage } {
  const given = (raw as { attchs?: unknown } | null)?.attchs;
  const more = Array.isArray(given) ? given.length - MAX_ATTACHMENTS : 0;
  const bounded = more > 0 ? { ...(raw as object), attchs: (given as unknown[]).slice(0, MAX_ATTACHMENTS) } : raw;
  const whole = read(message, bounded, at);
  const { msg } = whole;
  const texts = [
    msg === undefined ? [] : shortened(msg, where),
    more > 0 ? `[${more} more attachments are in ${where}]` : [],
  ];
  return { whole, shown: { ...whole, msg: texts.flat().join('\n') || msg } };
}

function parse(payload: string): unknown {
  try {
    return parseJson(payload);
  } catch (error) {
    throw error instanceof BridgeError ? new BridgeError('UNEXPECTED_SHAPE', error.message) : error;
  }
}

function read<Schema extends z.ZodType>(schema: Schema, value: unknown, at?: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  const { issues } = result.error;
  const told = issues.slice(0, MAX_ISSUES).map(({ path, message }) => {
    return `${[...(at === undefined ? [] : [at]), ...path].join('.')}: ${message}`;
  });
  const more = issues.length > MAX_ISSUES ? [`and ${issues.length - MAX_ISSUES} more`] : [];
  throw new BridgeError('UNEXPECTED_SHAPE', [...told, ...more].join('; '));
}
