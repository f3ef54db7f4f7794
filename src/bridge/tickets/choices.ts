import type { TranscriptMessage } from '../payload/payload';

/** What a user of iTop chose in the panel to chat about. */
export interface Choice {
  /** iTop's id of the person. */
  person: string;
  /** Undefined: nothing in particular. */
  item: { class: string; id: string } | undefined;
  /** Milliseconds since 1970, by iTop's clock. */
  at: number;
}

/**
 * How long before a chat its ticket may have been chosen: the visitor may wait for an agent, or think about the words.
 * Milliseconds.
 */
const CHOSEN_BEFORE_CHAT_MS = 30 * 60_000;

/** How far iTop's clock may be ahead of tawk.to's, which dates the messages. Milliseconds. */
const MAX_CLOCK_AHEAD_MS = 5 * 60_000;

/**
 * The choices that a chat is about: the last one before the visitor's first message, and each one during the chat. Only
 * if there is none of these, the first one shortly after the chat counts, because iTop's clock may be ahead. System
 * messages are ignored: tawk.to writes some of them long after the last message.
 *
 * Only these times decide, so the result is the same a day later; and a longer transcript of a chat is about everything
 * that a shorter one was about.
 *
 * @param choices of all persons with the visitor's e-mail; the rules apply to each person separately
 */
export function choicesOf(messages: TranscriptMessage[], choices: Choice[]): Choice[] {
  const span = spanOf(messages);
  if (span === undefined) {
    return [];
  }
  const { first, begun, last } = span;
  const inOrder = [...choices].sort((a, b) => a.at - b.at);
  const persons = [...new Set(inOrder.map(({ person }) => person))].map((id) =>
    inOrder.filter(({ person }) => person === id),
  );
  const chosen = persons.flatMap((own) => [
    ...own.filter(({ at }) => at >= first - CHOSEN_BEFORE_CHAT_MS && at <= begun).slice(-1),
    ...own.filter(({ at }) => at > begun && at <= last),
  ]);
  const after = () =>
    persons.flatMap((own) => own.filter(({ at }) => at > last && at <= last + MAX_CLOCK_AHEAD_MS).slice(0, 1));
  return chosen.length > 0 ? chosen : after();
}

/**
 * When the first person wrote, when the visitor first did, and when the last person did; undefined where no time is
 * known.
 */
export function spanOf(messages: TranscriptMessage[]): { first: number; begun: number; last: number } | undefined {
  const times = (...letters: string[]) =>
    messages
      .filter(({ sender }) => letters.includes(sender.t))
      .map(({ time }) => Date.parse(time ?? ''))
      .filter((time) => !Number.isNaN(time))
      .sort((a, b) => a - b);
  const all = times('a', 'v');
  const [first, last] = [all[0], all.at(-1)];
  return first === undefined || last === undefined ? undefined : { first, begun: times('v')[0] ?? first, last };
}
