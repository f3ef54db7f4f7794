import { describe, expect, test } from 'vitest';
import { isAnswer, isChosen, isFound, isTold, isViewed } from '../../../src/widget/panel/answers';

const REQUEST = { id: 'UserRequest:1', ref: 'R-1', title: 't', state: 's', changed: 1, answered: 0, url: '/r' };
const NAMES =
  'title close chat there away yours all about open fresh changed search nothing closed opens back withdraw';
const TEXTS = Object.fromEntries(NAMES.split(' ').map((name) => [name, name]));
const ANSWER = {
  about: REQUEST,
  requests: [REQUEST],
  all: ['All', '/all'],
  newRequest: null,
  faq: true,
  hours: { isOpen: true, until: null, now: 1 },
  now: 1,
  lang: 'en-US',
  texts: TEXTS,
};

describe('an answer of the module is taken', () => {
  test.each([
    ['whole', {}],
    ['with what is not there', { about: null, requests: [], all: null, hours: null }],
    ['of a newer module, which says more', { more: 1, hours: { isOpen: false, until: 5, now: 1, more: [] } }],
  ])('%s', (_how, other) => expect(isAnswer({ ...ANSWER, ...other })).toBe(true));
});

describe('an answer of something else is none', () => {
  test.each([null, undefined, '', 'Please log in', 0, [], {}, { error: 'x' }])('%j', (value) =>
    expect([isAnswer, isTold, isViewed, isFound, isChosen].map((fits) => fits(value))).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]),
  );
  test.each(Object.keys(ANSWER))('nor one without its "%s"', (name) =>
    expect(isAnswer({ ...ANSWER, [name]: undefined })).toBe(false),
  );
  test.each(Object.keys(REQUEST))('nor one with a request without its "%s"', (name) => {
    expect(isAnswer({ ...ANSWER, requests: [REQUEST, { ...REQUEST, [name]: null }] })).toBe(false);
    expect(isAnswer({ ...ANSWER, about: { ...REQUEST, [name]: null } })).toBe(false);
  });
  test.each(Object.keys(TEXTS))('nor one without its text "%s"', (name) =>
    expect(isAnswer({ ...ANSWER, texts: { ...TEXTS, [name]: undefined } })).toBe(false),
  );
  test.each([
    { faq: 1 },
    { all: ['All'] },
    { all: ['All', '/all', 'more'] },
    { requests: { 0: REQUEST } },
    { hours: { isOpen: true, until: '5', now: 1 } },
  ])('nor one with %j', (other) => expect(isAnswer({ ...ANSWER, ...other })).toBe(false));
});

test.each([
  ['facts', isTold, { facts: { a: 'b' }, hours: null }, { facts: { a: 1 }, hours: null }],
  ['no facts, as PHP writes it', isTold, { facts: [], hours: null }, { facts: null, hours: null }],
  ['an object that is looked at', isViewed, { viewed: { title: 't', link: '/' } }, { viewed: { title: 't' } }],
  ['an object that may not be seen', isViewed, { viewed: null }, {}],
  ['answers that were found', isFound, { faq: [['t', '/']] }, { faq: [['t']] }],
  ['a choice', isChosen, { request: { reference: 'R', class: 'C', link: '/' } }, { request: { reference: 'R' } }],
  ['a choice with a title', isChosen, { request: { reference: 'R', class: 'C', link: '/', title: 't' } }, {}],
  ['a choice of nothing', isChosen, { request: null }, { request: '' }],
] as const)('%s', (_what, fits, right, wrong) => {
  expect(fits(right)).toBe(true);
  expect(fits(wrong)).toBe(false);
});
