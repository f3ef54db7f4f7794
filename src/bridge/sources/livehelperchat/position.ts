import { z } from 'zod';
import type { Store } from '../../store/store';

/** How far a property's chats are fetched. */
export interface Position {
  /** All that was said before is stored: seconds since 1970, by the server's clock. */
  at: number;
  /** The highest id of a chat that was there then. */
  id: number;
}

const schema = z.object({ at: z.number(), id: z.number() });

/** What was noted; undefined: nothing, or nothing that can be read. */
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
