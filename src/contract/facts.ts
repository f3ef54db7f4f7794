/**
 * What `share` can name: what tawk.to, and so the agent, learns about the user. The build writes the PHP array that the
 * extension reads and the table in docs/settings.md from these rows (build/contract.ts). The extension's reader is
 * extension/src/Service/Visitor/Facts.php.
 */
export interface Fact {
  name: string;
  /**
   * When it is sent, which depends on what it costs.
   * - `page`: with each page, from data that comes with the user: it must cost no query
   * - `opened`: when the chat is opened, from the panel's page: it may cost a query
   * - `event`: during the conversation, about what the user looks at or chats about: also for a user whose identity may
   *   not be sent
   * - `bridge`: as the conversation begins, by the bridge, to agents alone, about a proved user: the extension sends
   *   nothing but the permission, in the proof (extension/src/Service/Visitor/Proof.php). Not with tawk.to, whose bridge
   *   cannot write into a chat
   */
  told: 'page' | 'opened' | 'event' | 'bridge';
  /**
   * The attributes of Person that contain it; the first that exists in this iTop is read. The fact then needs no other
   * code.
   */
  attributes?: string[];
  /** It is in the setting's default. */
  isDefault?: true;
  /**
   * What the consent shows: the value itself, or words if the value is not on the page or means nothing by itself
   * (`ItopTawk:Consent:<name>` in the dictionaries).
   */
  consent: 'value' | 'words';
  /** What the agent gets, as Markdown. */
  gets: string;
  /** When it is sent, as Markdown. */
  when: string;
}

const FIRST = 'with the first request of a conversation';
const OPENED = 'when the chat is opened';
const CONTACTS = "of the user's contact";

/** In the order in which the consent names them. */
export const FACTS: Fact[] = [
  {
    name: 'name',
    told: 'page',
    isDefault: true,
    consent: 'value',
    gets: CONTACTS,
    when: FIRST,
  },
  {
    name: 'email',
    told: 'page',
    isDefault: true,
    consent: 'value',
    gets: `${CONTACTS}, in secure mode with the hash`,
    when: FIRST,
  },
  { name: 'organization', told: 'page', isDefault: true, consent: 'value', gets: CONTACTS, when: FIRST },
  {
    name: 'language',
    told: 'page',
    isDefault: true,
    consent: 'words',
    gets: "the user's in iTop, such as _French_",
    when: FIRST,
  },
  {
    name: 'portal',
    told: 'page',
    consent: 'words',
    gets: 'id of the portal, `backoffice` for the console',
    when: FIRST,
  },
  {
    name: 'location',
    told: 'opened',
    attributes: ['location_id_friendlyname', 'location_name'],
    consent: 'words',
    gets: CONTACTS,
    when: OPENED,
  },
  { name: 'phone', told: 'opened', attributes: ['phone'], consent: 'words', gets: CONTACTS, when: OPENED },
  {
    name: 'manager',
    told: 'opened',
    attributes: ['manager_id_friendlyname', 'manager_name'],
    consent: 'words',
    gets: CONTACTS,
    when: OPENED,
  },
  {
    name: 'person_link',
    told: 'page',
    consent: 'words',
    gets: 'the address of the person in the console',
    when: FIRST,
  },
  {
    name: 'open_requests',
    told: 'opened',
    consent: 'words',
    gets: "how many requests of the user's own are not closed",
    when: OPENED,
  },
  {
    name: 'requests',
    told: 'bridge',
    consent: 'words',
    gets: "reference, state and link of each of the user's own requests that is not closed, ten at most; not with tawk.to",
    when: 'when the chat has begun, from [the bridge](commands-in-chat.md#who-is-asking)',
  },
  {
    name: 'cis',
    told: 'opened',
    consent: 'words',
    gets: `names of the configuration items that the user's contact is linked to, twenty at most`,
    when: OPENED,
  },
  {
    name: 'page',
    told: 'event',
    consent: 'words',
    gets: 'title and address in the console of the object on the screen, as the event `looks-at`: each once for each tab',
    when: 'during a conversation',
  },
  {
    name: 'request_title',
    told: 'event',
    consent: 'words',
    gets: 'title of the ticket that the chat is about',
    when: 'when it is chosen',
  },
];
