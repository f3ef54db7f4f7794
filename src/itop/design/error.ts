import { formatPlace, type Place } from '../place';

/** iTop's setup would stop here: what is wrong, where, and what to do about it. */
export class DesignError extends Error {
  override readonly name = 'DesignError';
  /** The tags of the delta from the root to the node, if the error is about a node. */
  readonly tags: string[] = [];
  constructor(
    readonly place: Place,
    readonly what: string,
    readonly remedy: string,
  ) {
    super(`${formatPlace(place)}: ${what}. ${remedy}`);
  }
}

/** Something that iTop loads without a message, but not as its author meant it. */
export interface DesignFinding {
  code: 'ignored-file' | 'ignored-text' | 'emptied-text' | 'skipped-node' | 'not-read';
  place: Place;
  what: string;
  remedy: string;
}
