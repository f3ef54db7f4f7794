import { type Fits, isAnswer, isChosen, isFound, isNoted, isTold, isUsual, isViewed } from './answers';

/** Milliseconds that an answer may take. */
const ANSWER_TIMEOUT_MS = 5_000;

/**
 * The module's page, in the session of the user.
 *
 * @param ended aborted when the chat on this page ends
 */
export function modulePage(url: string, ended: AbortSignal) {
  /**
   * @param told the fields to post; undefined: a GET request
   * @throws Error if there is no answer in time, or no valid one
   */
  async function ask<Type>(
    fits: Fits<Type>,
    parameters: string,
    told?: Record<string, string>,
    at = url,
  ): Promise<Type> {
    const given = new AbortController();
    const giveUp = (): void => given.abort();
    const late = setTimeout(giveUp, ANSWER_TIMEOUT_MS);
    ended.addEventListener('abort', giveUp, given);
    try {
      const response = await fetch(at + parameters, {
        ...(told && { method: 'POST', headers: { 'X-Itop-Tawk': '1' }, body: new URLSearchParams(told) }),
        signal: given.signal,
      });
      const answer: unknown = await response.json();
      if (!response.ok || !fits(answer)) throw response.status;
      return answer;
    } finally {
      clearTimeout(late);
      ended.removeEventListener('abort', giveUp);
    }
  }
  return {
    read: (about = '') => ask(isAnswer, `&about=${encodeURIComponent(about)}`),
    facts: () => ask(isTold, '&facts=1'),
    /** @returns null for an object that the user may not see here */
    viewed: (id: string) => ask(isViewed, `&viewed=${encodeURIComponent(id)}`),
    search: (words: string) => ask(isFound, `&q=${encodeURIComponent(words)}`),
    usual: () => ask(isUsual, '&usual=1', undefined, url.replace('panel.php', 'news.php')),
    /** @param about '' for nothing in particular */
    choose: (about: string) => ask(isChosen, '', { about }),
    /** An agent has answered in the user's chat. */
    answered: () => ask(isNoted, '', { answered: '1' }),
  };
}
