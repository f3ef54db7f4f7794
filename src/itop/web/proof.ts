import type { Finding } from '../finding';
import { type Browser, textOf } from './browser';
import type { PageContext } from './chat-page';

/** The claims of a proof that verify checks. Only iTop and the bridge can check the signature. */
interface Claims {
  sub: string;
  iat: number;
  exp: number;
}

/**
 * What is wrong with the proof of who is asking, that of the page and a new one. A proof is never quoted: whoever has one
 * is taken for that person.
 *
 * @param now by the server's clock, in seconds since 1970
 */
export async function proofFindings(
  browser: Browser,
  page: URL,
  context: PageContext,
  now: number,
): Promise<Finding[]> {
  const { proof, panel, visitor } = context;
  if (proof === undefined) return visitor === undefined ? [] : [NOT_PROVED];
  const claims = readProof(proof, now);
  if (typeof claims === 'string') return [wrong(`the proof of who is asking ${claims}`)];
  const asked = panel && new URL(panel.url, page);
  asked?.searchParams.set('operation', 'proof');
  const fresh = asked && (await freshProof(browser, asked));
  const read = readProof(fresh, now);
  if (typeof read !== 'string' && read.sub === claims.sub) return [];
  const why = typeof read === 'string' ? read : 'is of another person';
  const what = `a page that stays open for an hour gets no new proof of who is asking: what the module's page answers ${why}`;
  return [{ severity: 'warning', code: 'no-new-proof', what, remedy: "Look at iTop's log/error.log." }];
}

const NOT_PROVED: Finding = {
  severity: 'warning',
  code: 'identity-not-proved',
  what: 'nothing proves who is asking: for the bridge this user is an unknown person',
  remedy: 'Run itop-tawk setup, which makes "livehelperchat_secret", and give the bridge the same (identity_secrets).',
};

function wrong(what: string): Finding {
  return { severity: 'error', code: 'bad-proof', what, remedy: 'Install the extension again: itop-tawk install.' };
}

async function freshProof(browser: Browser, url: URL): Promise<unknown> {
  try {
    return JSON.parse(textOf(await browser.get(url))).proof;
  } catch {
    return undefined;
  }
}

/** @returns the claims, or a text that says why this is not a valid proof */
export function readProof(proof: unknown, now: number): Claims | string {
  const parts = typeof proof === 'string' ? proof.split('.') : [];
  if (parts.length !== 3 || !parts.every((part) => /^[\w-]+$/.test(part))) {
    return 'is no token of three parts in base64url';
  }
  const [header, claims] = parts.slice(0, 2).map(decoded);
  if (header?.alg !== 'HS256') return 'is not signed with HS256';
  const { sub, iat, exp } = claims ?? {};
  if (typeof sub !== 'string' || sub === '') return 'names no person of iTop';
  if (typeof iat !== 'number' || typeof exp !== 'number') return 'is not dated';
  if (exp <= now) return "is out of date, by the server's own clock";
  return { sub, iat, exp };
}

function decoded(part: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
