import type { TranscriptMessage } from '../payload/payload';
import { CLOSING_WORDS, WORDS_BESIDE } from './closing-words';

/** Whether the visitor got an answer by the end of the chat; `silent`: the visitor wrote nothing, so nobody waits. */
export type Ending = 'answered' | 'missed' | 'silent';

/** How the chat ended, and the first message that answered the visitor, if there is one. */
export interface Judgement {
  ending: Ending;
  firstAnswer: TranscriptMessage | undefined;
}

/** Question marks: also the Arabic, the Greek and the full-width one. */
const QUESTION = /[?\u061f\u037e\u2047-\u2049\uff1f]/u;

/**
 * Whether somebody answered a chat. The last word decides. The rules, in their order:
 * 1. Only texts and files of the visitor or an agent count as words. Automatic messages (tawk.to's letter `s`, system)
 *    and messages of an unknown sender do not.
 * 2. If the visitor said nothing, nobody waits.
 * 3. An agent's word before the visitor's first one is a greeting, not an answer.
 * 4. If the visitor said nothing after an agent's last word, the chat is answered.
 * 5. It is also answered if the visitor then said only thanks or goodbye, however late.
 * 6. In all other cases the visitor waits for an answer.
 *
 * Messages count in tawk.to's order, because its clock may step.
 */
export function judge(messages: TranscriptMessage[]): Judgement {
  const words = messages.filter((message) => isWord(message));
  const question = words.findIndex(({ sender }) => sender.t === 'v');
  if (question === -1) {
    return { ending: 'silent', firstAnswer: undefined };
  }
  const firstAnswer = words.slice(question).find(({ sender }) => sender.t === 'a');
  if (firstAnswer === undefined) {
    return { ending: 'missed', firstAnswer };
  }
  const last = words.findLastIndex(({ sender }) => sender.t === 'a');
  return { ending: words.slice(last + 1).every(isClosing) ? 'answered' : 'missed', firstAnswer };
}

function isWord({ sender, msg = '', attchs }: TranscriptMessage): boolean {
  return (sender.t === 'v' || sender.t === 'a') && (msg.trim() !== '' || (attchs ?? []).length > 0);
}

/**
 * Whether a message is only thanks, a goodbye or an emoji. A message with anything more waits for an answer: an agent
 * should rather see one chat too many.
 */
function isClosing({ msg = '', attchs }: TranscriptMessage): boolean {
  if ((attchs ?? []).length > 0 || QUESTION.test(msg)) {
    return false;
  }
  const words =
    msg
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const isEach = words.every((word) => CLOSING_WORDS.has(word) || WORDS_BESIDE.has(word));
  return words.length === 0 || (isEach && words.some((word) => CLOSING_WORDS.has(word)));
}
