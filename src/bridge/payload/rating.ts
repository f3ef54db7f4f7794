import { z } from 'zod';

/** What a visitor thought of a chat, the best first: the values of TawkChat's `rating`. */
export const RATINGS = ['very_good', 'good', 'poor', 'very_poor'] as const;
export type Rating = (typeof RATINGS)[number];

export const ratingSchema = z.enum(RATINGS);

/** Marks of a survey with five stars. Three of five say that something was missing. */
const OF_STARS: Rating[] = ['very_poor', 'poor', 'poor', 'good', 'very_good'];

/** What words and numbers of a provider mean; undefined: nothing that is known. */
const OF_WORDS: [words: RegExp, rating: Rating][] = [
  [/^(positive|good|up|like|satisfied)$/i, 'very_good'],
  [/^(negative|bad|down|dislike|unsatisfied)$/i, 'very_poor'],
];

/** @param stars the mean of all marks, out of five */
export function ratingOfStars(stars: number): Rating | undefined {
  return OF_STARS[Math.round(stars) - 1];
}

/** The rating in a message: tawk.to documents neither its form nor its scale. */
export function ratingOfText(text: string): Rating | undefined {
  const known = OF_WORDS.find(([words]) => words.test(text.trim()));
  return known?.[1] ?? (/^[1-5]$/.test(text.trim()) ? ratingOfStars(Number(text)) : undefined);
}
