import { html, type Route } from '../http';
import type { Itop } from '../itop/itop';
import type { RestMode } from '../itop/rest-mode';
import { startPage } from './start-page';
import type { Walker } from './walk';

/** What the start page needs. */
export interface StartParts {
  itop: Itop;
  restMode: RestMode;
  walker: Walker;
  tawkUrl: string;
}

/** The start page, at the sandbox's root, and its data and actions. */
export function startRoutes({ itop, restMode, walker, tawkUrl }: StartParts): Route[] {
  return [
    async (request, { pathname, port }) => {
      switch (pathname) {
        case '/':
          return html(startPage({ port, tawkUrl, configFile: itop.configFile, complaints: itop.complaints() }));
        case '/sandbox/walk':
          return Response.json({ ...(await walker.walk()), pid: process.pid });
        case '/sandbox/rest':
          restMode.choose(await request.text());
          return new Response(null, { status: 204 });
        default:
          return undefined;
      }
    },
  ];
}
