/** The iTop classes that modules and bridge share; a test compares them with the modules' XML. */

/** A chat (extension-chats/datamodel.itop-tawk-chats.xml). */
export const CHAT_CLASS = 'TawkChat';
/** Which chat is about which ticket (in the same file). */
export const LINK_CLASS = 'lnkTawkChatToTicket';
/** What a user has chosen in the panel to chat about (extension/datamodel.combodo-tawk-integration.xml). */
export const TOPIC_CLASS = 'TawkChatTopic';
