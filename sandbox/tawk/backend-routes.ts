import { setTimeout as pause } from 'node:timers/promises';
import type { Route } from '../http';
import type { LoginRequest, SessionRequest } from './protocol';
import { changeClient, startSession } from './sessions';
import type { Tawk } from './tawk';
import { widgetSettings } from './widget-settings';

/** The requests of the real client to va.tawk.to (facts/tawk-client.md §9). */
export function backendRoute(tawk: Tawk, socketHost: (request: Request) => string): Route {
  return async (request, { pathname }) => {
    const token = request.headers.get('x-tawk-token') ?? undefined;
    if (pathname === '/v1/widget-settings') {
      return Response.json({ ok: true, data: widgetSettings(tawk.settings) });
    }
    if (pathname === '/v1/session/start') {
      await pause(tawk.latency);
      const start = { body: (await request.json()) as SessionRequest, token };
      return Response.json({ ok: true, data: startSession(tawk, start, socketHost(request)) });
    }
    if (pathname === '/v1/client/login' || pathname === '/v1/client/logout') {
      const call = pathname === '/v1/client/login' ? 'login' : 'logout';
      const made = { call, body: (await request.json()) as LoginRequest, token } as const;
      tawk.clientCalls.push(made);
      const code = changeClient(tawk, made);
      return code ? Response.json({ ok: false, error: { code } }, { status: 401 }) : Response.json({ ok: true });
    }
    return pathname.startsWith('/log-performance/') ? Response.json({ ok: true }) : undefined;
  };
}
