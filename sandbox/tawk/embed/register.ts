import type { Session, SessionRequest, SessionUser } from '../protocol';
import { asUser, isMobile, post } from './backend';
import type { Kept } from './kept';
import { page } from './tawk-globals';

const RETRIES = 3;
/** Milliseconds: the first wait, plus or minus a random half; an answer; a lock that another tab holds. */
const FIRST_WAIT = 30_000;
const PATIENCE = 90_000;
const LOCK = 1000;

/**
 * Starts sessions (facts/tawk-client.md §2, §3). As in the real client, some steps happen once, some with one more
 * retry, and some never again; and a retry no longer knows the visitor, and throws if the page still has one.
 */
export class Register {
  #body?: SessionRequest;
  #retries = 0;
  #wait?: number;
  #timers: number[] = [];
  #locking?: number;
  #retryTimer?: number;

  /**
   * @param isOpen whether the chat window is open
   * @param gaveUp called when all retries have failed
   * @param registered called when an identity has arrived
   */
  constructor(
    private readonly backend: string,
    private readonly kept: Kept,
    private readonly on: { isOpen(): boolean; gaveUp(): void; registered(): void },
  ) {}

  /** @param failed must not be tried again @param visitor the value of `Tawk_API.visitor` when the client started */
  async init(done: (session: Session) => void, failed: () => void, visitor?: SessionUser): Promise<void> {
    this.#clear();
    const body = this.#prepare(visitor);
    const { uuid, version } = await Promise.resolve(this.kept.visitor);
    if (uuid) Object.assign(body, { u: uuid, uv: version });
    else body.uik = await navigator.locks.request('idempotency_key', () => this.kept.key);
    if (Date.now() - this.kept.connectionTime <= LOCK) {
      this.#timers.push(window.setTimeout(() => this.init(done, failed), LOCK));
      return;
    }
    const lock = () => {
      this.kept.connectionTime = Date.now();
    };
    lock();
    this.#locking = window.setInterval(lock, 100);
    this.#timers.push(window.setTimeout(() => this.#retry(done, failed), PATIENCE));
    await this.#post(body, done, failed);
  }

  #prepare(visitor?: SessionUser): SessionRequest {
    const mayTell = !sessionStorage.getItem('tawk_has_register_visitor') && isObject(page.Tawk_API?.visitor);
    const user = mayTell ? asUser(visitor as Record<string, unknown>) : undefined;
    const [vss = '', ...flags] = this.kept.session;
    this.#body ??= {
      p: page.$_Tawk_AccountKey,
      w: page.$_Tawk_WidgetId,
      platform: isMobile ? 'mobile' : 'desktop',
      tzo: new Date().getTimezoneOffset(),
      url: location.href,
      referrer: document.referrer || undefined,
      vss,
      user,
      consent: false,
      wss: 'min',
    };
    return Object.assign(this.#body, {
      vss,
      url: location.href,
      consent: flags.includes('cf'),
      wss: this.on.isOpen() ? 'max' : 'min',
    });
  }

  async #post(body: SessionRequest, done: (session: Session) => void, failed: () => void): Promise<void> {
    const answer = await post(`${this.backend}/v1/session/start`, body, this.kept.token);
    this.#clear();
    if (!answer || answer.error?.code === 'InternalServerError') return this.#retry(done, failed);
    if (answer.error) return failed();
    if (isObject(page.Tawk_API?.visitor)) sessionStorage.setItem('tawk_has_register_visitor', 'true');
    done(answer.data as Session);
    if (body.user) this.on.registered();
  }

  #retry(done: (session: Session) => void, failed: () => void): void {
    if (this.#retryTimer !== undefined) return;
    if (this.#retries++ >= RETRIES) {
      this.#clear();
      this.on.gaveUp();
      return;
    }
    this.#wait = this.#wait === undefined ? FIRST_WAIT : this.#wait * 1.5;
    this.#retryTimer = window.setTimeout(() => this.init(done, failed), this.#wait * (0.5 + Math.random()));
  }

  #clear(): void {
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    clearInterval(this.#locking);
    this.kept.connectionTime = 0;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
