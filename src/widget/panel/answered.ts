import { AGENT_WROTE, type Client } from '../chat/client';

/** Milliseconds until iTop is told again if it did not know the chat: it learns of a chat by tawk.to's webhook. */
const AGAIN_AFTER_MS = 30_000;
/**
 * Milliseconds between two messages of agents that may belong to two chats: tawk.to ends a chat after 90 s of silence
 * at the soonest, and its client does not tell the page.
 */
const PAUSE_MS = 60_000;

/**
 * Tells iTop that an agent has answered: the first of consecutive messages counts. A message before the visitor's first
 * one is a greeting; automatic messages have their own event.
 *
 * @param say sends it, without the message's text; its answer says whether iTop knows about the answer now
 * @param ended aborted when the chat on this page ends
 */
export function watchAnswer(
  api: () => Client | undefined,
  say: () => Promise<{ answered: boolean }>,
  ended: AbortSignal,
): void {
  let last = -PAUSE_MS;
  const tell = (isLast?: boolean): void => {
    const again = (): unknown => isLast || setTimeout(tell, AGAIN_AFTER_MS, true);
    // By then the session may belong to another user.
    if (!ended.aborted) say().then(({ answered }) => answered || again(), again);
  };
  addEventListener(
    AGENT_WROTE,
    ({ timeStamp }) => {
      if (!api()?.isVisitorEngaged?.()) return;
      if (timeStamp - last >= PAUSE_MS) tell();
      last = timeStamp;
    },
    { signal: ended },
  );
}
