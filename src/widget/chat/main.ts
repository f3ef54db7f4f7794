import { startChat } from './chat';

// A page that has ended takes nothing any more, and one that has gone on without us has left no name.
window.itopTawk?.begin?.(startChat);
