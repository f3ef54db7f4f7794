import { startChat } from '../chat/chat';
import { createTawk } from './tawk';

// A page that has ended takes nothing any more, and one that has gone on without us has left no name.
window.itopTawk?.begin?.((page, isDue, openedAt) => startChat(createTawk(page), page, isDue, openedAt));
