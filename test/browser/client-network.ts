import type { BrowserContext, Route, WebSocketRoute } from 'playwright-core';
import type { Sandbox } from '../../sandbox/sandbox';
import type { Wire } from '../../sandbox/tawk/sockets';

/** Hosts of tawk.to, and the one that its client brings emojis from. */
const HOSTS = /^https:\/\/([\w-]+\.)*(tawk\.to|tawk\.link|jsdelivr\.net|googleapis\.com|s3\.amazonaws\.com)\//;

/**
 * Leads a browser's requests to tawk.to to the sandbox, for the real client, which knows no other address. Nothing
 * leaves the machine.
 *
 * @param network a browser without one reaches these no more than others
 */
export async function leadToSandbox(
  context: BrowserContext,
  sandbox: Sandbox,
  network: { isOffline: boolean },
): Promise<void> {
  await context.route(HOSTS, async (route) => {
    if (network.isOffline) return abort(route);
    const { pathname, search } = new URL(route.request().url());
    try {
      const response = await route.fetch({ url: sandbox.tawkUrl + pathname + search, timeout: 0, maxRetries: 0 });
      await route.fulfill({ response });
    } catch {
      // The sandbox hung up, or the browser has been closed.
      await abort(route);
    }
  });
  await context.routeWebSocket(/^wss:\/\/[\w.-]+\.tawk\.to\//, (socket) => {
    const { searchParams } = new URL(socket.url());
    // The page's socket is open as soon as this promise is kept.
    return new Promise<void>((opened) => {
      const refuse = () => {
        socket.close({ code: 1001 });
        opened();
      };
      const open = async () => {
        opened();
        return wireOf(socket);
      };
      if (network.isOffline) refuse();
      else void sandbox.tawk.sockets.answer({ query: searchParams, open, refuse });
    });
  });
}

function abort(route: Route): Promise<void> {
  return route.abort('failed').catch(() => {});
}

function wireOf(socket: WebSocketRoute): Wire {
  const closed: (() => void)[] = [];
  socket.onClose(() => {
    for (const listener of closed) listener();
  });
  return {
    send: (text) => socket.send(text),
    close: () => void socket.close(),
    onText: (listener) => socket.onMessage((message) => listener(String(message))),
    onClose: (listener) => void closed.push(listener),
  };
}
