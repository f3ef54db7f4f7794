import type { Route } from '../http';
import type { Connection, VisitorCall } from './protocol';
import type { Tawk } from './tawk';
import type { Visitor } from './visitors';

const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type' };

/** What the embed script asks: POST /visitor/<call> with JSON, and GET /visitor/live for what agents write. */
export function visitorRoute(tawk: Tawk): Route {
  return async (request, url) => {
    const [, call] = /^\/visitor\/(\w+)$/.exec(url.pathname) ?? [];
    if (!call) return undefined;
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CORS });
    if (call === 'live') return live(tawk, url);
    const sent = (await request.json()) as VisitorCall;
    const answer = handle(tawk, call, sent);
    tawk.changed();
    return Response.json(answer, { status: 'error' in answer ? 400 : 200, headers: CORS });
  };
}

function live(tawk: Tawk, url: URL): Response {
  const visitor = tawk.visitors.find(url.searchParams.get('uuid') ?? undefined);
  const pages = tawk.pagesOf(visitor);
  visitor.online = true;
  tawk.changed();
  return pages.open({ type: 'connected' }, () => {
    visitor.online = pages.listeners > 0;
    tawk.changed();
  });
}

function handle(tawk: Tawk, call: string, sent: VisitorCall): Connection | { error: string } {
  const visitor = tawk.visitors.find(sent.uuid, sent.token);
  switch (call) {
    case 'connect':
      if (sent.visitor) tawk.visitors.identify(visitor, sent.visitor);
      return connection(tawk, visitor);
    case 'message':
      tawk.write(visitor, 'visitor', sent.text ?? '');
      return connection(tawk, visitor);
    case 'end':
      tawk.end(visitor);
      return connection(tawk, visitor);
    case 'attributes':
      return setAttributes(tawk, visitor, sent.attributes ?? {});
    case 'event':
      visitor.events.push({ name: sent.name ?? '', metadata: sent.attributes });
      return connection(tawk, visitor);
    case 'tags':
      visitor.tags = [...new Set([...visitor.tags, ...(sent.tags ?? [])])];
      return connection(tawk, visitor);
    case 'login':
      return login(tawk, sent);
    case 'logout':
      return connection(tawk, tawk.visitors.find());
    default:
      return { error: 'SERVER_ERROR' };
  }
}

function connection(tawk: Tawk, { uuid, token, messages, ongoing }: Visitor): Connection {
  return { uuid, token, messages, ongoing, status: tawk.status };
}

/** Limits and error names: facts/tawk.md §2.5. */
function setAttributes(
  tawk: Tawk,
  visitor: Visitor,
  attributes: Record<string, string>,
): Connection | { error: string } {
  const { name, email, hash, ...own } = attributes;
  if ((name || email) && !tawk.visitors.identify(visitor, { name, email, hash }))
    return { error: 'UNAUTHORIZED_API_CALL' };
  const all = { ...visitor.attributes };
  for (const [key, value] of Object.entries(own)) {
    if (!/^[a-z0-9-]+$/i.test(key)) return { error: 'CONTAINS_INVALID_KEY' };
    if (typeof value !== 'string' || value === '' || value.length > 255) return { error: 'CONTAINS_INVALID_VALUE' };
    all[key.toLowerCase()] = value;
  }
  if (Object.keys(all).length > 50) return { error: 'ATTRIBUTE_LIMIT_EXCEEDED' };
  visitor.attributes = all;
  return connection(tawk, visitor);
}

/** One visitor per user id, on whatever browser (facts/tawk.md §3.2). */
function login(tawk: Tawk, { userId, hash, name, email }: VisitorCall): Connection | { error: string } {
  if (!tawk.visitors.hashIsRight(userId, hash)) return { error: 'UNAUTHORIZED_API_CALL' };
  const visitor = tawk.visitors.find(`user ${userId}`);
  visitor.uuid = `user ${userId}`;
  visitor.name = name ?? visitor.name;
  visitor.email = email ?? visitor.email;
  visitor.verified = true;
  return connection(tawk, visitor);
}
