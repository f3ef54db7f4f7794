import { formatPlace, type Place } from '../place';

/** iTop's setup would stop here: what is wrong, at which place, and what to do about it. */
export class DesignError extends Error {
  override readonly name = 'DesignError';
  /** The tags of the delta from the root to the node, where the error is about a node. */
  readonly tags: string[] = [];
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
  code: 'ignored-file' | 'ignored-text' | 'emptied-text' | 'skipped-node' | 'not-read';
  place: Place;
  what: string;
  remedy: string;
}
