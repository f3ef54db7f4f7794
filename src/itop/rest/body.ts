import { setImmediate as turn } from 'node:timers/promises';

/** How many characters are encoded at a time; then other work of the process runs. */
const PIECE_BYTES = 65_536;

/** Fields as `application/x-www-form-urlencoded`. URLSearchParams takes ten times as long, without a break. */
export async function formBody(fields: Record<string, string>): Promise<string> {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    parts.push(parts.length === 0 ? '' : '&', encodeURIComponent(name), '=');
    for (let at = 0; at < value.length; ) {
      // not between the halves of a surrogate pair
      const end = at + PIECE_BYTES - Number(/[\ud800-\udbff]/.test(value.charAt(at + PIECE_BYTES - 1)));
      parts.push(encodeURIComponent(value.slice(at, end)));
      at = end;
      if (at < value.length) {
        await turn();
      }
    }
  }
  return parts.join('');
}

/** The bytes of an answer, or undefined as soon as they are more than `longest`; the rest is then not read. */
export async function readBytes(response: Response, longest: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // leaving the loop closes the connection
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > longest) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The same as a text. */
export async function readText(response: Response, longest: number): Promise<string | undefined> {
  return (await readBytes(response, longest))?.toString();
}
