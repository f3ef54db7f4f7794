import type { Client } from '../chat/client';
import { every } from './dom';

const LOOK_EVERY_MS = 500;

/**
 * Tells the agent something as soon as tawk.to's client is ready; and tells the next client if the first one was given
 * up. Its errors do not concern the user. (The client writes into the objects that it gets: they are new each time.)
 *
 * @param say calls the client, whose answers go to `heard`
 * @param api returns the current client
 * @param ended aborted when the chat on this page ends
 * @returns a function that cancels it
 */
export function tellAgent(
  say: (api: Client, heard: (error?: unknown) => void) => void,
  api: () => Client | undefined,
  ended: AbortSignal,
): () => void {
  let told: Client | undefined;
  let isHeard = false;
  const tell = (): void => {
    const now = api();
    if (isHeard) stop();
    if (now === told || !now?.addEvent) return;
    told = now;
    say(now, (error) => {
      isHeard ||= !error && told === now;
    });
  };
  const stop = every(LOOK_EVERY_MS, tell, ended);
  tell();
  return stop;
}
