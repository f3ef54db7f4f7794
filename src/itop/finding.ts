import type { Place } from './place';

/**
 * `error`: no chat, or not the intended one; `warning`: works, but should be changed; `unknown`: cannot be checked from
 * here, so it may be right or wrong; `note`: good to know, nothing to do.
 */
export type Severity = 'error' | 'warning' | 'unknown' | 'note';

/** One thing that is wrong (or good to know) in an iTop, and what to do about it. */
export interface Finding {
  severity: Severity;
  /** Short and stable, for scripts: `setting-placeholder`, `delta-rejected`, … */
  code: string;
  what: string;
  remedy: string;
  /** A file of the iTop, relative to its folder; line and column if they are known. */
  place?: Partial<Place> & { path: string };
}
