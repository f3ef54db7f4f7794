/** Event of the window: an agent has written. The name is tawk.to's; the driver of another provider sends it too. */
export const AGENT_WROTE = 'tawkChatMessageAgent';

/**
 * The calls of a provider's client that the widget uses, from the client's start to its end. Each exists as soon as the
 * client can do it. The names are tawk.to's, because its object is used as it is.
 */
export interface Client {
  maximize?(): void;
  minimize?(): void;
  isChatHidden?(): boolean;
  /** True only while an agent is in the chat. */
  isChatOngoing?(): boolean;
  /** True from the visitor's first message on. */
  isVisitorEngaged?(): boolean;
  getStatus?(): 'online' | 'away' | 'offline';
  /** Keys of letters, digits and hyphens, values of up to 255 characters; `heard` gets an error, or null. */
  setAttributes?(attributes: Record<string, string>, heard: (error?: unknown) => void): void;
  addEvent?(name: string, data: Record<string, string>, heard: (error?: unknown) => void): void;
  endChat?(): void;
}
