import type { Finding, Severity } from '../itop/finding';
import { formatPlace } from '../itop/place';
import { EXIT } from './outcome';
import { type Line, paint } from './terminal';

const COLOURS = { error: 'red', warning: 'yellow', unknown: 'magenta', note: 'cyan' } as const;

const WORDS: Record<Severity, string> = {
  error: 'error',
  warning: 'warning',
  unknown: 'not checked',
  note: 'note',
};

/** What is wrong, the place, and the remedy after an arrow; an empty line at the end. */
export function findingLines({ severity, what, place, remedy }: Finding): Line[] {
  return [
    [paint(COLOURS[severity], WORDS[severity]), `: ${what}`],
    ...(place ? [`  at ${formatPlace(place)}`] : []),
    `  → ${remedy}`,
    '',
  ];
}

/** The number of findings of each kind; those that could not be checked only if there are any. */
export function summary(findings: Finding[]): Line {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const counted = (severity: Severity) => `${count(severity)} ${severity}${count(severity) === 1 ? '' : 's'}`;
  const unknown = count('unknown') > 0 ? [`${count('unknown')} not checked`] : [];
  return paint('bold', [counted('error'), counted('warning'), ...unknown, counted('note')].join(', '));
}

/** The result of an examination in one sentence. */
export interface Verdict {
  works: boolean;
  /** The text of the last line. */
  says: string;
}

/** @param works the sentence if it works: `The chat works` @param not the sentence if it does not */
export function verdictOf(findings: Finding[], works: string, not: string): Verdict {
  const has = (severity: Severity) => findings.some((finding) => finding.severity === severity);
  if (has('error')) return { works: false, says: `${not}: see the ${WORDS.error}s above.` };
  if (has('warning')) return { works: true, says: `${works}, and something should be changed: see above.` };
  if (has('unknown')) return { works: true, says: `${works}, as far as can be checked from here.` };
  return { works: true, says: `${works}.` };
}

/** The last lines of the output of a command that examines something. */
export function verdictLines(findings: Finding[], { works, says }: Verdict): Line[] {
  return [summary(findings), paint(works ? 'green' : 'red', says)];
}

/** Notes, and what could not be checked, need no action. */
export function statusOf(findings: Finding[]): number {
  return findings.some(({ severity }) => severity === 'error' || severity === 'warning') ? EXIT.findings : EXIT.fine;
}
