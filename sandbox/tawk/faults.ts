import { setTimeout as pause } from 'node:timers/promises';
import { Hangup } from '../http';
import { PARTS, type Part } from './parts';

/** The ways in which a request can fail. */
export type Fault =
  /** 404. */
  | 'not found'
  /** 500, in tawk.to's words. */
  | 'server error'
  /** The connection is closed, as without a network or by a blocker. */
  | 'absent'
  /** Never answered. */
  | 'hang'
  | Late;

/** Answered after that many milliseconds, or when the promise resolves. */
export type Late = { delay: number } | { until: Promise<unknown> };

/** A script that throws at once, or an answer that is not JSON. */
type Broken = 'broken' | 'syntax error';

type FaultOf<P extends Part> = P extends 'settings' | 'languages' | 'bubble style' | 'window style'
  ? Fault | 'broken'
  : P extends 'session'
    ? /** Turned away for good. */ Fault | 'broken' | 'refused'
    : P extends 'socket'
      ? /** Closed at once, or open without ever being ready. */ 'refused' | 'hang' | 'silent' | Late
      : Fault | Broken;

/** What fails, and how; parts that are not named work. */
export type Faults = { [P in Part]?: FaultOf<P> };

/** No network, or a blocker: nothing of tawk.to can be reached. */
export const UNREACHABLE: Faults = {
  ...Object.fromEntries(PARTS.map((part) => [part, 'absent'])),
  socket: 'refused',
};

/** Waits as long as the fault says. */
export async function beLate(fault: Late): Promise<void> {
  if ('until' in fault) await fault.until;
  else await pause(fault.delay, undefined, { ref: false });
}

/** Returns the fault instead of the answer, or the answer. */
export async function withFault(
  fault: Faults[Exclude<Part, 'socket'>],
  answer: () => Response | Promise<Response>,
): Promise<Response> {
  if (typeof fault === 'object') await beLate(fault);
  switch (fault) {
    case 'not found':
      return new Response('Not found', { status: 404 });
    case 'server error':
      return Response.json({ ok: false, error: { code: 'InternalServerError' } }, { status: 500 });
    case 'refused':
      return Response.json({ ok: false, error: { code: 'Forbidden' } }, { status: 403 });
    case 'absent':
      throw new Hangup();
    case 'hang':
      return new Promise(() => {});
    case 'broken':
      return script('throw new Error("tawk.to is broken today");');
    case 'syntax error':
      return script('function (');
    default:
      return answer();
  }
}

/** A script that must not be cached, because the next answer may differ. */
export function script(text: string): Response {
  return new Response(text, {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' },
  });
}
