import type { Route } from '../http';
import { agentRoutes } from './agent-routes';
import { backendRoute } from './backend-routes';
import type { BrowserScripts } from './browser-scripts';
import type { ClientFiles } from './client-files';
import { embedRoute } from './embed-routes';
import { withFault } from './faults';
import { partAt } from './parts';
import type { SessionRequest } from './protocol';
import type { Tawk } from './tawk';

/**
 * Everything that the sandbox's tawk.to answers: the agents' page, and the files and API of embed.tawk.to and
 * va.tawk.to.
 */
export function tawkRoutes(tawk: Tawk, files: ClientFiles, scripts: BrowserScripts): Route[] {
  const { propertyId, widgetId } = tawk.property;
  const entryPath = `/${propertyId}/${widgetId}`;
  const routes = [
    embedRoute(tawk, files, entryPath),
    backendRoute(tawk, (request) => files.socketHost ?? request.headers.get('host') ?? ''),
  ];
  const answer: Route = async (request, url) => {
    if (request.method === 'OPTIONS') return new Response(null, { status: 204 });
    await record(tawk, request, url);
    const part = partAt(url.pathname, entryPath);
    return withFault(part && part !== 'socket' ? tawk.faults[part] : undefined, async () => {
      for (const route of routes) {
        const response = await route(request, url);
        if (response) return response;
      }
      return new Response('Not found', { status: 404 });
    });
  };
  return [
    ...agentRoutes(tawk, scripts),
    async (request, url) => shared((await answer(request, url)) as Response, request),
  ];
}

async function record(tawk: Tawk, request: Request, { pathname }: URL): Promise<void> {
  tawk.requests.push({ method: request.method, path: pathname, referrer: request.headers.get('referer') });
  if (pathname !== '/v1/session/start') return;
  const token = request.headers.get('x-tawk-token') ?? undefined;
  tawk.sessions.push({ body: (await request.clone().json()) as SessionRequest, token });
}

/** Allows pages of any other site, with their cookies, as tawk.to does. */
function shared(response: Response, request: Request): Response {
  response.headers.set('access-control-allow-origin', request.headers.get('origin') ?? '*');
  response.headers.set('access-control-allow-credentials', 'true');
  response.headers.set('access-control-allow-headers', 'content-type, x-tawk-token');
  return response;
}
