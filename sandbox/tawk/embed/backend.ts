import type { SessionUser } from '../protocol';

export const isMobile = /Android|iPhone|iPad|Mobile/.test(navigator.userAgent);

/**
 * Known fields stay fields, all others become attributes. Throws a TypeError without a visitor, as the real client
 * does.
 */
export function asUser(visitor: Record<string, unknown>): SessionUser {
  const user: Record<string, unknown> = {};
  const attributes: Record<string, unknown> = {};
  for (const key of Object.keys(visitor)) {
    const isKnown = ['hash', 'userId', 'name', 'email', 'phone'].includes(key);
    (isKnown ? user : attributes)[key] = visitor[key];
  }
  return { ...user, ...(Object.keys(attributes).length > 0 && { attributes }) };
}

interface Answer {
  data?: unknown;
  error?: { code?: string };
}

/** @returns the answer; undefined if there is none, or it is not JSON, or the status is 500 */
export async function post(url: string, body: unknown, token?: string): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      credentials: 'include',
      headers: { 'content-type': 'application/json; charset=utf-8', ...(token && { 'X-Tawk-Token': token }) },
      body: JSON.stringify(body),
    });
    return response.status === 500 ? undefined : ((await response.json()) as Answer);
  } catch {
    return undefined;
  }
}
