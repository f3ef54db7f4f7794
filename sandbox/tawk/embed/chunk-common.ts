import { app } from './app';
import { bring } from './tawk-globals';

bring('chunk-common', { app });
