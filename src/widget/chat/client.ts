/** Event of the window: an agent has written. It has the name of tawk.to's; a driver of another provider sends it. */
export const AGENT_WROTE = 'tawkChatMessageAgent';

/**
 * The calls of a provider's client that the widget uses, from the client's start to its end; each is there as soon as the
 * client can do it. They have the names of tawk.to's, whose object is passed on as it is.
 */
export interface Client {
  maximize?(): void;
  minimize?(): void;
  isChatHidden?(): boolean;
  /** Only with an agent in the chat. */
  isChatOngoing?(): boolean;
  /** From the visitor's first message on. */
  isVisitorEngaged?(): boolean;
  getStatus?(): 'online' | 'away' | 'offline';
  /** Keys of letters, digits and hyphens, values of up to 255 characters; `heard` gets an error, or null. */
  setAttributes?(attributes: Record<string, string>, heard: (error?: unknown) => void): void;
  addEvent?(name: string, data: Record<string, string>, heard: (error?: unknown) => void): void;
  endChat?(): void;
}
