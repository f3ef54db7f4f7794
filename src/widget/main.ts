import { insertEmbedScript } from './embed';
import { isInsideChatPage } from './frames';

try {
  const context = window.itopTawk;
  if (context && !isInsideChatPage(window)) insertEmbedScript(context);
} catch {
  // The page matters more than the chat.
}
