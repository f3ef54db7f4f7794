import { z } from 'zod';
import { sayable } from '../../itop/address';
import { fetchFailure } from '../../itop/fetch-error';
import { readText } from '../../itop/rest/body';
import { isSameSite } from '../../itop/same-site';
import { parseJson } from '../base/json';
import type { LivehelperchatProperty } from '../config/config';
import { type Diagnosis, found, passed, together } from './diagnosis';
import { mayFrame } from './frame-ancestors';

/** The largest answer that is read, in bytes. */
const MAX_BYTES = 64 * 1024;

/** What the server says, untranslated, when it has no auto login for anybody (modules/lhrestapi/generateautologin). */
const OFF = /module is disabled|hash value is empty/i;

/** What it says to a key that may not make links, as the bridge's. */
const NOT_FOR_THE_KEY = /do not have permission/i;

/**
 * The agents' dashboard in iTop (docs/dashboard.md): is auto login set up on the server, and does it let this iTop frame its
 * pages? Changes nothing on the server. Where auto login is off, there is no dashboard, and that is in order.
 * @param name of the server in the findings
 * @param timeout for each call, in milliseconds
 */
export async function examineDashboard(
  property: Pick<LivehelperchatProperty, 'url' | 'user' | 'key' | 'itop'>,
  name: string,
  timeout: number,
): Promise<Diagnosis> {
  const root = property.url.replace(/\/+$/, '');
  try {
    const says = await askForLink(property, `${root}/index.php/restapi/generateautologin`, timeout);
    if (says === undefined) return untried(name, 'its answer is not that of Live Helper Chat');
    if (OFF.test(says)) return passed(`${name}: auto login is off, so there is no agent dashboard in iTop`);
    // a page of a few bytes, with the headers of the dashboard
    const page = new URL(`${root}/index.php/site_admin/user/autologin/0`);
    const { status, headers, body } = await fetch(page, { redirect: 'manual', signal: AbortSignal.timeout(timeout) });
    await body?.cancel();
    if (status !== 200) return untried(name, `HTTP ${status}`);
    return together([...keyOf(says, name), ...framing(headers, page, property.itop.url, name)]);
  } catch (error) {
    return untried(name, fetchFailure(error));
  }
}

/** @returns the server's refusal; '' if it made a link, which is not kept; undefined for any other answer */
async function askForLink({ user, key }: Pick<LivehelperchatProperty, 'user' | 'key'>, url: string, timeout: number) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}` },
    body: '{}',
    redirect: 'manual',
    signal: AbortSignal.timeout(timeout),
  });
  const text = (await readText(response, MAX_BYTES)) ?? '';
  if (!text.startsWith('{')) return undefined;
  const answer = z.object({ error: z.boolean(), result: z.string() }).safeParse(parseJson(text));
  if (!answer.success) return undefined;
  return answer.data.error ? answer.data.result : '';
}

function keyOf(says: string, name: string): Diagnosis[] {
  if (NOT_FOR_THE_KEY.test(says)) return [];
  const what = `${name}: the bridge's key can make links that log in at Live Helper Chat`;
  const remedy = 'Take the rights "lhuser, userautologin" and "lhrestapi, generateautologinall" from its role.';
  return [found({ severity: 'warning', code: 'dashboard-key', what, remedy })];
}

function framing(headers: Headers, page: URL, itopUrl: string, name: string): Diagnosis[] {
  const itop = new URL(itopUrl);
  const remedy = 'This is for the address of iTop in bridge.yaml; agents may use another one.';
  if (!mayFrame(headers, page, itop)) {
    const what = `${name}: it does not let pages of ${sayable(itop.origin)} frame it, so the agent dashboard is empty there`;
    const add = `Add ${itop.origin} to allow_iframe_domain in settings/settings.ini.php of Live Helper Chat. ${remedy}`;
    return [found({ severity: 'warning', code: 'dashboard-refused', what, remedy: add })];
  }
  const isNone = headers.getSetCookie().some((cookie) => /;\s*samesite=none/i.test(cookie));
  if (!isSameSite(page, itop) && !isNone) {
    const what = `${name}: it is another site than ${sayable(itop.origin)}, so browsers keep none of its cookies in the agent dashboard there`;
    const add = `Give both a host in the same domain, with https; or write allow_iframe => true into settings/settings.ini.php of Live Helper Chat. ${remedy}`;
    return [found({ severity: 'warning', code: 'dashboard-other-site', what, remedy: add })];
  }
  return [passed(`${name}: auto login is on, and pages of ${sayable(itop.origin)} may frame it (agent dashboard)`)];
}

function untried(name: string, why: string): Diagnosis {
  const what = `${name}: the agent dashboard could not be examined (${why})`;
  return found({ severity: 'unknown', code: 'dashboard-untried', what, remedy: 'Open it in iTop, as an agent.' });
}
