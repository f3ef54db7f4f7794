/** The classes by which the modules and the bridge meet in iTop; a test holds them against the modules' XML. */

/** A chat (extension-chats/datamodel.itop-tawk-chats.xml). */
export const CHAT_CLASS = 'TawkChat';
/** Which chat is about which ticket (the same). */
export const LINK_CLASS = 'lnkTawkChatToTicket';
/** What a user has chosen in the panel to chat about (extension/datamodel.combodo-tawk-integration.xml). */
export const TOPIC_CLASS = 'TawkChatTopic';
