import { randomUUID } from 'node:crypto';
import type { LoginRequest, Session, SessionRequest } from './protocol';
import type { Tawk } from './tawk';
import { SETTINGS_VERSION } from './widget-settings';

/** A request for a session, as recorded for tests. */
export interface SessionStart {
  body: SessionRequest;
  /** Header X-Tawk-Token. */
  token?: string;
}

/** A login or logout. */
export interface ClientCall {
  call: 'login' | 'logout';
  body: LoginRequest;
  token?: string;
}

/**
 * Starts a session: the visitor that this browser stored, or a new one, with the identity from the page.
 *
 * @param socketHost the host for the websocket
 */
export function startSession(tawk: Tawk, { body, token }: SessionStart, socketHost: string): Session {
  const { visitors, settings } = tawk;
  const isNew = body.u === undefined && !visitors.ofToken(token);
  const visitor = isNew && body.uik !== undefined ? visitors.first(body.uik) : visitors.find(body.u, token);
  if (body.user) {
    visitors.identify(visitor, body.user);
    Object.assign(visitor.attributes, body.user.attributes);
  }
  const key = randomUUID();
  tawk.admit(key, visitor);
  tawk.changed();
  return {
    ...tawk.pageStatus(),
    sk: key,
    vid: `visitor-${visitor.uuid}`,
    uid: { u: visitor.uuid, uv: 3, ...(settings.cookieDomain && { domain: settings.cookieDomain }) },
    n: visitor.name,
    e: visitor.email,
    vss: socketHost,
    tkn: visitors.ofToken(token) && token ? token : visitors.tokenFor(visitor),
    tknExp: 3600,
    cver: visitor.history.length,
    c: visitor.history,
    chid: visitor.chatId,
    cw: 'min',
    settingsVersion: SETTINGS_VERSION,
    rcf: settings.consentForm && !body.consent,
    wstz: { offset: 0, utc: 'UTC' },
    ewt: 0,
    refs: [],
  };
}

/**
 * Logs the browser in, or out: its next session belongs to another visitor.
 *
 * @returns tawk.to's name of the error, undefined for none
 */
export function changeClient({ visitors }: Tawk, { call, body, token }: ClientCall): string | undefined {
  if (token === undefined || !visitors.ofToken(token)) return 'UNAUTHORIZED_API_CALL';
  if (call === 'logout') {
    visitors.logOut(token);
    return undefined;
  }
  const { userId, hash, name, email } = body;
  if (!userId || !visitors.hashIsRight(userId, hash)) return 'UNAUTHORIZED_API_CALL';
  const user = visitors.logIn(token, userId);
  Object.assign(user, { name: name ?? user.name, email: email ?? user.email, verified: true });
  return undefined;
}
