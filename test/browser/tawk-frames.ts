import { selectors } from 'playwright-core';
import { SHEETS } from './screen';

let registered: Promise<void> | undefined;

/**
 * Teaches Playwright to find tawk.to's frames by what is in them: `tawk=bubble`. A frame that does not ask for its
 * style sheet yet is not found. To be called before the first page.
 */
export function findTawkFrames(): Promise<void> {
  registered ??= selectors.register('tawk', ENGINE, { contentScript: true });
  return registered;
}

const ENGINE = {
  content: `({
    queryAll(root, kind) {
      const link = 'link[href$="/' + ${JSON.stringify(SHEETS)}[kind] + '"]';
      return [...root.querySelectorAll('iframe[title="chat widget"]')].filter((each) => each.contentDocument?.querySelector(link));
    },
    query(root, kind) { return this.queryAll(root, kind)[0] ?? null; },
  })`,
};
