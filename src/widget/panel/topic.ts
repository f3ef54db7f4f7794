import type { TawkApi } from '../chat/tawk-api';
import type { Topic } from './answer';

const LOOK_EVERY = 500;
/** What stands where there is nothing: tawk.to takes no empty values. */
const NONE = '-';
/** Characters that tawk.to takes in a value. */
const LONGEST = 255;

/**
 * Tells the agent what the chat is about, as soon as tawk.to's client can; again to the next client where the first one
 * was given up. Its errors are not the user's concern.
 *
 * @param topic null: nothing in particular, any more
 * @param api of the client that is there now
 * @returns takes it back
 */
export function tellAgent(topic: Topic | null, api: () => TawkApi | undefined): () => void {
  let told: TawkApi | undefined;
  let isHeard = false;
  const tell = (): void => {
    const now = api();
    if (isHeard) clearInterval(timer);
    if (now === told || !now?.addEvent) return;
    told = now;
    const heard = (error?: unknown): void => {
      isHeard ||= !error && told === now;
    };
    // Names with letters, digits and hyphens are the only ones that tawk.to takes.
    now.setAttributes?.({ request: topic?.reference ?? NONE, 'request-link': topic?.link ?? NONE }, heard);
    if (topic)
      now.addEvent(
        'chat-about-request',
        { ...topic, ...(topic.title && { title: topic.title.slice(0, LONGEST) }) },
        heard,
      );
  };
  const timer = setInterval(tell, LOOK_EVERY);
  tell();
  return () => clearInterval(timer);
}
