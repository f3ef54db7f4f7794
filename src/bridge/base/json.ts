import { BridgeError } from './errors';

/** tawk.to's events are 6 deep. */
const MAX_JSON_LEVELS = 32;
/** A transcript of 20,000 messages has 160,000. */
const MAX_JSON_VALUES = 200_000;
/**
 * Names in one object; tawk.to's objects have about ten. An object with a hundred thousand takes as long as ten bodies
 * of the largest size.
 */
const MAX_JSON_NAMES = 1000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * JSON.parse for input from outside. The shape is counted first: two million brackets or commas take JSON.parse a
 * hundred times as long as two million letters, and the process serves nobody else meanwhile.
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

/** Looks only at what is outside of strings. It does not check whether the text is JSON. */
function checkShape(text: string): void {
  /** For each object or list that is open at this place: how many names it has so far. */
  const names: number[] = [];
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) {
      at = endOfString(text, at);
    } else if (character === OPEN_LIST || character === OPEN_OBJECT) {
      values += 1;
      names.push(0);
    } else if (character === CLOSE_LIST || character === CLOSE_OBJECT) {
      names.pop();
    } else if (character === COMMA) {
      values += 1;
    } else if (character === COLON) {
      names.push((names.pop() ?? 0) + 1);
    } else {
      continue;
    }
    if (names.length > MAX_JSON_LEVELS || values > MAX_JSON_VALUES || (names.at(-1) ?? 0) > MAX_JSON_NAMES) {
      throw new BridgeError('TOO_COMPLEX');
    }
  }
}

/**
 * Where the string that begins at `start` ends. Most of a body is strings, and `indexOf` is ten times as fast as a
 * loop.
 */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (before > start && text.charCodeAt(before) === BACKSLASH) {
      before -= 1;
    }
    // an even number of backslashes are characters; with an odd number the last one escapes the quotation mark
    if ((end - before) % 2 === 1) {
      return end;
    }
  }
  return text.length;
}
