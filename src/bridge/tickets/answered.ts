import type { TranscriptMessage } from '../payload/payload';
import { CLOSING_WORDS, WORDS_BESIDE } from './closing-words';

/** How a chat stands for its visitor when it is over; `silent`: the visitor said nothing, so nobody waits. */
export type Ending = 'answered' | 'missed' | 'silent';

/** An end, and the first word that answered the visitor, where there is one. */
export interface Judgement {
  ending: Ending;
  firstAnswer: TranscriptMessage | undefined;
}

/** Question marks: also the Arabic, the Greek and the full-width one. */
const QUESTION = /[?\u061f\u037e\u2047-\u2049\uff1f]/u;

/**
 * Whether somebody answered a chat, by its end: whoever had the last word. The rules, in their order:
 * 1. Words are a text or a file of the visitor or of an agent. What is automatic (tawk.to's letter for it is `s`, system)
 *    and what is of an unknown sender are nobody's words.
 * 2. Where the visitor said nothing, nobody waits.
 * 3. An agent's word before the visitor's first one is a greeting, and no answer.
 * 4. Where the visitor said nothing more after an agent's last word, the chat is answered.
 * 5. It is too where all that they said then is thanks or a good-bye, however late.
 * 6. Everything else waits for an answer.
 *
 * Messages count in the order in which tawk.to tells them: its clock may step.
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

/** Whether a message is thanks, a good-bye or a mere sign, and nothing else. One that says more waits: better to look at one chat too many. */
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
