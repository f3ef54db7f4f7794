import { startChat } from '../chat/chat';
import { createLiveHelperChat } from './livehelperchat';

// A page that has ended takes nothing any more, and one that has gone on without us has left no name.
window.itopTawk?.begin?.((page, isDue, openedAt) => startChat(createLiveHelperChat(page), page, isDue, openedAt));
