import { showNews } from './news';

// The script on each page imports this file only for the news; the script that comes with tawk.to uses its exports.
showNews();

export { createTools as default } from './tools';
