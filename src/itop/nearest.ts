import { distance } from 'fastest-levenshtein';

/**
 * @returns the candidate that `word` is probably a misspelling of; undefined if it is one of them, or similar to none.
 *   Case is ignored; at most a third of the word, and at most three letters, may differ.
 */
export function nearest(word: string, candidates: string[]): string | undefined {
  if (candidates.includes(word)) return undefined;
  const far = (candidate: string) => distance(word.toLowerCase(), candidate.toLowerCase());
  const best = [...candidates].sort((a, b) => far(a) - far(b))[0];
  return best !== undefined && far(best) <= Math.max(1, Math.min(3, Math.floor(word.length / 3))) ? best : undefined;
}
