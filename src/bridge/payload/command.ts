import { z } from 'zod';
import { readAs } from './payload';

const command = z.object({
  message: z.number().int().positive(),
  name: z.enum(['ticket', 'note']),
  argument: z.string(),
  agent: z.string().max(254).catch(''),
  isWhisper: z.boolean(),
  time: z.string().max(40),
});

/** An agent's command: `message` is the id of the message that it is, `agent` the name of who wrote it. */
export type Command = z.output<typeof command>;

/** The command in an event of the kind chat:command. @throws BridgeError UNEXPECTED_SHAPE, as for the others */
export const readCommand = (payload: string): Command => readAs(z.object({ command }), payload).command;
