import { expect, test } from 'vitest';
import { BridgeError } from '../../src/bridge/base/errors';
import { mayPass } from '../../src/bridge/store/trouble';

const opening = (message: string, code?: string) =>
  new BridgeError('DATABASE', message, Object.assign(new Error(message), { code }));

test.each([
  [
    'a connection that broke while the tables were looked at',
    'Client has encountered a connection error and is not queryable',
  ],
  ['a connection that ended', 'Connection terminated unexpectedly'],
  ['a server that answers too late', 'timeout exceeded when trying to connect'],
  ['a server that starts', 'the database system is starting up', '57P03'],
  ['a server that is not there', 'connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED'],
])('the start waits for PostgreSQL: %s', (_what, message, code?: string) => {
  expect(mayPass(opening(message, code), true)).toBe(true);
});

test.each([
  ['a wrong password', 'password authentication failed for user "x"', '28P01'],
  ['a database that is not there', 'database "x" does not exist', '3D000'],
])('and does not where waiting does not help: %s', (_what, message, code) => {
  expect(mayPass(opening(message, code), true)).toBe(false);
});
