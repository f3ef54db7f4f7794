import { expect, test } from 'vitest';
import { kindOf } from '../../src/bridge/handlers/table';
import { decideRetry } from '../../src/bridge/outbox/retry-decision';
import { isKind, KINDS } from '../../src/bridge/payload/kinds';

test('each kind that the webhook handler takes has its delivery', () => {
  for (const kind of Object.keys(KINDS)) expect(kindOf(kind)).toMatchObject({ deliver: expect.any(Function) });
});

test('an event of a kind that this version does not know is set aside, and taken for no other kind', () => {
  for (const kind of ['chat:unknown', 'constructor', '']) {
    expect(isKind(kind)).toBe(false);
    const error = thrownBy(() => kindOf(kind));
    const retry = { first: 1, longest: 1, for: 1 };
    const { verdict } = decideRetry(error, { attempts: 1 }, retry, 0, 0, false);
    expect(verdict).toMatchObject({ state: 'set_aside', error: 'UNKNOWN_KIND' });
  }
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('expected an error');
}
