import { setImmediate as turn } from 'node:timers/promises';

/** How many characters are processed at a time: about a millisecond of the slowest work on them. */
const PIECE_CHARS = 16_384;

/** What must not be split: a surrogate pair, and a line end of two characters. */
const PAIR = /[\ud800-\udbff][\udc00-\udfff]|\r\n/;

/** Splits a long text into pieces. The pieces together are the whole text. */
export function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const end = at + PIECE_CHARS;
    const next = PAIR.test(text.slice(end - 1, end + 1)) ? end + 1 : end;
    yield text.slice(at, next);
    at = next;
  }
}

/** Runs `work` on a long text piece by piece; other work of the process runs between two pieces. */
export async function inPieces(text: string, work: (piece: string) => void): Promise<void> {
  for (const piece of pieces(text)) {
    work(piece);
    if (text.length > PIECE_CHARS) {
      await turn();
    }
  }
}
