import type { Frame } from './protocol';
import type { Tawk } from './tawk';
import type { Identity, Visitor } from './visitors';

/** The result for one of the client's callbacks: an error or null, then a result. */
type Answer = [error: string | null, result?: unknown];

/**
 * Carries out what a page requests over its websocket.
 *
 * @param others sends to the visitor's other pages
 */
export function answerFrame(
  tawk: Tawk,
  visitor: Visitor,
  { c, p }: Frame,
  others: (command: string, ...parameters: unknown[]) => void,
): Answer {
  const given = (p[0] ?? {}) as Record<string, unknown>;
  switch (c) {
    case 'service':
      return service(tawk, visitor, p, others);
    case 'chatWindowState':
      others('visitorChatWindowState', { cw: p[0] });
      return [null];
    case 'endChat':
      tawk.conversations.end(visitor);
      return [null, { chatEndVersion: visitor.history.length, nextChatId: visitor.chatId }];
    case 'setAttributes':
      return [setAttributes(tawk, visitor, given)];
    case 'addEvent':
      visitor.events.push({ name: String(given.name), metadata: given.data });
      return [null];
    case 'addTags':
      visitor.tags = [...new Set([...visitor.tags, ...((given.tags ?? []) as string[])])];
      return [null];
    case 'removeTags':
      visitor.tags = visitor.tags.filter((tag) => !((given.tags ?? []) as string[]).includes(tag));
      return [null];
    default:
      return [null, {}];
  }
}

function service(tawk: Tawk, visitor: Visitor, p: unknown[], others: Parameters<typeof answerFrame>[3]): Answer {
  const [, path, sent] = p as [name: string, path: string, sent: { message?: string } | undefined];
  if (path === '/v1/message/visitor') {
    const entry = tawk.conversations.write(visitor, 'visitor', sent?.message ?? '');
    others('visitorMessage', entry);
    return [null, { ok: true, data: { cver: entry.cver, time: entry.co } }];
  }
  if (path === '/v1/form/get') return [null, { ok: true, data: { form: { id: 'form', fields: [] } } }];
  return [null, { ok: true, data: {} }];
}

/** @returns tawk.to's name of the error, null for none: limits and names of facts/tawk.md §2.5 */
function setAttributes(tawk: Tawk, visitor: Visitor, attributes: Record<string, unknown>): string | null {
  const { name, email, hash, ...own } = attributes as Identity & Record<string, unknown>;
  if ((name || email) && !tawk.visitors.identify(visitor, { name, email, hash })) return 'UNAUTHORIZED_API_CALL';
  const all = { ...visitor.attributes };
  for (const [key, value] of Object.entries(own)) {
    if (!/^[a-z0-9-]+$/i.test(key)) return 'CONTAINS_INVALID_KEY';
    if (!['string', 'number', 'boolean'].includes(typeof value) || value === '' || String(value).length > 255)
      return 'CONTAINS_INVALID_VALUE';
    all[key.toLowerCase()] = value;
  }
  if (Object.keys(all).length > 50) return 'ATTRIBUTE_LIMIT_EXCEEDED';
  visitor.attributes = all;
  tawk.changed();
  return null;
}
