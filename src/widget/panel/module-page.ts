import type { Answer, Told, Topic, Viewed } from '../../contract/panel-answer';

/** Milliseconds that an answer may take. */
const ANSWER_TIMEOUT_MS = 5_000;

/** The module's page, in the session of the user. */
export function modulePage(url: string) {
  /** @throws Error where there is no answer in time, or none of use */
  async function ask(parameters: string, init?: RequestInit): Promise<unknown> {
    const late = new Promise<never>((_, reject) => setTimeout(reject, ANSWER_TIMEOUT_MS));
    const response = await Promise.race([fetch(url + parameters, init), late]);
    if (!response.ok) throw response.status;
    return Promise.race([response.json(), late]);
  }
  return {
    read: (about = '') => ask(`&about=${encodeURIComponent(about)}`) as Promise<Answer>,
    facts: () => ask('&facts=1') as Promise<Told>,
    /** @returns null for what the user may not see here */
    viewed: (id: string) => ask(`&viewed=${encodeURIComponent(id)}`) as Promise<{ viewed: Viewed | null }>,
    search: (words: string) =>
      ask(`&q=${encodeURIComponent(words)}`) as Promise<{ faq: [title: string, url: string][] }>,
    /** @param about '' for nothing in particular */
    choose: (about: string) =>
      ask('', {
        method: 'POST',
        headers: { 'X-Itop-Tawk': '1' },
        body: new URLSearchParams({ about }),
      }) as Promise<{ request: Topic | null }>,
  };
}
