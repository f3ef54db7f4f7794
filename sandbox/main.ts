import { parseArgs } from 'node:util';
import { buildWidget, watchWidget } from '../build/widget';
import { BridgeError } from '../src/bridge/base/errors';
import { createLog } from '../src/bridge/base/log';
import { bridgeConfigFile } from './bridge';
import { DEMO_USERS } from './itop/users';
import { ITOP_VERSIONS } from './itop/versions';
import { startSandbox } from './sandbox';

/** One for every iTop here, so that `npm ci` brings one only; the tests have the others (test/package.json). */
const PHP = '8.3';

const { values } = parseArgs({ options: { port: { type: 'string' }, watch: { type: 'boolean' } } });
const folder = '.sandbox';
const port = Number(values.port ?? 8080);
if (!Number.isInteger(port) || port < 1 || port > 65_534) {
  throw new Error(`--port: expected a number from 1 to 65534, got "${values.port}"`);
}

await buildWidget();
const sandbox = await startSandbox({
  folder,
  phpVersion: PHP,
  ports: { itop: port, tawk: port + 1 },
  exactPorts: values.port !== undefined,
  log: createLog(),
}).catch((error) => {
  if (!(error instanceof BridgeError) || error.code !== 'DATABASE_IN_USE') throw error;
  console.error(`Another sandbox runs in this folder and has ${folder}/bridge.db: end it first, with Ctrl-C there.`);
  process.exit(1);
});
console.log(`
A small iTop with the live chat, a small tawk.to, and the bridge that makes tickets of chats. Nothing leaves this machine.

${ITOP_VERSIONS.map(({ id }) => `  iTop ${id}        ${sandbox.itopUrl}/${id}/`).join('\n')}
  The agent's side ${sandbox.tawkUrl}/agent
  Settings         ${sandbox.itop.configFile}: edit, save, reload the page
  Who gets it      ITOP_PASSWORD=x npx tsx src/cli/main.ts verify ${sandbox.itopUrl}/3.2/ --user paula
  The bridge       ${sandbox.bridge.adminUrl}/metrics
                   npx tsx src/cli/main.ts events list --config ${bridgeConfigFile(folder)}

Try the whole ring: as paula, write in the chat; on the agent's side, answer, make a ticket; in paula's portal, "My requests".
An answer that names a request (R-000001) brings the transcript into its log when the chat ends.
Each chat is an object of iTop from its first word on: log in as somebody of the console, and look at "Chats".

Log in with a click as one of:
${DEMO_USERS.map((user) => `  ${user.login.padEnd(8)} ${user.profiles.join(', ') || 'no profile'}`).join('\n')}

Ctrl-C ends it.
`);

const endWatch = values.watch ? await watchWidget((file) => console.log(`Built ${file}: reload the page`)) : undefined;

process.once('SIGINT', stop).once('SIGTERM', stop);

async function stop(): Promise<void> {
  await endWatch?.();
  await sandbox.close();
  process.exit();
}
