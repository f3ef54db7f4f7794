import { setTimeout as pause } from 'node:timers/promises';
import { Hangup } from '../http';
import type { EmbedBehaviour } from './tawk';

const HEAVY_BYTES = 600_000;
const HEAVY_MILLISECONDS = 250;

/** The embed script, or what comes in its place. */
export async function embedResponse(behaviour: EmbedBehaviour, script: string): Promise<Response> {
  switch (behaviour.mode) {
    case 'works':
      return javascript(script);
    case 'slow':
      await pause(behaviour.milliseconds, undefined, { ref: false });
      return javascript(script);
    case 'heavy':
      return javascript(heavy(script));
    case 'broken':
      return javascript('throw new Error("tawk.to is broken today");');
    case 'syntax error':
      return javascript('function (');
    case 'not found':
      return new Response('Not found', { status: 404, headers: { 'access-control-allow-origin': '*' } });
    case 'silent':
      return new Promise(() => {});
    case 'absent':
      throw new Hangup();
  }
}

function javascript(script: string): Response {
  return new Response(script, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cache-control': 'no-store',
    },
  });
}

/** Random text, as script does not compress to nothing; then work before the chat shows. */
function heavy(script: string): string {
  let filler = '';
  while (filler.length < HEAVY_BYTES) filler += Math.random().toString(36);
  return `/*${filler}*/for (const end = performance.now() + ${HEAVY_MILLISECONDS}; performance.now() < end; );${script}`;
}
