/** Why a file of a chat cannot become an attachment. */
export type FileFault = 'gone' | 'forbidden' | 'of another chat' | 'empty' | 'too large' | 'changed';

/** What the provider says about a file. */
export interface KeptFile {
  id: number;
  /** As it was sent: a stranger's text. */
  name: string;
  /** Above 0, at most MAX_FILE_BYTES. */
  size: number;
}

/** The largest file that becomes an attachment. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** The files of one property's chats, which stay on the provider's server until they are delivered. */
export interface KeptFiles {
  /**
   * @param chat the chat that it must belong to
   * @param orNone whether a file that belongs to no chat counts too: agents have such files ready
   * @throws BridgeError SOURCE_… for trouble that may end
   */
  look(chat: string, id: number, orNone: boolean): Promise<KeptFile | FileFault>;
  /** The whole content. @throws BridgeError as above */
  content(file: KeptFile): Promise<Buffer | FileFault>;
}
