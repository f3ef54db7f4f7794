import { startChat } from './chat';

// A page that has ended accepts nothing any more; a page that continued without us has no such name.
window.itopTawk?.begin?.(startChat);
