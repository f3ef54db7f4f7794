import { formatPlace, type Place } from './place';

/** iTop's setup would stop here: what is wrong, at which place, and what to do about it. */
export class DesignError extends Error {
  override readonly name = 'DesignError';
  constructor(
    readonly place: Place,
    readonly what: string,
    readonly remedy: string,
  ) {
    super(`${formatPlace(place)}: ${what}. ${remedy}`);
  }
}

/** Something iTop loads without a word, but not as its author meant it. */
export interface DesignFinding {
  code: 'ignored-file' | 'ignored-text' | 'emptied-text' | 'skipped-node';
  place: Place;
  what: string;
  remedy: string;
}
