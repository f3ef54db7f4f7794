export { createPanel as default } from './panel';
