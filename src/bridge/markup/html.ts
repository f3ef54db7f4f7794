import { harmless } from './harmless';
import { escapeText } from './html-writer';
import { clean } from './text';

/** What somebody typed, as HTML that shows it. */
export function escapeHtml(text: string): string {
  return escapeText(harmless(clean(text)));
}
