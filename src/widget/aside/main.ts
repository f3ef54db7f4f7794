import { showNews } from './news';

// The script on each page imports this for the news alone, the one that comes with tawk.to for what is exported.
showNews();

export { createTools as default } from './tools';
