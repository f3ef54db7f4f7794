import { setImmediate as turn } from 'node:timers/promises';

/** Characters that are worked on at one go: about a millisecond of the slowest work on them. */
const PIECE_CHARS = 16_384;

/** What must not be cut in two: a surrogate pair, a line end of two characters. */
const PAIR = /[\ud800-\udbff][\udc00-\udfff]|\r\n/;

/** Cuts a long text into pieces; joined, they are the text. */
export function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const end = at + PIECE_CHARS;
    const next = PAIR.test(text.slice(end - 1, end + 1)) ? end + 1 : end;
    yield text.slice(at, next);
    at = next;
  }
}

/** Does `work` on a long text piece by piece; between two pieces everybody else has their turn. */
export async function inPieces(text: string, work: (piece: string) => void): Promise<void> {
  for (const piece of pieces(text)) {
    work(piece);
    if (text.length > PIECE_CHARS) {
      await turn();
    }
  }
}
