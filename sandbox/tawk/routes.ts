import type { Route } from '../http';
import { SANDBOX_PROPERTY } from '../property';
import { agentRoutes } from './agent-routes';
import type { BrowserScripts } from './browser-scripts';
import { embedResponse } from './embed-response';
import type { Tawk } from './tawk';
import { visitorRoute } from './visitor-routes';

/** Everything that the stand-in of tawk.to answers. */
export function tawkRoutes(tawk: Tawk, scripts: BrowserScripts): Route[] {
  const { propertyId } = SANDBOX_PROPERTY;
  const record: Route = ({ method, headers }, { pathname }) => {
    tawk.requests.push({ method, path: pathname, referrer: headers.get('referer') });
    return undefined;
  };
  const embed: Route = ({ method }, { pathname }) => {
    const [, property, widget] = /^\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
    if (method !== 'GET' || !widget || property !== propertyId) return undefined;
    return embedResponse(tawk.embed, scripts.embed);
  };
  return [...agentRoutes(tawk, scripts), record, visitorRoute(tawk), embed];
}
