import { startPage } from './page';

function main(): void {
  try {
    const context = window.itopTawk;
    // If the page has another chat, or this script twice, there is nothing to do.
    if (context && !context.begin && !window.Tawk_API && !isInsideChatPage()) startPage(context);
  } catch {
    // The page matters more than the chat.
  }
}

/**
 * Whether the page around this one has the chat, as when iTop shows one of its pages in a frame of another. Pages of
 * other origins do not count, because the portal may well be part of an intranet page.
 */
function isInsideChatPage(): boolean {
  return !!frameElement && !!parent.itopTawk;
}

if (document.body) main();
else addEventListener('DOMContentLoaded', main);
