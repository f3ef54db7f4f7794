import { type Rating, ratingOfStars } from '../../payload/rating';
import type { ChatDetails } from './answers';
import { wordsOf } from './words';

/** Characters of one answer that are kept. */
const MAX_ANSWER_CHARS = 2000;

/** The most stars of a mark that counts: the API does not say how many a survey offers. */
const MOST_STARS = 5;

/**
 * What a visitor thought of a chat: the stars of the survey, or the thumb if there are none. The comment has both and
 * what the visitor wrote. The chosen options of a survey are left out, because the API gives only their numbers.
 */
export function ratingOf({ fbst, survey }: Pick<ChatDetails, 'fbst' | 'survey'>): {
  rating: Rating | undefined;
  comment: string;
} {
  const numbers = [1, 2, 3, 4, 5] as const;
  const filled = survey?.status === 0 ? survey : undefined;
  const stars = numbers.map((number) => filled?.[`max_stars_${number}`] ?? 0).filter((mark) => mark > 0);
  const words = numbers.map((number) =>
    wordsOf((filled?.[`question_plain_${number}`] ?? '').slice(0, MAX_ANSWER_CHARS)),
  );
  const thumb = fbst === 1 ? 'up' : fbst === 2 ? 'down' : undefined;
  const mean = stars.reduce((sum, mark) => sum + mark, 0) / stars.length;
  const ofThumb = { up: 'very_good', down: 'very_poor' } as const;
  const ofStars = stars.every((mark) => mark <= MOST_STARS) ? ratingOfStars(mean) : undefined;
  const lines = [
    ...(thumb === undefined ? [] : [`Thumb: ${thumb}`]),
    ...(stars.length === 0 ? [] : [`Stars: ${stars.join(', ')}`]),
    ...words.filter((text) => text !== ''),
  ];
  return { rating: ofStars ?? (thumb && ofThumb[thumb]), comment: lines.join('\n') };
}
