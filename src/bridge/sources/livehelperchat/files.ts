import { BridgeError } from '../../base/errors';
import { type FileFault, type KeptFile, type KeptFiles, MAX_FILE_BYTES } from '../../delivery/kept-files';
import { readFile } from './answers';
import { Rest, type RestAccess } from './rest';

/**
 * The server's own words for a refusal (modules/lhrestapi/file.php), in English only; with status 400, as for every
 * other exception.
 */
const REFUSALS: [RegExp, FileFault][] = [
  [/could not be found/i, 'gone'],
  [/file_download/, 'forbidden'],
];

/**
 * The files of one server, by their ids alone: an address in a message is never followed. The server asks for the
 * right `lhrestapi, file_download` and not whether the user may read the file's chat, so the chat is compared here.
 */
export class LivehelperchatFiles implements KeptFiles {
  readonly #rest: Rest;

  constructor(access: RestAccess, timeout?: number) {
    this.#rest = new Rest(access, timeout);
  }

  async look(chat: string, id: number, orNone: boolean): Promise<KeptFile | FileFault> {
    try {
      const { content } = await this.#rest.get(`file/${id}`, { meta: 'true' }, NEVER);
      const { chat_id, size, upload_name } = readFile(content);
      const isOf = chat_id === 0 ? orNone : chat.startsWith(`${chat_id}-`);
      if (!isOf) return 'of another chat';
      if (size === 0) return 'empty';
      return size > MAX_FILE_BYTES ? 'too large' : { id, name: upload_name, size };
    } catch (error) {
      return faultOf(error);
    }
  }

  /** With status 200 the server also sends a picture that says "denied", a text, or nothing: they differ in size. */
  async content({ id, size }: KeptFile): Promise<Buffer | FileFault> {
    try {
      const bytes = await this.#rest.bytes(`file/${id}`, size, NEVER);
      return bytes.length === size ? bytes : 'changed';
    } catch (error) {
      if (error instanceof BridgeError && error.code === 'SOURCE_TOO_LONG') return 'changed';
      return faultOf(error);
    }
  }
}

/** A delivery is not aborted: its calls end by their own deadline. */
const NEVER = new AbortController().signal;

/** @throws BridgeError for everything that is no refusal of this file */
function faultOf(error: unknown): FileFault {
  if (error instanceof BridgeError && error.code === 'SOURCE_REFUSED') {
    for (const [words, fault] of REFUSALS) if (words.test(error.detail)) return fault;
  }
  throw error;
}
