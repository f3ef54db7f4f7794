import type { Topic } from '../../contract/panel-answer';
import type { Client } from '../chat/client';
import { tellAgent } from './tell';

/** The placeholder for an empty value: tawk.to does not accept empty values. */
const NONE = '-';
/** The maximum length of a value in tawk.to, in characters. */
const MAX_VALUE_CHARS = 255;

/**
 * Tells the agent what the chat is about.
 *
 * @param topic null: no longer about anything in particular
 * @returns a function that cancels it
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
