// `npm start` runs this. It is plain JavaScript, so that it can print something before TypeScript is loaded (main.ts).
import { readFile } from 'node:fs/promises';
import { register } from 'tsx/esm/api';

const running = await findRunning();
if (running) {
  console.error(`The demo runs already in this folder: ${running}  To begin anew, end it there with Ctrl-C first.`);
  process.exit(1);
}
console.log(
  'The demo of itop-tawk starts: a small iTop, a small tawk.to, and what joins them. Nothing leaves this machine.',
);
register();
await import('./main.ts');

/** The address of a running demo in this folder, which main.ts has written. */
async function findRunning() {
  try {
    const { url, pid } = JSON.parse(await readFile('.sandbox/running.json', 'utf8'));
    const answer = await fetch(`${url}sandbox/walk`, { signal: AbortSignal.timeout(2000) });
    return (await answer.json()).pid === pid ? url : undefined;
  } catch {
    return undefined;
  }
}
