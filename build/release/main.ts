import { buildWidget } from '../widget';
import { makeRelease } from './release';

await buildWidget();
for (const file of await makeRelease()) console.log(`Made dist/release/${file}`);
