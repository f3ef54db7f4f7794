import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { SANDBOX_PROPERTY } from '../../sandbox/property';
import { Visitors } from '../../sandbox/tawk/visitors';

// The stand-in has to be as strict as tawk.to, or tests against it would prove nothing (facts/tawk.md §3).
const { apiKey } = SANDBOX_PROPERTY;
const email = 'paula.portal@example.com';
const hash = createHmac('sha256', apiKey).update(email).digest('hex');

test('in secure mode only the right hash verifies an e-mail', () => {
  const visitors = new Visitors(apiKey);
  for (const wrong of [undefined, '', hash.toUpperCase(), hash.slice(1), `${hash}0`, 'f'.repeat(64)]) {
    const visitor = visitors.find();
    expect(visitors.identify(visitor, { name: 'Paula', email, hash: wrong })).toBe(false);
    expect(visitor).toMatchObject({ verified: false });
    expect(visitor.name).not.toBe('Paula');
    expect(visitor.email).toBeUndefined();
  }
  const visitor = visitors.find();
  expect(visitors.identify(visitor, { name: 'Paula', email, hash })).toBe(true);
  expect(visitor).toMatchObject({ name: 'Paula', email, verified: true });
});

test('without secure mode a name is taken, but not verified', () => {
  const visitors = new Visitors(apiKey);
  visitors.secureMode = false;
  const visitor = visitors.find();
  visitors.identify(visitor, { name: 'Paula' });
  expect(visitor).toMatchObject({ name: 'Paula', verified: false });
});

test('a browser that kept either cookie or token is the same visitor', () => {
  const visitors = new Visitors(apiKey);
  const visitor = visitors.find();
  expect(visitors.find(visitor.uuid)).toBe(visitor);
  expect(visitors.find(undefined, visitors.tokenFor(visitor))).toBe(visitor);
  expect(visitors.find()).not.toBe(visitor);
});

test('another identity on the same browser sees the conversation of the former, unless the browser forgets', () => {
  const visitors = new Visitors(apiKey);
  const visitor = visitors.find();
  visitor.messages.push({ from: 'visitor', text: 'My salary is wrong', time: new Date().toISOString() });
  const other = 'peter.portal@example.com';
  const otherHash = createHmac('sha256', apiKey).update(other).digest('hex');
  visitors.identify(visitors.find(visitor.uuid), { name: 'Peter', email: other, hash: otherHash });
  expect(visitors.find(visitor.uuid).messages).toHaveLength(1);
  expect(visitors.find().messages).toEqual([]);
});
