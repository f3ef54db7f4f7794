import { startChat } from '../chat/chat';
import { isInsideChatPage } from './frames';
import { LAUNCHER } from './launcher';

function main(): void {
  try {
    const context = window.itopTawk;
    // Where the page has a chat of its own, or this script twice, there is nothing to do.
    if (!context || window.Tawk_API || document.querySelector(LAUNCHER) || isInsideChatPage()) return;
    startChat(context);
  } catch {
    // The page matters more than the chat.
  }
}

if (document.body) main();
else addEventListener('DOMContentLoaded', main);
