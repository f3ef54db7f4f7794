import { expect, test } from 'vitest';
import { OptionalReads } from '../../src/bridge/delivery/optional-reads';
import { ItopError } from '../../src/itop/rest/error';
import type { ItopRest } from '../../src/itop/rest/rest';

const MINUTE = 60_000;

/** An iTop that answers each read with the next of these. */
function reads(...answers: (ItopError | [])[]) {
  let now = 0;
  const find = async () => {
    const answer = answers.shift();
    if (!Array.isArray(answer)) throw answer;
    return answer;
  };
  const optional = new OptionalReads({ find } as unknown as ItopRest, () => now);
  return (at: number) => {
    now = at;
    return optional.find('TawkChatTopic', { email: 'a@example.com' }, ['id']);
  };
}
const ABSENT = new ItopError(
  'ITOP_LOOKUP',
  "iTop code 100: Error: class: 'TawkChatTopic' is not a valid class'",
  false,
);
const FORBIDDEN = new ItopError(
  'ITOP_CREDENTIALS',
  'iTop code 1: The current user does not have enough permissions for reading data of class TawkChatTopic',
  false,
);

test.each([
  ['absent', ABSENT],
  ['forbidden', FORBIDDEN],
])('a class that is %s is asked for again after ten minutes, and read once it is there', async (why, error) => {
  const read = reads(error, error, [], []);
  expect(await read(0)).toBe(why);
  expect(await read(10 * MINUTE - 1)).toBe(why);
  expect(await read(10 * MINUTE)).toBe(why);
  expect(await read(20 * MINUTE)).toEqual([]);
  expect(await read(20 * MINUTE + 1)).toEqual([]);
});

test.each([
  ['a wrong password', new ItopError('ITOP_CREDENTIALS', 'iTop code 1: Error: Invalid login', false)],
  ['trouble with the database', new ItopError('ITOP_DATABASE', 'iTop code 100: Error: deadlock', false)],
  ['no connection', new ItopError('ITOP_UNREACHABLE', 'ECONNREFUSED', false)],
])('%s says nothing about the class: it is thrown, and not remembered', async (_, error) => {
  const read = reads(error, []);
  await expect(read(0)).rejects.toBe(error);
  expect(await read(1)).toEqual([]);
});
