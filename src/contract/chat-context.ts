import type { Provider } from './providers';

/**
 * The chat context: everything that the extension tells the widget about this page and its user.
 *
 * This is its only definition. The extension prints it as `window.itopTawk`
 * (extension/src/Service/Page/ChatContext.php); a page without it has no chat.
 */
export interface ChatContext {
  /** Who serves the chat; absent: tawk.to. */
  provider?: Exclude<Provider, 'tawk'>;
  /**
   * The desk's address. Desks that share one visitor have the same text before the last slash. With tawk.to it is the
   * address of the embed script, `https://embed.tawk.to/<property>/<widget>`; with Live Helper Chat it is
   * `<root of the server>/<department>`, with `0` if the server chooses the department.
   */
  embedUrl: string;
  /** Address of the script that comes with the provider's client, versioned, without host. */
  chatUrl: string;
  /** The user's contact; absent if no identity may be sent. */
  visitor?: Visitor;
  /**
   * Proves to the bridge who the user is, if the provider cannot do that: a JSON Web Token, HS256, with `sub` (iTop's
   * id of the contact), `email` and `name` if they may be sent, `iat` and `exp`, one hour apart.
   * `<panel.url>&operation=proof` gives a new one. Absent if the user gets no proof.
   */
  proof?: string;
  /** Opaque key of the user: the same for the same person, on every page and in every session. */
  user: string;
  /**
   * The prefix of all names that this iTop uses in the browser's storage. Another iTop, on the same host or below the
   * same domain, has another prefix.
   */
  mark: string;
  /** All tawk.to properties and roots of Live Helper Chat servers in this iTop, if there are more than this page's. */
  properties?: string[];
  /**
   * When the provider's client loads: with the page, when the browser is idle, or only on a click. While the desk is
   * away, it loads only on a click.
   */
  load: 'immediate' | 'idle' | 'click';
  /** Whether the user is asked before anything is requested from the provider. */
  consent: 'none' | 'ask';
  launcher: LauncherLook;
  /** In the user's language. */
  texts: Texts;
  /** The panel, which opens before the chat; absent if this iTop has no page for it. */
  panel?: {
    /** Address of the module's page, without host. */
    url: string;
    /** Absent: it opens if there is something to show. */
    when?: 'always' | 'never';
    /**
     * What is sent later: to the agent facts when the chat is opened, and what the user looks at during the
     * conversation; to iTop that an agent has answered.
     */
    tells?: ('facts' | 'page' | 'answered')[];
  };
  /**
   * Address of the script that shows on the launcher how many of the user's requests have new answers, without host;
   * absent if that is switched off.
   */
  news?: string;
  /** When the desk is open; absent: always. */
  hours?: Hours;
  /** The operator's page about personal data, if the user must agree. */
  privacy?: [words: string, url: string];
  /** Where this user creates a new request in this portal; absent if there is no such page. */
  newRequest?: [words: string, url: string];
}

/** Times in seconds since 1970, by the server's clock, because the browser's may be wrong. */
export interface Hours {
  isOpen: boolean;
  /** When that changes next; null: not within the next 14 days. */
  until: number | null;
  /** When the page was made. */
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
  /** The launcher is hidden until the user chooses the chat in iTop's user menu, and shown during a conversation. */
  isHidden?: true;
}

export interface Texts {
  /** Label of the launcher. */
  open: string;
  /** Shown while the provider's client loads. */
  opening: string;
  unreachable: string;
  /** The reason, if the browser does not store data for pages. */
  unkept: string;
  /** Shown if no agent of the desk is online and the provider shows nothing. */
  away: string;
  retry: string;
  close: string;
  /** Who provides the chat and what is sent. This text and the next two exist only if the user must agree. */
  consent?: string;
  start?: string;
  /** The user withdrew the consent in another tab. */
  withdrawn?: string;
  /** A conversation with another desk goes on in another tab. Like the text before, only if that is possible. */
  elsewhere?: string;
  cancel: string;
  /** With `%1$s` for the number of new answers. */
  news: string;
  /** Hides the launcher: the label of the button, the question, and its answers. */
  hide: string;
  hideAsk: string;
  hidePage: string;
  hideToday: string;
  /** Leads from the chat to the panel. */
  overview: string;
}
