import { z } from 'zod';
import { BridgeError } from '../errors';

const id = z.string().regex(/^[\w.:-]{1,100}$/);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

const person = z
  .object({ name: text, email: text })
  .nullish()
  .transform((value) => value ?? { name: undefined, email: undefined });

/** tawk.to's forms as far as they are used; whatever else an event holds is no reason to refuse it. */
const ticketCreate = z.object({
  requester: person,
  ticket: z.object({ id, humanId: z.union([z.number(), z.string()]).nullish(), subject: text, message: text }),
});

const attachment = z
  .object({ content: z.object({ file: z.object({ url: z.string(), name: text }) }) })
  .transform(({ content }) => content.file)
  // of an unknown form: it is said that there was one
  .or(z.unknown().transform(() => undefined));

const transcript = z.object({
  domain: text,
  chat: z.object({
    id,
    visitor: person,
    messages: z.array(
      z.object({
        // a: agent, v: visitor, s: system
        sender: z.object({ t: z.string(), n: text }),
        msg: text,
        time: text,
        attchs: z.array(attachment).nullish(),
      }),
    ),
  }),
});

export type TicketCreate = z.output<typeof ticketCreate>;
export type Transcript = z.output<typeof transcript>;
export type TranscriptMessage = Transcript['chat']['messages'][number];

/** @throws BridgeError UNEXPECTED_SHAPE naming what was expected where, never the value */
export const readTicketCreate = (payload: string): TicketCreate => read(ticketCreate, payload);
/** @throws BridgeError UNEXPECTED_SHAPE naming what was expected where, never the value */
export const readTranscript = (payload: string): Transcript => read(transcript, payload);

function read<Schema extends z.ZodType>(schema: Schema, payload: string): z.output<Schema> {
  const result = schema.safeParse(JSON.parse(payload));
  if (!result.success) {
    const issues = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new BridgeError('UNEXPECTED_SHAPE', issues.join('; '));
  }
  return result.data;
}
