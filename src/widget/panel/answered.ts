import { AGENT_WROTE, type Client } from '../chat/client';

/** Milliseconds after which iTop is told again of what it did not take: it learns of a chat by tawk.to's webhook. */
const AGAIN_AFTER_MS = 30_000;
/**
 * Milliseconds between two messages of agents that may be of two chats: tawk.to ends one after 90 s of silence at the
 * soonest, and its client tells the page nothing of that.
 */
const PAUSE_MS = 60_000;

/**
 * Tells iTop that an agent has answered: of the messages that follow each other, the first. What comes before the
 * visitor's first message is a greeting; automatic messages have an event of their own.
 *
 * @param say tells it, without what was written; its answer is whether iTop knows of the answer now
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
    // By then the session may be somebody else's.
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
