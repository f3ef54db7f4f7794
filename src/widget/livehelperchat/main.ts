import { startChat } from '../chat/chat';
import { createLiveHelperChat } from './livehelperchat';

// `begin` is missing on a page that has ended, and `itopTawk` on a page that continued without this script.
window.itopTawk?.begin?.((page, isDue, openedAt) => startChat(createLiveHelperChat(page), page, isDue, openedAt));
