import { BridgeError } from './errors';

/** tawk.to's events are 6 deep. */
const MOST_DEPTH = 32;
/** A transcript of 10,000 messages has 80,000. */
const MOST_VALUES = 100_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * JSON.parse for what came from outside. Its shape is counted first: two million brackets or commas take
 * JSON.parse a hundred times as long as two million letters, and nobody else is served meanwhile.
 * @throws BridgeError NOT_JSON, TOO_COMPLEX
 */
export function parseJson(text: string): unknown {
  checkShape(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new BridgeError('NOT_JSON');
  }
}

/** Looks at brackets and commas outside of strings only; whether it is JSON is not its question. */
function checkShape(text: string): void {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      values += 1;
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
    } else if (code === 0x2c) {
      values += 1;
    }
    if (depth > MOST_DEPTH || values > MOST_VALUES) {
      throw new BridgeError('TOO_COMPLEX');
    }
  }
}

/** Where the string that begins at `start` ends. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) {
    at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  }
  return at;
}
