import { decodeJwt, jwtVerify } from 'jose';
import { BridgeError } from '../../base/errors';
import { parseJson } from '../../base/json';

/** A visitor who proved that they are logged in to iTop. */
export interface Identity {
  /** iTop's id of the person. */
  person: string;
  name: string | undefined;
  email: string | undefined;
  /** What agents may see of them: the extension's setting `share`. Undefined: an older extension does not say. */
  share: string[] | undefined;
  /** Their language in iTop, such as `FR-FR`; undefined: `share` does not name it. */
  locale: string | undefined;
}

/** The page's variable that contains the token. */
const VARIABLE = 'itop_token';

/** Characters. Tokens of the extension have about 300. */
const MAX_TOKEN_CHARS = 4096;
const MAX_VARIABLES_CHARS = 65_536;

/** How far the clocks of iTop and of Live Helper Chat may differ, in seconds. */
const MAX_CLOCK_DIFFERENCE = 300;

/** The token among the variables of a chat, which any page could have sent; undefined if there is none. */
export function tokenIn(variables: string): string | undefined {
  if (variables.length > MAX_VARIABLES_CHARS) return undefined;
  try {
    const found = parseJson(variables);
    const token =
      found !== null && typeof found === 'object' ? (found as Record<string, unknown>)[VARIABLE] : undefined;
    return typeof token === 'string' ? token : undefined;
  } catch (error) {
    if (error instanceof BridgeError) return undefined;
    throw error;
  }
}

/**
 * The person whom a token proves. iTop must have signed it with one of the secrets, with HS256 only, and it must be
 * valid when the chat starts. It may have expired when the bridge reads the chat.
 * @param began start of the chat, in seconds since 1970, by the clock of Live Helper Chat
 */
export async function provedBy(
  token: string | undefined,
  secrets: string[],
  began: number,
): Promise<Identity | undefined> {
  if (token === undefined || token.length > MAX_TOKEN_CHARS) return undefined;
  for (const secret of secrets) {
    const options = {
      algorithms: ['HS256'],
      currentDate: new Date(began * 1000),
      clockTolerance: MAX_CLOCK_DIFFERENCE,
      requiredClaims: ['sub', 'iat', 'exp'],
    };
    const verified = await jwtVerify(token, new TextEncoder().encode(secret), options).catch(() => undefined);
    const { sub, iat, name, email, share, locale } = verified?.payload ?? {};
    const isPerson = typeof sub === 'string' && /^[1-9]\d{0,18}$/.test(sub);
    // jose checks the expiry
    if (isPerson && typeof iat === 'number' && began >= iat - MAX_CLOCK_DIFFERENCE) {
      return { person: sub, name: textOf(name), email: textOf(email), share: textsOf(share), locale: textOf(locale) };
    }
  }
  return undefined;
}

/**
 * The person in a token that iTop signed at any time: a page that is loaded again sends a new token into a running chat.
 */
export async function personIn(token: string | undefined, secrets: string[]): Promise<string | undefined> {
  try {
    const { iat } = decodeJwt(token ?? '');
    return iat === undefined ? undefined : (await provedBy(token, secrets, iat))?.person;
  } catch {
    return undefined;
  }
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined;
}

function textsOf(claim: unknown): string[] | undefined {
  return Array.isArray(claim) ? claim.filter((each) => typeof each === 'string') : undefined;
}
