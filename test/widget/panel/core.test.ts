import { describe, expect, test } from 'vitest';
import type { Answer, ItopRequest } from '../../../src/contract/panel-answer';
import { Choice, Do, type Event, On, type Seen, type State, step, type View } from '../../../src/widget/panel/core';

const request = (id: string): ItopRequest => ({ id, ref: id, title: id, state: '', changed: 0, answered: 7, url: '/' });
const ABOUT = request('UserRequest:1');
const answer = (with_: Partial<Answer> = {}): Answer => ({
  about: null,
  requests: [request('UserRequest:2')],
  all: null,
  newRequest: ['New request', '/new'],
  faq: false,
  hours: null,
  now: 0,
  lang: 'en',
  texts: {} as Answer['texts'],
  ...with_,
});
const EMPTY: Partial<Answer> = { requests: [] };

/** A panel from its first event on. */
class Course {
  state: State = {};
  seen: Seen = { when: undefined, isShut: false, desk: undefined, mayWithdraw: false, hasTopic: false };
  view: View | undefined;

  constructor(seen: Partial<Seen> = {}) {
    Object.assign(this.seen, seen);
  }

  /** @returns names of what is to be done, with what else is said in short */
  send(...event: Event): string[] {
    const given = JSON.stringify([this.state, event, this.seen]);
    const [state, effects] = step(this.state, event, this.seen);
    if (JSON.stringify([this.state, event, this.seen]) !== given) throw new Error('What was given has changed.');
    this.state = state;
    return effects.map((effect) => {
      const [what, more] = effect;
      if (effect[0] === Do.Show || effect[0] === Do.Arrange) this.view = effect[1];
      return [Do[what], typeof more === 'string' && (more || 'nothing'), what === Do.NoteLook && effect[1]?.id]
        .filter(Boolean)
        .join(' ');
    });
  }

  open(with_: Partial<Answer> = {}): string[] {
    this.send(On.Open);
    return this.send(On.Answer, answer(with_));
  }

  get choices(): string[] {
    return (this.view?.choices ?? []).map((each) => Choice[each]);
  }
}

describe('the panel is asked for', () => {
  test('and the page of the module with it', () => expect(new Course().send(On.Open)).toEqual(['Ask']));
  test('about a request: its chat opens at once', () =>
    expect(new Course().send(On.Open, 'UserRequest:1')).toEqual(['StopTelling', 'Choose UserRequest:1']));
  test('with panel: never the chat opens at once, about nothing', () =>
    expect(new Course({ when: 'never' }).send(On.Open)).toEqual(['StopTelling']));
  test('what an earlier chat was about does not count any more', () =>
    expect(new Course({ when: 'never', hasTopic: true }).send(On.Open)).toEqual(['StopTelling', 'Choose nothing']));
  test.each([
    ['about a request', undefined, 'UserRequest:1'],
    ['with panel: never', 'never', undefined],
  ] as const)('%s, while the desk is outside its hours, the panel says so', (_which, when, about) => {
    const course = new Course({ when, isShut: true });
    expect(course.send(On.Open, about)).toEqual([about ? `Ask ${about}` : 'Ask']);
    expect(course.send(On.Answer, answer(EMPTY), about)).toEqual(['Show']);
    expect(course.view?.isShut).toBe(true);
  });
  test('and over one that is shown the chat about a request takes its place', () => {
    const course = new Course();
    course.open();
    expect(course.send(On.Open, 'UserRequest:1')).toEqual(['Hide', 'StopTelling', 'Choose UserRequest:1']);
    expect(course.state.answer).toBeUndefined();
  });
});

describe('the answer', () => {
  test('is shown', () => {
    const course = new Course();
    expect(course.open()).toEqual(['Show']);
    expect(course.state.answer).toEqual(answer());
  });
  test('takes the place of one that is shown', () => {
    const course = new Course();
    course.open();
    expect(course.open()).toEqual(['Hide', 'Show']);
  });
  test('that has nothing opens the chat', () => expect(new Course().open(EMPTY)).toEqual(['StopTelling']));
  test('that has nothing is shown with panel: always', () =>
    expect(new Course({ when: 'always' }).open(EMPTY)).toEqual(['Show']));
  test.each([
    ['answers to search in', { ...EMPTY, faq: true }, {}],
    ['the consent to take back', EMPTY, { mayWithdraw: true }],
    ['a desk outside its hours', EMPTY, { isShut: true }],
  ])('that has only %s is shown', (_what, with_, seen) => expect(new Course(seen).open(with_)).toEqual(['Show']));
  test('about the request on the page is a look at it', () =>
    expect(new Course().open({ ...EMPTY, about: ABOUT })).toEqual(['NoteLook UserRequest:1', 'Show']));
  test('that comes when the hours have begun, to a request that was asked about, opens its chat', () => {
    const course = new Course({ isShut: true });
    course.send(On.Open, 'UserRequest:1');
    course.seen.isShut = false;
    expect(course.send(On.Answer, answer(), 'UserRequest:1')).toEqual(['StopTelling', 'Choose UserRequest:1']);
  });
});

describe('the first choice', () => {
  test.each([undefined, 'there'] as const)('is the chat while the desk is %s', (desk) => {
    const course = new Course({ desk });
    course.open();
    expect(course.choices).toEqual(['Chat', 'Create']);
  });
  test('is the chat about the request on the page', () => {
    const course = new Course({ desk: 'there' });
    course.open({ about: ABOUT });
    expect(course.choices).toEqual(['About', 'Chat', 'Create']);
  });
  test.each(['away', 'unreachable'] as const)('is a new request while the desk is %s', (desk) => {
    const course = new Course({ desk });
    course.open({ about: ABOUT });
    expect(course.choices).toEqual(['Create', 'About', 'Chat']);
  });
  test.each(['away', 'unreachable'] as const)(
    'is the chat where there is no other, also while the desk is %s',
    (desk) => {
      const course = new Course({ desk });
      course.open({ newRequest: null });
      expect(course.choices).toEqual(['Chat']);
    },
  );
  test('is a new request outside the hours, and there is no chat', () => {
    const course = new Course({ isShut: true, desk: 'there' });
    course.open({ about: ABOUT });
    expect(course.choices).toEqual(['Create']);
  });
});

describe('while it is shown', () => {
  test('it follows the desk', () => {
    const course = new Course();
    course.open();
    course.seen.desk = 'away';
    expect(course.send(On.Look)).toEqual(['Arrange']);
    expect([course.view?.desk, course.choices]).toEqual(['away', ['Create', 'Chat']]);
    course.seen.desk = 'there';
    expect(course.send(On.Look)).toEqual(['Arrange']);
    expect(course.choices).toEqual(['Chat', 'Create']);
  });
  test.each([true, false])('it is drawn anew when the hours begin or end, and only then', (wasShut) => {
    const course = new Course({ isShut: wasShut });
    course.open();
    expect(course.send(On.Look)).toEqual(['Arrange']);
    course.seen.isShut = !wasShut;
    expect(course.send(On.Look)).toEqual(['Show']);
    expect(course.view?.isShut).toBe(!wasShut);
    expect(course.send(On.Look)).toEqual(['Arrange']);
  });
  test('a chat about nothing in particular is chosen', () => {
    const course = new Course();
    course.open();
    expect(course.send(On.Chat)).toEqual(['Hide', 'StopTelling', 'OpenChat']);
    expect(course.state.answer).toBeUndefined();
  });
  test('a chat about a request is chosen, which is a look at it', () => {
    const course = new Course({ hasTopic: true });
    course.open();
    const done = ['NoteLook UserRequest:1', 'Hide', 'StopTelling', 'Choose UserRequest:1', 'OpenChat'];
    expect(course.send(On.Chat, ABOUT)).toEqual(done);
  });
  test('the consent is taken back', () => {
    const course = new Course({ mayWithdraw: true });
    course.open(EMPTY);
    expect(course.send(On.Withdraw)).toEqual(['Hide', 'Withdraw']);
  });
  test('it is closed, once', () => {
    const course = new Course();
    course.open();
    expect(course.send(On.Close)).toEqual(['Hide']);
    expect(course.send(On.Close)).toEqual([]);
  });
});

test('while it is closed nothing is looked at', () => {
  const course = new Course();
  course.open();
  course.send(On.Close);
  course.seen.isShut = true;
  expect(course.send(On.Look)).toEqual([]);
});

test('whatever happens, in any order: no two panels, and none is brought up to date that is not shown', () => {
  const events: Event[] = [
    [On.Open],
    [On.Open, 'UserRequest:1'],
    [On.Answer, answer()],
    [On.Answer, answer(EMPTY)],
    [On.Answer, answer({ about: ABOUT }), 'UserRequest:1'],
    [On.Look],
    [On.Chat],
    [On.Chat, ABOUT],
    [On.Withdraw],
    [On.Close],
  ];
  const sights: Partial<Seen>[] = [{}, { isShut: true }, { desk: 'away' }, { when: 'never', hasTopic: true }];
  let isShown = false;
  let [a, b] = [7, 11];
  const course = new Course();
  for (let i = 0; i < 20_000; i++) {
    a = (a * 48_271) % 2_147_483_647;
    b = (b * 69_621) % 2_147_483_647;
    Object.assign(course.seen, { isShut: false, desk: 'there', when: undefined, hasTopic: false }, sights[b % 4]);
    const before = isShown;
    for (const done of course.send(...(events[a % events.length] as Event))) {
      if (done === 'Show') isShown = true;
      if (done === 'Hide') {
        expect(isShown).toBe(true);
        isShown = false;
      }
      if (done === 'Arrange') expect(before).toBe(true);
    }
    expect(!!course.state.answer).toBe(isShown);
  }
});
