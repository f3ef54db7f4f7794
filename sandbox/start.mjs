// What `npm start` runs: plain JavaScript, so that it says something before TypeScript can be read (main.ts).
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

/** The address of a demo that was started in this folder and still answers, as main.ts has left it. */
async function findRunning() {
  try {
    const { url, pid } = JSON.parse(await readFile('.sandbox/running.json', 'utf8'));
    const answer = await fetch(`${url}sandbox/walk`, { signal: AbortSignal.timeout(2000) });
    return (await answer.json()).pid === pid ? url : undefined;
  } catch {
    return undefined;
  }
}
