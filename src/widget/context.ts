/**
 * The chat context: all that the extension tells the widget about this page and its user.
 *
 * This is its one definition. The extension prints it as `window.itopTawk` (extension/src/Service/ChatContext.php);
 * a page without it has no chat.
 */
export interface ChatContext {
  /** Address of tawk.to's embed script, with property and widget: `https://embed.tawk.to/<property>/<widget>`. */
  embedUrl: string;
  /** Who is asking; absent where no identity may be sent. */
  visitor?: Visitor;
}

/** The contact of the user, in the shape of `Tawk_API.visitor`. */
export interface Visitor {
  name?: string;
  email?: string;
  /** Secure mode: lower-case hex HMAC-SHA256 of `email`. */
  hash?: string;
}

declare global {
  interface Window {
    itopTawk?: ChatContext;
  }
}
