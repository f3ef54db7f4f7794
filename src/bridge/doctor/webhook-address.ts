import { randomUUID } from 'node:crypto';
import { sayable } from '../../itop/address';
import { fetchFailure } from '../../itop/fetch-error';
import { ERRORS, type ErrorCode } from '../base/errors';
import type { PropertyConfig } from '../config/config';
import { sign } from '../http/signature';
import { TAKEN } from '../http/webhook-handler';
import { explainDisconnection } from './connection';
import { type Diagnosis, found, passed } from './diagnosis';

/** A kind of event that tawk.to does not have: the bridge checks and counts it, but neither stores nor delivers it. */
const KIND = 'itop-tawk:doctor';

/** Milliseconds that the bridge may take to answer; tawk.to waits for 30 s. */
const REQUEST_TIMEOUT_MS = 10_000;

/** Where the bridge itself listens; for an address such as 0.0.0.0, this machine's own. */
export function localAddress(listen: string): string {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(listen) ?? [];
  const here = host === '0.0.0.0' ? '127.0.0.1' : host === '[::]' ? '[::1]' : host;
  return `http://${here}:${port}/webhooks/tawk`;
}

/**
 * Sends the bridge one event for each secret of a property, signed as tawk.to signs. It creates no ticket.
 * @param isKnown whether a secret is the real value; without any, an unsigned event shows that the bridge is there
 */
export async function examineWebhookAddress(
  url: string,
  property: PropertyConfig,
  isKnown: (text: string) => boolean,
): Promise<Diagnosis[]> {
  const known = property.secrets.flatMap((secret, index) => (isKnown(secret) ? [{ secret, index }] : []));
  if (known.length === 0) return [await sendTestEvent(url, property.id, undefined, `no secret of ${property.id}`)];
  return Promise.all(
    known.map(({ secret, index }) => sendTestEvent(url, property.id, secret, `secrets[${index}] of ${property.id}`)),
  );
}

/** Whether a bridge runs that no tawk.to calls: it refuses an event without a signature, as each bridge does. */
export async function examineBridge(url: string): Promise<Diagnosis> {
  return sendTestEvent(url, undefined, undefined, 'no secret');
}

/** @param property of tawk.to; undefined: the bridge has none */
async function sendTestEvent(
  url: string,
  property: string | undefined,
  secret: string | undefined,
  name: string,
): Promise<Diagnosis> {
  const body = Buffer.from(JSON.stringify({ event: KIND, time: new Date().toISOString(), property: { id: property } }));
  const headers = {
    'content-type': 'application/json',
    'x-hook-event-id': randomUUID(),
    ...(secret !== undefined && { 'x-tawk-signature': sign(body, secret).toString('hex') }),
  };
  const at = sayable(url);
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
  } catch (error) {
    const failure = fetchFailure(error);
    const disconnected = explainDisconnection(failure, url);
    const what = `the bridge does not answer at ${at}: ${disconnected?.what ?? failure}`;
    const proxy = property === undefined ? '' : ' Behind a proxy, give the address that tawk.to calls with --url.';
    const start = `Start it with: itop-tawk bridge.${proxy}`;
    const remedy = disconnected === undefined ? start : `${disconnected.remedy} ${start}`;
    return found({ severity: 'error', code: 'bridge-unreachable', what, remedy });
  }
  const text = await response.text();
  if (secret !== undefined && response.status === 200 && text === TAKEN.body) {
    return passed(`bridge ${at}: takes a signed test event, ${name}`);
  }
  const code = errorCode(text);
  if (secret === undefined && code === 'SIGNATURE_MISSING') {
    return passed(`bridge ${at}: answers${property === undefined ? '' : ' (no signature was tried)'}`);
  }
  const says = code ? ERRORS[code].says : 'no answer of the bridge';
  const event = secret === undefined ? 'an event without a signature' : `an event signed with ${name}`;
  const what = `${at} answers ${response.status} to ${event}: ${says}`;
  const remedy =
    code === 'SIGNATURE_WRONG'
      ? 'The running bridge has another configuration: restart it after a change.'
      : code
        ? `To do: ${ERRORS[code].todo}.`
        : 'Check that the address leads to the bridge, without a redirect, and that nothing else answers there.';
  return found({ severity: 'error', code: code ?? 'bridge-answer', what, remedy });
}

function errorCode(text: string): ErrorCode | undefined {
  try {
    const { error } = JSON.parse(text);
    return Object.hasOwn(ERRORS, error) ? error : undefined;
  } catch {
    return undefined;
  }
}
