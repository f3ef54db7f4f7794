import type { Finding } from '../../itop/finding';

/** The result of an examination: what is in order, in words, and what is not. */
export interface Diagnosis {
  passed: string[];
  findings: Finding[];
}

export function passed(text: string): Diagnosis {
  return { passed: [text], findings: [] };
}

export function found(finding: Finding): Diagnosis {
  return { passed: [], findings: [finding] };
}

export function together(parts: Diagnosis[]): Diagnosis {
  return { passed: parts.flatMap((part) => part.passed), findings: parts.flatMap((part) => part.findings) };
}
