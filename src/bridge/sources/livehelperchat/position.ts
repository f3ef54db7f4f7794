import { z } from 'zod';
import type { Store } from '../../store/store';

/** Up to where the chats of a property are fetched. */
export interface Position {
  /** Every message before this time is stored. Seconds since 1970, by the server's clock. */
  at: number;
  /** The highest id of a chat at that time. */
  id: number;
}

const schema = z.object({ at: z.number(), id: z.number() });

/** The stored position; undefined if there is none, or if it is not readable. */
export async function readPosition(store: Store, property: string): Promise<Position | undefined> {
  const text = await store.position(property);
  try {
    return schema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}

export async function notePosition(store: Store, property: string, position: Position): Promise<void> {
  await store.setPosition(property, JSON.stringify(position));
}
