import { startPage } from './page';

function main(): void {
  try {
    const context = window.itopTawk;
    // Where the page has a chat of its own, or this script twice, there is nothing to do.
    if (context && !context.begin && !window.Tawk_API && !isInsideChatPage()) startPage(context);
  } catch {
    // The page matters more than the chat.
  }
}

/**
 * Tells whether the page around this one has the chat, as where iTop shows one of its pages in a frame of another.
 * Pages of other origins do not count, which tell no frame: the portal may well be part of somebody's intranet.
 */
function isInsideChatPage(): boolean {
  return !!frameElement && !!parent.itopTawk;
}

if (document.body) main();
else addEventListener('DOMContentLoaded', main);
