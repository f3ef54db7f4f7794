/**
 * The providers of the chat. Code about the chat in general names no provider; what only some of them can do is a named
 * capability in the table below. docs/providers.md contains that table (build/contract.ts) and says what a third
 * provider would need.
 */
export const PROVIDERS = ['tawk', 'livehelperchat'] as const;

export type Provider = (typeof PROVIDERS)[number];

/** The provider if the setting is missing. */
export const DEFAULT_PROVIDER: Provider = 'tawk';

/** Their names for people. */
export const TITLES: Record<Provider, string> = { tawk: 'tawk.to', livehelperchat: 'Live Helper Chat' };

/** The widget's script for a provider, in asset/js of the extension. */
export const CHAT_SCRIPTS: Record<Provider, string> = { tawk: 'chat.js', livehelperchat: 'livehelperchat.js' };

/**
 * The first 24 hexadecimal digits of this text's SHA-256 are the bridge's id of a Live Helper Chat server, which has no
 * id of its own. %1$s is the server's root without a slash at the end; %2$s is the department whose chats the bridge
 * fetches, empty for all. iTop stores the id in the place of tawk.to's property.
 */
export const SERVER_NAME = 'livehelperchat %1$s %2$s';

/** How long a proof of identity (a token) is valid: see extension/src/Service/Visitor/Proof.php. */
export const PROOF_SECONDS = 3600;

/** Something that providers do differently. */
export interface Capability {
  name: string;
  /** Markdown, like `who`. */
  what: string;
  who: Record<Provider, string>;
}

export const CAPABILITIES: Capability[] = [
  {
    name: 'hosted',
    what: 'runs without a server of your own',
    who: {
      tawk: 'yes, in the USA',
      livehelperchat: 'no: it needs PHP 8.2 and MariaDB; names and messages stay in your network',
    },
  },
  {
    name: 'signed identity',
    what: 'iTop proves who the visitor is',
    who: {
      tawk: '`api_key`: a signature of the e-mail address, which tawk.to checks (secure mode)',
      livehelperchat: '`livehelperchat_secret`: a signed and dated token, which the bridge checks',
    },
  },
  {
    name: 'known to be proved',
    what: 'the chat in iTop says whether its visitor was proved',
    who: { tawk: "no: tawk.to does not say; the bridge's `trust` decides for a property", livehelperchat: 'yes' },
  },
  {
    name: 'caller without e-mail',
    what: 'a proved user without an e-mail address is the caller of the ticket',
    who: { tawk: 'no', livehelperchat: "yes, by iTop's id of the contact" },
  },
  {
    name: 'pushes events',
    what: 'how the bridge gets a chat',
    who: {
      tawk: 'tawk.to calls a webhook, which needs an open port',
      livehelperchat: 'the bridge asks the server, and needs no open port',
    },
  },
  {
    name: 'keeps what was missed',
    what: 'the bridge gets the chats that came while it was down',
    who: {
      tawk: 'for some hours: tawk.to tries again',
      livehelperchat: 'all that the server still has, even after days',
    },
  },
  {
    name: 'tickets of its own',
    what: "agents create a ticket in the provider's own pages",
    who: {
      tawk: 'yes: it becomes a ticket in iTop',
      livehelperchat:
        'no: an agent makes one in iTop with `/ticket`; with `transcripts` set to `ticket`, each chat becomes one',
    },
  },
  {
    name: 'who is asking',
    what: 'agents are told in the chat who the visitor is, and which open requests they have',
    who: {
      tawk: 'no: as data of the visitor, with the number of open requests',
      livehelperchat: '[yes](commands-in-chat.md#who-is-asking), as far as `share` allows',
    },
  },
  {
    name: 'commands in the chat',
    what: 'agents make a request, link one, or write into its private log from the chat',
    who: {
      tawk: 'no: only `/ticket R-000123`, when the chat is over',
      livehelperchat: '[yes](commands-in-chat.md): `/ticket`, `/ticket R-000123`, `/note text`',
    },
  },
  {
    name: 'told in the chat',
    what: 'while a chat is open, its visitor reads there that a request was made, changes of its state, and answers in its public log',
    who: {
      tawk: 'no: tawk.to lets nobody write into a chat from outside',
      livehelperchat: 'yes, if the visitor is proved: [told in the chat](livehelperchat.md#told-in-the-chat)',
    },
  },
  {
    name: 'files',
    what: 'files of a chat become attachments of its ticket',
    who: {
      tawk: "no: the ticket's log has links to tawk.to",
      livehelperchat: 'yes, up to 10 MB each, if the REST key has the right `lhrestapi, file_download`',
    },
  },
  {
    name: 'rating',
    what: 'what the visitor thought of the chat stands on the chat in iTop',
    who: {
      tawk: 'only if the transcript contains a rating whose meaning is known',
      livehelperchat: "thumb and survey, also when it is filled in later; in the ticket's `user_satisfaction`, too",
    },
  },
  {
    name: 'desks',
    what: 'what a desk is at the provider',
    who: {
      tawk: 'a property, or a widget of one',
      livehelperchat: 'a server, or a department of one',
    },
  },
  {
    name: 'dashboard in iTop',
    what: "the agents' dashboard in iTop's console, with the agent logged in",
    who: {
      tawk: 'no: tawk.to does not let other pages frame its dashboard',
      livehelperchat: "`dashboard_secret`: [the agents' dashboard in iTop](dashboard.md)",
    },
  },
  {
    name: 'company proxy',
    what: 'scripts come through a proxy of your own',
    who: { tawk: '`embed_base_url`', livehelperchat: '`livehelperchat_url` is your own address anyway' },
  },
];
