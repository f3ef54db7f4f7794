import { distance } from 'fastest-levenshtein';

/**
 * @returns the candidate that `word` is probably a misspelling of; undefined when it is one of them, or far from all.
 *   Letters' case does not count; of the rest a third of the word, three letters at most, may differ.
 */
export function nearest(word: string, candidates: string[]): string | undefined {
  if (candidates.includes(word)) return undefined;
  const far = (candidate: string) => distance(word.toLowerCase(), candidate.toLowerCase());
  const best = [...candidates].sort((a, b) => far(a) - far(b))[0];
  return best !== undefined && far(best) <= Math.max(1, Math.min(3, Math.floor(word.length / 3))) ? best : undefined;
}
