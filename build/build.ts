import { readFile } from 'node:fs/promises';
import { buildCli } from './cli';
import { writeContractFiles } from './contract';
import { packExtension } from './extension';
import { buildWidget } from './widget';

const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
writeContractFiles();
await buildWidget();
console.log(`Built ${await packExtension(version)}`);
await buildCli();
console.log('Built dist/itop-tawk.js');
