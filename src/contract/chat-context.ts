import type { Provider } from './providers';

/**
 * The chat context: all that the extension tells the widget about this page and its user.
 *
 * This is its one definition. The extension prints it as `window.itopTawk` (extension/src/Service/Page/ChatContext.php);
 * a page without it has no chat.
 */
export interface ChatContext {
  /** Who serves the chat; absent: tawk.to. */
  provider?: Exclude<Provider, 'tawk'>;
  /**
   * Where the desk is: before the last slash is what all desks with one visitor have in common. At tawk.to it is the
   * address of the embed script, `https://embed.tawk.to/<property>/<widget>`; of Live Helper Chat
   * `<root of the server>/<department>`, `0` for the server's own choice.
   */
  embedUrl: string;
  /** Address of the script that comes with the provider's client, versioned, without host. */
  chatUrl: string;
  /** Who is asking; absent where no identity may be sent. */
  visitor?: Visitor;
  /**
   * Proves to the bridge who is asking, where the provider cannot: a JSON Web Token, HS256, with `sub` (iTop's id of the
   * contact), `email` and `name` as far as they may be sent, `iat` and `exp`, an hour apart. A new one:
   * `<panel.url>&operation=proof`. Absent where nobody is to be proved.
   */
  proof?: string;
  /** Opaque key of the user: the same for the same person, on every page and in every session. */
  user: string;
  /** Begins the name of whatever this iTop keeps in the browser: another iTop, on the same host or below the same domain, has another. */
  mark: string;
  /** tawk.to's properties and the roots of Live Helper Chat's servers that this iTop has, where there is more than the one of this page. */
  properties?: string[];
  /** When the provider's client is brought in unasked: with the page, when the browser is idle, or only on a click; so where the desk is away. */
  load: 'immediate' | 'idle' | 'click';
  /** Whether the user is asked before anything is requested from the provider. */
  consent: 'none' | 'ask';
  launcher: LauncherLook;
  /** In the user's language. */
  texts: Texts;
  /** What opens before the chat; absent where this iTop has no page for it. */
  panel?: {
    /** Address of the module's page, without host. */
    url: string;
    /** Absent: where there is something to show. */
    when?: 'always' | 'never';
    /**
     * What is told later: to the agent facts when the chat is opened, and what the user looks at while it goes on; to
     * iTop that an agent has answered.
     */
    tells?: ('facts' | 'page' | 'answered')[];
  };
  /** Address of the script that shows answers in the user's own requests on the launcher, without host; absent where it is not to. */
  news?: string;
  /** When the desk is there; absent: always. */
  hours?: Hours;
  /** The operator's page on how data are handled, where the user is asked. */
  privacy?: [words: string, url: string];
  /** Where this user makes a new request in this portal; absent where there is no such page. */
  newRequest?: [words: string, url: string];
}

/** In seconds since 1970, by the server's clock: the browser's may be wrong. */
export interface Hours {
  isOpen: boolean;
  /** When that changes; null: not within the next 14 days. */
  until: number | null;
  /** When the page began. */
  now: number;
}

/** The contact of the user, in the shape of `Tawk_API.visitor`, for every provider. */
export interface Visitor {
  name?: string;
  email?: string;
  /** tawk.to's secure mode: lower-case hex HMAC-SHA256 of `email`. */
  hash?: string;
  /** Attributes in tawk.to's sense: names of letters, digits and hyphens, values of up to 255 characters. */
  [fact: string]: string | undefined;
}

export interface LauncherLook {
  /** `#rrggbb` */
  color: string;
  position: 'bottom-right' | 'bottom-left' | 'top-right' | 'top-left';
  /** Pixels from the top or the bottom of the window. */
  offset: number;
  /** Of the provider's frames; the launcher is one above. */
  zIndex: number;
  /** Not shown before the user asks for the chat in iTop's user menu, or a conversation goes on. */
  isHidden?: true;
}

export interface Texts {
  /** Name of the launcher. */
  open: string;
  /** Said while the provider's client is being brought in. */
  opening: string;
  unreachable: string;
  /** Why, where the browser keeps nothing for pages. */
  unkept: string;
  /** Nobody of the desk is there, and the provider shows nothing. */
  away: string;
  retry: string;
  close: string;
  /** Who provides the chat and what is sent; as the next two only where the user is asked. */
  consent?: string;
  start?: string;
  /** The consent was taken back in another tab. */
  withdrawn?: string;
  /** A conversation with another desk goes on in another tab; as the one before, only where that can be. */
  elsewhere?: string;
  cancel: string;
  /** With `%1$s` for how many are new. */
  news: string;
  /** Puts the launcher away: its button's name, the question, and its answers. */
  hide: string;
  hideAsk: string;
  hidePage: string;
  hideToday: string;
  /** From the chat to the panel. */
  overview: string;
}
