import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Logger } from '../src/bridge/base/log';
import type { Bridge } from '../src/bridge/bridge';
import { BRIDGE_USER, SANDBOX_SECRETS, startSandboxBridge } from './bridge';
import { startRoutes } from './demo/routes';
import { Walker } from './demo/walk';
import { type NodeHandler, serve } from './http';
import { createConfigFile, type Settings, writeDelta, writeSettings } from './itop/config-file';
import { fillModel } from './itop/demo-data';
import { Itop } from './itop/itop';
import type { PhpVersion } from './itop/php-runtime';
import { ItopRestStandIn } from './itop/rest';
import { RestMode } from './itop/rest-mode';
import { itopRoutes } from './itop/routes';
import { Sessions } from './itop/sessions';
import { type Property, SANDBOX_PROPERTY } from './property';
import { buildBrowserScripts } from './tawk/browser-scripts';
import { realClient, standInClient } from './tawk/client-files';
import { tawkRoutes } from './tawk/routes';
import { socketUpgrade } from './tawk/socket-server';
import { Tawk } from './tawk/tawk';

export interface SandboxOptions {
  /** A permanent folder for configuration files, XML delta and the bridge's database; default: a temporary one. */
  folder?: string;
  /** Module settings in the configuration file, in addition to those for the sandbox's tawk.to. */
  settings?: Settings;
  deltaXml?: string;
  /** One PHP version for every iTop, instead of each iTop's own. */
  phpVersion?: PhpVersion;
  /** Ports from which the search for a free one starts; default: any free port. */
  ports?: { itop: number; tawk: number };
  /** Do not try the next ports if these are taken. */
  exactPorts?: boolean;
  /** The bridge's logger; default: no log. */
  log?: Logger;
  /** Folder of tawk.to's real client, which is served instead of the stand-in's (client-files.ts). */
  client?: string;
}

export interface Sandbox {
  /** `http://127.0.0.1:<port>`, without a slash at its end; each iTop is at `/<version>/`. */
  itopUrl: string;
  /** `http://localhost:<port>`: another site than iTop, as in reality. */
  tawkUrl: string;
  /** The address from which pages load tawk.to: the same, or tawk.to's own if the real client runs. */
  embedUrl: string;
  itop: Itop;
  sessions: Sessions;
  tawk: Tawk;
  /** iTop's REST API and the objects behind it, which the pages of every version show. */
  rest: ItopRestStandIn;
  bridge: Bridge;
  /** Replaces the module's settings, except those for the sandbox's tawk.to. */
  configure(settings: Settings): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a small iTop with the real extension, a small tawk.to, and the real bridge between them, each on its own port.
 * The widget must be built (build/widget.ts); PHP files are read at each request.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { ports = { itop: 0, tawk: 0 }, exactPorts = false, log = pino({ level: 'silent' }) } = options;
  const scripts = await buildBrowserScripts();
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'itop-tawk-')));

  const files = options.client ? await realClient(options.client) : standInClient(scripts);
  const tawk = new Tawk(files.property);
  const tawkServer = await serve(tawkRoutes(tawk, files, scripts), {
    port: ports.tawk,
    orNext: !exactPorts,
    upgrade: socketUpgrade(tawk.sockets),
  });
  const tawkUrl = `http://localhost:${tawkServer.port}`;
  const embedUrl = files.origin ?? tawkUrl;

  const itop = new Itop(folder, embedUrl, options.phpVersion);
  const ownSettings = sandboxSettings(files.property, embedUrl);
  const configure = (settings: Settings) => writeSettings(folder, { ...ownSettings, ...settings });
  if (options.folder) await createConfigFile(folder);
  else await configure(options.settings ?? {});
  if (options.deltaXml) await writeDelta(folder, options.deltaXml);

  const sessions = new Sessions();
  const rest = new ItopRestStandIn([{ user: BRIDGE_USER, password: SANDBOX_SECRETS.password }]);
  itop.model = rest.model;
  fillModel(itop.model);
  const restMode = new RestMode(rest);
  const walker = new Walker(tawk, rest.model, restMode);
  const routes = [
    ...startRoutes({ itop, restMode, walker, tawkUrl }),
    ...itopRoutes({ itop, sessions, model: rest.model, restMode, tawkUrl, onSeen: (what) => walker.see(what) }),
  ];
  const first: NodeHandler = (incoming, outgoing) => {
    const isRest = /^\/\d\.\d\/webservices\/rest\.php(\?|$)/.test(incoming.url ?? '');
    // A caller who disconnects early ends only that call.
    if (isRest) rest.handle(incoming, outgoing).catch(() => outgoing.destroy());
    return isRest;
  };
  const itopServer = await serve(routes, { port: ports.itop, orNext: !exactPorts, first });
  const itopUrl = `http://127.0.0.1:${itopServer.port}`;
  tawk.startUrl = `${itopUrl}/`;

  const bridge = await startSandboxBridge(folder, `${itopUrl}/3.2`, log);
  walker.bridgeUrl = bridge.adminUrl;
  tawk.webhooks.target = { url: `${bridge.url}/webhooks/tawk`, secret: SANDBOX_SECRETS.webhook };

  return {
    itopUrl,
    tawkUrl,
    embedUrl,
    itop,
    sessions,
    tawk,
    rest,
    bridge,
    configure,
    async close() {
      tawk.close();
      await bridge.stop();
      await Promise.all([itopServer.close(), tawkServer.close()]);
      await itop.close();
      if (!options.folder) await rm(folder, { recursive: true });
    },
  };
}

function sandboxSettings({ propertyId, widgetId }: Property, embedUrl: string): Settings {
  return { property_id: propertyId, widget_id: widgetId, api_key: SANDBOX_PROPERTY.apiKey, embed_base_url: embedUrl };
}
