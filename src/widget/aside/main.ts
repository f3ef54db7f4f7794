export { showNews } from './news';
export { createTools } from './tools';
