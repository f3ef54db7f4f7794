import type { Topic } from '../../contract/panel-answer';
import type { Client } from '../chat/client';
import { tellAgent } from './tell';

/** What stands where there is nothing: tawk.to takes no empty values. */
const NONE = '-';
/** Characters that tawk.to takes in a value. */
const MAX_VALUE_CHARS = 255;

/**
 * Tells the agent what the chat is about.
 *
 * @param topic null: nothing in particular, any more
 * @returns takes it back
 */
export function tellTopic(topic: Topic | null, api: () => Client | undefined, ended: AbortSignal): () => void {
  return tellAgent(
    (now, heard) => {
      now.setAttributes?.({ request: topic?.reference ?? NONE, 'request-link': topic?.link ?? NONE }, heard);
      if (topic)
        now.addEvent?.(
          'chat-about-request',
          { ...topic, ...(topic.title && { title: topic.title.slice(0, MAX_VALUE_CHARS) }) },
          heard,
        );
    },
    api,
    ended,
  );
}
