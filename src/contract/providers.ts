/**
 * Who can serve the chat. What is about the chat in general calls nobody by name; what only one of them can do is a
 * capability with a name, in the table below. docs/providers.md has that table (build/contract.ts), and says what a third
 * one would need.
 */
export const PROVIDERS = ['tawk', 'livehelperchat'] as const;

export type Provider = (typeof PROVIDERS)[number];

/** Where nothing is said. */
export const DEFAULT_PROVIDER: Provider = 'tawk';

/** As people call them. */
export const TITLES: Record<Provider, string> = { tawk: 'tawk.to', livehelperchat: 'Live Helper Chat' };

/** The widget's script for a provider, in asset/js of the extension. */
export const CHAT_SCRIPTS: Record<Provider, string> = { tawk: 'chat.js', livehelperchat: 'livehelperchat.js' };

/**
 * What the bridge's id of a server of Live Helper Chat is made of, which has none of its own: the first 24 hexadecimal
 * digits of the SHA-256 of this. %1$s is the root of the server without a slash at its end, %2$s the department whose chats
 * the bridge fetches, nothing for all. In iTop it stands where a property of tawk.to does.
 */
export const SERVER_NAME = 'livehelperchat %1$s %2$s';

/** What a proof of identity (a token) says, and how long it is good: see extension/src/Service/Visitor/Proof.php. */
export const PROOF_SECONDS = 3600;

/** Something that not all providers can do alike. */
export interface Capability {
  name: string;
  /** As Markdown, as the next one. */
  what: string;
  who: Record<Provider, string>;
}

export const CAPABILITIES: Capability[] = [
  {
    name: 'hosted',
    what: 'runs without a server of your own',
    who: { tawk: 'yes, in the USA', livehelperchat: 'no: PHP 8.2 and MariaDB; names and messages stay in your house' },
  },
  {
    name: 'signed identity',
    what: 'iTop proves who is asking',
    who: {
      tawk: '`api_key`: a signature of the e-mail address, which tawk.to checks (secure mode)',
      livehelperchat: '`livehelperchat_secret`: a signed and dated token, which the bridge checks',
    },
  },
  {
    name: 'known to be proved',
    what: 'the chat in iTop says whether its visitor was proved',
    who: { tawk: "no: tawk.to does not tell; the bridge's `trust` decides for a property", livehelperchat: 'yes' },
  },
  {
    name: 'caller without e-mail',
    what: 'a proved user without an e-mail address is the caller of the ticket',
    who: { tawk: 'no', livehelperchat: "yes, by iTop's id of the contact" },
  },
  {
    name: 'pushes events',
    what: 'how the bridge learns of a chat',
    who: {
      tawk: 'tawk.to calls a webhook, which needs an open port',
      livehelperchat: 'the bridge asks, and needs none',
    },
  },
  {
    name: 'keeps what was missed',
    what: 'the bridge was away',
    who: {
      tawk: 'tawk.to tries again for some hours',
      livehelperchat: 'all that the server still has, after days too',
    },
  },
  {
    name: 'tickets of its own',
    what: "agents make a ticket in the provider's own pages",
    who: { tawk: 'yes: it becomes one of iTop', livehelperchat: 'no: with `transcripts` set to `ticket` a chat does' },
  },
  {
    name: 'desks',
    what: 'what tells desks apart',
    who: {
      tawk: 'a property, or a widget of one',
      livehelperchat: 'a server, or a department of one',
    },
  },
  {
    name: 'company proxy',
    what: 'scripts come through a proxy of your own',
    who: { tawk: '`embed_base_url`', livehelperchat: '`livehelperchat_url` is your own address anyway' },
  },
];
