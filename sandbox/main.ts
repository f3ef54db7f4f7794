import { parseArgs } from 'node:util';
import { buildWidget } from '../build/widget';
import { DEMO_USERS } from './itop/users';
import { ITOP_VERSIONS } from './itop/versions';
import { startSandbox } from './sandbox';

const { values } = parseArgs({ options: { port: { type: 'string' } } });
const port = Number(values.port ?? 8080);
if (!Number.isInteger(port) || port < 1 || port > 65_534) {
  throw new Error(`--port: expected a number from 1 to 65534, got "${values.port}"`);
}

await buildWidget();
const sandbox = await startSandbox({
  folder: '.sandbox',
  ports: { itop: port, tawk: port + 1 },
  exactPorts: values.port !== undefined,
});
console.log(`
A small iTop with the live chat, and a small tawk.to. Nothing leaves this machine.

${ITOP_VERSIONS.map(({ id }) => `  iTop ${id}        ${sandbox.itopUrl}/${id}/`).join('\n')}
  The agent's side ${sandbox.tawkUrl}/agent
  Settings         ${sandbox.itop.configFile}: edit, save, reload the page

Log in with a click as one of:
${DEMO_USERS.map((user) => `  ${user.login.padEnd(8)} ${user.profiles.join(', ') || 'no profile'}`).join('\n')}

Ctrl-C ends it.
`);

process.once('SIGINT', stop).once('SIGTERM', stop);

async function stop(): Promise<void> {
  await sandbox.close();
  process.exit();
}
