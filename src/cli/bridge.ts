import type { Command } from 'commander';
import { createLog } from '../bridge/base/log';
import { startBridge } from '../bridge/bridge';
import { loadConfig } from '../bridge/config/load';
import { exposedConnections, exposedFiles } from '../bridge/ops/exposure';
import { checkTicketClasses } from '../bridge/tickets/ticket-class';
import { EXIT, exitHelp, fail } from './outcome';
import { wrapped } from './terminal';

/** `itop-tawk bridge`: runs until SIGTERM or SIGINT. */
export function register(program: Command): void {
  program
    .command('bridge')
    .description("takes tawk.to's webhooks, reads Live Helper Chat, and makes iTop tickets of the chats")
    .option('--config <file>', 'configuration', 'bridge.yaml')
    .addHelpText(
      'after',
      wrapped(
        `\n${exitHelp('stopped when it was told to', 'stopped, but not cleanly: interrupted deliveries are repeated after the next start', 'it did not start')}`,
      ),
    )
    .action(({ config }: { config: string }) => start(config).catch(fail));
}

async function start(file: string): Promise<void> {
  const config = loadConfig(file);
  const log = createLog();
  // a terminal that closes, or somebody who expects the configuration to be read again, must not end the bridge
  process.on('SIGHUP', () => log.info('continuing after SIGHUP: the configuration is read only at the start'));
  for (const { code, what, remedy } of [...exposedFiles(file), ...(await exposedConnections(config))]) {
    log.warn({ code, remedy }, what);
  }
  await checkTicketClasses(config);
  const bridge = await startBridge(config, log);
  const stop = (signal: NodeJS.Signals) => {
    log.info(
      { signal, seconds: config.stop / 1000 },
      'finishing deliveries in progress (send the signal again to exit at once)',
    );
    // an interrupted delivery is found after the next start
    for (const again of ['SIGTERM', 'SIGINT'] as const) {
      process.removeListener(again, stop);
      process.once(again, () => process.exit(EXIT.findings));
    }
    bridge.stop().then(
      () => {
        log.info('the bridge is closed');
        // a connection that died silently would keep the process running
        process.exit(EXIT.fine);
      },
      (error: Error) => {
        log.error({ error: error.message }, 'the bridge did not close cleanly');
        process.exit(EXIT.findings);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // a program that waits for this line may send the stop signal at once
  log.info({ url: bridge.url, admin: bridge.adminUrl, properties: config.properties.length }, 'the bridge is open');
}
