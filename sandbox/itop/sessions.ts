import { randomUUID } from 'node:crypto';
import { cookie } from '../http';
import { type DemoUser, demoUser } from './users';

const COOKIE = 'itop-session';

export interface Session {
  user: DemoUser;
  /** The user whom the administrator impersonates. */
  impersonated?: DemoUser;
}

/** The users who are logged in, by cookie; each iTop version of the sandbox has its own sessions. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();

  /** Logs in. @returns the headers that keep the session */
  open(login: string, path: string): Record<string, string> {
    const { name, value } = this.enter(login);
    return { 'set-cookie': `${name}=${value}; Path=${path}; HttpOnly; SameSite=Lax` };
  }

  /** Begins a session. @returns its cookie */
  enter(login: string): { name: string; value: string } {
    const value = randomUUID();
    this.#sessions.set(value, { user: demoUser(login) });
    return { name: COOKIE, value };
  }

  /** Undefined if nobody is logged in. */
  of(request: Request): Session | undefined {
    return this.#sessions.get(cookie(request, COOKIE) ?? '');
  }

  /** Only administrators see the choice. */
  impersonate(request: Request, login: string): void {
    const session = this.of(request);
    if (session) session.impersonated = demoUser(login);
  }

  close(request: Request): void {
    this.#sessions.delete(cookie(request, COOKIE) ?? '');
  }

  /** All sessions time out at once. */
  expire(): void {
    this.#sessions.clear();
  }
}
