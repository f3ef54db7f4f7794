import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { On } from '../../../src/widget/chat/core';
import {
  BUBBLE,
  Course,
  connected,
  opened,
  PREVIEW,
  RECTANGLE,
  type Sight,
  talking,
  unreachable,
  WINDOW,
} from './course';

const HOUR = 3_600_000;
const SHUT = { isClosed: true };

describe('tawk.to comes', () => {
  const CASES: [why: string, sight: Partial<Sight>, isUnasked: boolean, comes: boolean][] = [
    ['unasked, where it may', {}, true, true],
    ['not unasked, where it waits for a click', {}, false, false],
    ['where a conversation goes on, though it waits for a click', { isKept: true }, false, true],
    ['not before the user has agreed', { hasAgreed: false }, true, false],
    ['not before the user has agreed, though a conversation goes on', { hasAgreed: false, isKept: true }, false, false],
    ['not while the desk is closed', SHUT, true, false],
    ['while the desk is closed, where a conversation goes on', { ...SHUT, isKept: true }, true, true],
    ['within an hour of that conversation', { ...SHUT, isKept: true, away: HOUR }, false, true],
    ['not an hour later, while the desk is closed', { ...SHUT, isKept: true, away: HOUR + 1 }, true, false],
    ['an hour later, while the desk is there', { isKept: true, away: HOUR + 1 }, false, true],
  ];
  test.each(CASES)('%s', (_why, sight, isUnasked, comes) => {
    expect(new Course(sight).send(On.Due, isUnasked)).toEqual(comes ? ['Start'] : []);
  });

  test('once, however often it is due', () => {
    const course = new Course();
    course.send(On.Due, true);
    expect(course.send(On.Due, true)).toEqual([]);
  });

  test('and nobody is told that it does not come, where nobody waits', () => {
    const course = new Course();
    course.send(On.Due, true);
    expect(course.send(On.Failed)).toEqual([]);
    expect(course.after(60_000)).toEqual([]);
    expect(course.isBusy).toBe(false);
  });
});

describe('a click on the launcher', () => {
  test('starts tawk.to, and the launcher says so', () => {
    const course = new Course();
    expect(course.click()).toContain('Start');
    expect(course.isBusy).toBe(true);
  });

  test('opens the window at once where tawk.to is there', () => {
    expect(connected().click()).toContain('Maximize');
  });

  test('made before tawk.to is there opens the window as soon as it is', () => {
    const course = opened();
    expect(course.look()).toEqual([]);
    expect(course.connect()).toEqual(['Maximize']);
  });

  test('opens the window as soon as the bubble is drawn, though not connected yet', () => {
    expect(opened().look({ frames: [BUBBLE] })).toEqual(['Maximize']);
  });

  test('opens the window where tawk.to is connected and hides its bubble', () => {
    expect(opened().connect({ frames: [] })).toEqual(['Maximize']);
  });

  test('opens the window as soon as tawk.to has its words, and not before: it would stay blank', () => {
    const course = opened();
    expect(course.connect({ frames: [], hasWords: false })).toEqual([]);
    expect(course.after(9_000, { hasWords: true })).toEqual(['Maximize']);
  });

  test('gives the window the focus, once', () => {
    const course = opened();
    course.connect();
    expect(course.look({ frames: [BUBBLE, WINDOW] })).toContain('Focus true');
    expect(course.look({ frames: [BUBBLE, WINDOW] })).not.toContain('Focus true');
  });

  test('where the browser keeps nothing says so at once, and neither asks nor starts', () => {
    for (const hasAgreed of [true, false]) {
      const course = new Course({ keeps: false, hasAgreed });
      expect(course.click()).toEqual(['CloseNotice', 'SayUnkept']);
      expect(course.after(20_000)).toEqual([]);
      expect(course.isBusy).toBe(false);
    }
  });

  test('tells tawk.to once to open its window', () => {
    const course = opened();
    course.connect();
    expect(course.after(500)).toEqual([]);
  });

  test('is answered when the window is there and connected', () => {
    const course = talking();
    expect(course.isBusy).toBe(false);
    expect(course.wish).toBe('None');
  });

  test('is not answered by a window that is not connected', () => {
    const course = opened();
    course.look({ frames: [BUBBLE, WINDOW] });
    expect(course.isBusy).toBe(true);
    expect(course.send(On.Connected)).toContain('CloseNotice');
    expect(course.isBusy).toBe(false);
  });

  test('is over when the window was closed before it was connected', () => {
    const course = opened();
    course.look({ frames: [BUBBLE, WINDOW] });
    course.look({ frames: [BUBBLE] });
    expect(course.isBusy).toBe(false);
  });

  test("counts as answered where tawk.to asks for the visitor's consent itself: no visitor is kept then", () => {
    const course = opened();
    course.look({ frames: [BUBBLE], hasVisitor: false });
    course.look({ frames: [BUBBLE, WINDOW], hasVisitor: false });
    expect(course.isBusy).toBe(false);
    expect(course.after(60_000)).toEqual([]);
  });

  test('while the chat is opening takes it back', () => {
    const course = opened();
    expect(course.click()).toEqual(['CloseNotice']);
    expect(course.isBusy).toBe(false);
    expect(course.connect()).toEqual([]);
    expect(course.after(60_000)).toEqual([]);
  });

  test('that has closed something opens nothing', () => {
    const course = new Course();
    expect(course.click(undefined, true)).toEqual(['CloseNotice']);
    expect(course.isBusy).toBe(false);
  });

  test('asks first where the user has not agreed, and starts nothing', () => {
    const course = new Course({ hasAgreed: false });
    expect(course.click()).toEqual(['CloseNotice', 'AskConsent']);
    expect(course.isBusy).toBe(false);
  });

  test('after the user has agreed starts tawk.to', () => {
    const course = new Course({ hasAgreed: false });
    course.click();
    course.sight.hasAgreed = true;
    expect(course.send(On.Chat)).toEqual(['Start']);
    expect(course.isBusy).toBe(true);
  });

  test('after what was asked was declined asks again', () => {
    const course = new Course({ hasAgreed: false });
    course.click();
    expect(course.click()).toContain('AskConsent');
  });
});

describe('what opens before the chat', () => {
  const CASES: [why: string, sight: Partial<Sight>, about: string | undefined, opens: boolean][] = [
    ['the chat itself, without a panel', {}, undefined, false],
    ['the panel', { hasPanel: true }, undefined, true],
    ['the chat that goes on, in spite of the panel', { hasPanel: true, isKept: true }, undefined, false],
    ['the panel while the desk is closed, be it wanted or not', SHUT, undefined, true],
    ['the chat that goes on while the desk is closed', { ...SHUT, isKept: true }, undefined, false],
    ['the panel where that was too long ago', { ...SHUT, isKept: true, away: HOUR + 1 }, undefined, true],
    ['the panel, to forget what an earlier chat was about', { hasTopic: true }, undefined, true],
    ['the chat that goes on about something', { hasTopic: true, isKept: true }, undefined, false],
    ['the panel, for an entry of a menu', {}, 'UserRequest:1', true],
    ['the panel, for an entry of a menu while a conversation goes on', { isKept: true }, 'UserRequest:1', true],
  ];
  test.each(CASES)('is %s', (_what, sight, about, opens) => {
    const course = new Course(sight);
    const done = course.click(about);
    expect(done.some((each) => each.startsWith('OpenPanel'))).toBe(opens);
    expect(done.includes('Start')).toBe(!opens);
    expect(course.isBusy).toBe(true);
  });

  test('is told what it is about', () => {
    expect(new Course().click('UserRequest:1')).toContain('OpenPanel 1000 UserRequest:1');
  });

  test('is there when it has come', () => {
    const course = opened({ hasPanel: true });
    expect(course.send(On.Panel, 1_000, true)).toEqual([]);
    expect(course.isBusy).toBe(false);
  });

  test('makes way for the chat where it has nothing to show, or fails', () => {
    const course = opened({ hasPanel: true });
    expect(course.send(On.Panel, 1_000, false)).toEqual(['Start']);
    expect(course.isBusy).toBe(true);
  });

  test('says that nobody is there where it fails while the desk is closed', () => {
    const course = opened(SHUT);
    expect(course.send(On.Panel, 1_000, false)).toEqual(['CloseNotice', 'SayAway']);
    expect(course.isBusy).toBe(false);
  });

  test('has 8 seconds to come, then the chat opens', () => {
    const course = opened({ hasPanel: true });
    expect(course.after(7_999)).toEqual([]);
    expect(course.after(1)).toEqual(['Start']);
    expect(course.wish).toBe('Chat');
  });

  test('is asked for in vain while the desk is closed: it is said after 8 seconds', () => {
    const course = opened(SHUT);
    expect(course.after(8_000)).toEqual(['CloseNotice', 'SayAway']);
  });

  test('is taken back by a second click, and what comes then is not taken', () => {
    const course = opened({ hasPanel: true });
    expect(course.click()).toEqual(['CloseNotice']);
    expect(course.isBusy).toBe(false);
    expect(course.send(On.Panel, 1_000, false)).toEqual([]);
    expect(course.after(8_000)).toEqual([]);
  });

  test('is that of the last click: an earlier one counts no more', () => {
    const course = opened({ hasPanel: true });
    course.now = 2_000;
    course.click('UserRequest:1');
    expect(course.send(On.Panel, 1_000, false)).toEqual([]);
    expect(course.send(On.Panel, 2_000, false)).toContain('Start');
  });

  test('gives way to a window that was opened meanwhile', () => {
    const course = connected({ hasPanel: true });
    course.click();
    expect(course.look({ frames: [BUBBLE, WINDOW] })).toContain('ClosePanel');
    expect(course.isBusy).toBe(false);
    expect(course.send(On.Panel, 1_000, false)).toEqual([]);
  });

  test('is closed once for each opening of the window', () => {
    const course = connected({ hasPanel: true });
    expect(course.look({ frames: [BUBBLE, WINDOW] })).toContain('ClosePanel');
    expect(course.look()).not.toContain('ClosePanel');
  });

  test.each([
    ['while the chat is opening', () => opened()],
    ['after it was told that it cannot be reached', () => unreachable()],
    ['while the panel is coming', () => opened({ hasPanel: true })],
    ['where something was closed', () => connected()],
  ])('an entry of a menu takes nothing back, %s', (_when, begin) => {
    expect(begin().click('UserRequest:1', true).at(-1)).toMatch(/^OpenPanel \d+ UserRequest:1$/);
  });

  test('leads to the chat by its own button', () => {
    const course = opened({ hasPanel: true });
    course.send(On.Panel, 1_000, true);
    expect(course.send(On.Chat)).toEqual(['Start']);
  });
});

describe('it is told that the chat cannot be reached', () => {
  test('15 seconds after the click, where nothing comes', () => {
    const course = opened();
    expect(course.after(14_999)).toEqual([]);
    expect(course.after(1)).toEqual(['SayUnreachable']);
    expect(course.isBusy).toBe(false);
    expect(course.wish).toBe('Late');
  });

  test('15 seconds after our own script has come, where the click was made before', () => {
    const course = new Course();
    course.now = 10_000;
    course.send(On.Click, 1_000);
    expect(course.after(14_999)).toEqual([]);
    expect(course.after(1)).toEqual(['SayUnreachable']);
  });

  test('not while parts of tawk.to come, however slowly: 15 seconds after the last', () => {
    const course = opened();
    for (let part = 0; part < 10; part++) {
      expect(course.after(14_000)).toEqual([]);
      expect(course.send(On.Progress, 9_000)).toEqual([]);
    }
    expect(course.after(14_999)).toEqual([]);
    expect(course.after(1)).toEqual(['SayUnreachable']);
  });

  test('and no more when parts come after all: nothing is to be begun anew', () => {
    const course = unreachable();
    expect(course.send(On.Progress, 20_000)).toEqual(['CloseNotice']);
    expect(course.isBusy).toBe(true);
    expect(course.after(14_999)).toEqual([]);
    expect(course.connect()).toEqual(['Maximize']);
  });

  test('and still where parts come of what is lost', () => {
    const course = opened();
    course.send(On.Failed);
    expect(course.send(On.Progress, 100)).toEqual([]);
    expect(course.wish).toBe('Late');
  });

  test('not where the window is slow to come, as all was on this line', () => {
    const course = opened();
    course.send(On.Progress, 5_000);
    course.connect();
    expect(course.after(12_999)).toEqual([]);
    expect(course.send(On.Progress, 5_000)).toEqual([]);
    expect(course.after(12_999)).toEqual([]);
    expect(course.after(1)).toEqual(['SayUnreachable']);
  });

  test('not where a part is missing and others are on their way', () => {
    const course = opened();
    course.send(On.Progress, 2_000);
    course.send(On.Trouble);
    expect(course.after(6_000)).toEqual([]);
    course.send(On.Progress, 2_000);
    expect(course.after(6_000)).toEqual([]);
    expect(course.connect()).toEqual(['Maximize']);
  });

  test('15 seconds after the click, where the window is there and not connected', () => {
    const course = opened();
    course.after(7_000, { frames: [BUBBLE, WINDOW] });
    expect(course.after(7_999)).toEqual([]);
    expect(course.after(1)).toEqual(['SayUnreachable']);
  });

  test("15 seconds after tawk.to's own bubble was clicked, where that does not connect", () => {
    const course = new Course();
    course.send(On.Due, true);
    course.look({ frames: [BUBBLE] });
    course.look({ frames: [BUBBLE, WINDOW] });
    expect(course.isBusy).toBe(true);
    expect(course.after(15_000)).toEqual(['SayUnreachable']);
  });

  test("not to whoever clicks tawk.to's own bubble when it is connected", () => {
    const course = connected();
    course.look({ frames: [BUBBLE, WINDOW] });
    expect(course.isBusy).toBe(false);
    expect(course.after(60_000)).toEqual([]);
  });

  test('at once, where the first script is missing', () => {
    expect(opened().send(On.Failed)).toEqual(['SayUnreachable']);
  });

  test('3 seconds after a part was missing or has thrown, where nothing has come by then', () => {
    const course = opened();
    course.send(On.Trouble);
    expect(course.after(2_999)).toEqual([]);
    expect(course.after(1)).toEqual(['SayUnreachable']);
  });

  test.each([
    ['is connected', (course: Course) => void course.send(On.Connected)],
    ['has drawn something', (course: Course) => void course.look({ frames: [BUBBLE] })],
  ])('not for a part that is missing where tawk.to %s all the same', (_what, happen) => {
    const course = opened();
    course.send(On.Trouble);
    happen(course);
    course.look({ frames: [BUBBLE, WINDOW] });
    course.send(On.Connected);
    expect(course.after(3_000)).toEqual([]);
    expect(course.desk).not.toBe('unreachable');
  });

  test('3 seconds after the first of several troubles', () => {
    const course = opened();
    course.send(On.Trouble);
    course.now += 2_000;
    course.send(On.Trouble);
    expect(course.after(1_000)).toEqual(['SayUnreachable']);
  });

  test('not for trouble of a client that is gone', () => {
    const course = new Course();
    course.send(On.Trouble);
    course.click();
    expect(course.after(3_000)).toEqual([]);
  });

  test('3 seconds after the window was asked for, where it does not come', () => {
    const course = opened();
    course.connect();
    expect(course.after(2_999)).toEqual([]);
    expect(course.after(1)).toEqual(['SayUnreachable']);
  });

  test('where tawk.to has gone again without having been connected', () => {
    const course = opened();
    course.look({ frames: [BUBBLE] });
    expect(course.look({ frames: [], isAway: true })).toEqual(['SayUnreachable']);
  });

  test('not where tawk.to hides, and has shown nothing yet', () => {
    expect(opened().look({ isAway: true })).toEqual([]);
  });

  test('once', () => {
    const course = unreachable();
    expect(course.after(60_000)).toEqual([]);
    expect(course.send(On.Failed)).toEqual([]);
  });

  test('not to whoever has taken the wish back', () => {
    const course = opened();
    course.click();
    expect(course.send(On.Failed)).toEqual([]);
    expect(course.after(15_000)).toEqual([]);
  });

  test('and what comes late all the same opens', () => {
    const course = unreachable();
    expect(course.connect()).toEqual(['Maximize']);
    expect(course.look({ frames: [BUBBLE, WINDOW] })).toContain('CloseNotice');
    expect(course.wish).toBe('None');
  });

  test('and what comes late opens not where it was turned away from', () => {
    const course = unreachable();
    expect(course.send(On.Dismiss)).toEqual(['CloseNotice']);
    expect(course.connect()).toEqual([]);
  });

  test('and trying again starts anew, with the patience of a first time', () => {
    const course = unreachable();
    expect(course.send(On.Chat)).toEqual(['Remove', 'Start']);
    expect(course.isBusy).toBe(true);
    expect(course.after(14_999)).toEqual([]);
    expect(course.after(1)).toEqual(['SayUnreachable']);
  });

  test.each([
    ['missing', (course: Course) => [course.send(On.Failed)]],
    ['in trouble', (course: Course) => [course.send(On.Trouble), course.after(3_000)]],
    ['given up', (course: Course) => [course.look({ frames: [BUBBLE] }), course.look({ frames: [], isAway: true })]],
  ])('and what was %s is not held against the next start', (_what, happen) => {
    const course = opened();
    happen(course);
    course.send(On.Chat);
    expect(course.desk).toBeUndefined();
    expect(course.after(3_000)).toEqual([]);
    expect(course.connect()).toEqual(['Maximize']);
  });

  test('and a click on the launcher, where nobody had waited, starts anew too', () => {
    const course = new Course();
    course.send(On.Due, true);
    course.send(On.Failed);
    expect(course.click()).toEqual(['CloseNotice', 'Remove', 'Start']);
  });
});

describe('it is told that nobody is there', () => {
  test('where tawk.to is offline and hides, and it is not told to open', () => {
    const course = opened();
    expect(course.connect({ frames: [], isAway: true, status: 'offline' })).toEqual(['CloseNotice', 'SayAway']);
    expect(course.isBusy).toBe(false);
  });

  test('not where tawk.to has a form for that, which opens', () => {
    expect(opened().connect({ status: 'offline' })).toEqual(['Maximize']);
  });

  test('not where tawk.to is switched off for this screen, which opens', () => {
    expect(opened().connect({ frames: [], isAway: true })).toEqual(['Maximize']);
  });

  test('not to whoever has not asked', () => {
    expect(connected().look({ frames: [], isAway: true, status: 'offline' })).toEqual([]);
  });

  test('and nothing opens when somebody comes later', () => {
    const course = opened();
    course.connect({ frames: [], isAway: true, status: 'offline' });
    expect(course.look({ frames: [BUBBLE], isAway: false, status: 'online' })).toEqual([]);
  });

  test('while the desk is closed, where the panel leads to the chat', () => {
    expect(new Course(SHUT).send(On.Chat)).toEqual(['CloseNotice', 'SayAway']);
  });
});

describe("the launcher makes room for tawk.to's bubble", () => {
  const CASES: [
    what: string,
    sight: Partial<Sight>,
    frames: (typeof BUBBLE)[],
    isTalking: boolean,
    isShown: boolean,
  ][] = [
    ['not before that is drawn', {}, [], false, true],
    ['when that is drawn', {}, [BUBBLE], false, false],
    ['not where the panel is to open: it lies on it', { hasPanel: true }, [BUBBLE], false, true],
    ['where a message is there to see, in spite of the panel', { hasPanel: true }, [BUBBLE, PREVIEW], false, false],
    ['where a conversation goes on, in spite of the panel', { hasPanel: true }, [BUBBLE], true, false],
    ['where that is a rectangle, which it does not cover', { hasPanel: true }, [RECTANGLE], false, false],
    ['and the window', { hasPanel: true }, [BUBBLE, WINDOW], false, false],
  ];
  test.each(CASES)('%s', (_what, sight, frames, isTalking, isShown) => {
    const course = connected(sight);
    course.look({ frames, isTalking });
    expect(course.isLauncherShown).toBe(isShown);
  });

  test('and is there again when that hides', () => {
    const course = connected();
    expect(course.isLauncherShown).toBe(false);
    course.look({ frames: [] });
    expect(course.isLauncherShown).toBe(true);
  });

  test('and is there again when tawk.to is removed', () => {
    const course = connected();
    course.sight.isClosed = true;
    expect(course.look()).toContain('Remove');
    expect(course.isLauncherShown).toBe(true);
  });
});

describe('when the desk closes', () => {
  test('tawk.to goes', () => {
    const course = connected();
    course.sight.isClosed = true;
    expect(course.look()).toEqual(['CloseNotice', 'Remove']);
    expect(course.isShut).toBe(true);
    expect(course.desk).toBeUndefined();
  });

  test('what somebody is writing stays', () => {
    const course = talking();
    course.sight.isClosed = true;
    expect(course.look()).toEqual([]);
  });

  test('a conversation stays', () => {
    const course = connected();
    course.sight.isClosed = true;
    expect(course.look({ isTalking: true })).not.toContain('Remove');
    expect(course.isShut).toBe(false);
  });

  test('the conversation of the last page stays until tawk.to says whether it goes on', () => {
    const course = new Course({ ...SHUT, isKept: true });
    course.send(On.Due, false);
    expect(course.look()).toEqual([]);
    expect(course.connect({ isTalking: false })).toEqual(['CloseNotice', 'Remove']);
  });

  test('tawk.to goes when the conversation has ended and its window is closed', () => {
    const course = talking({}, { isTalking: true });
    course.sight.isClosed = true;
    expect(course.look({ isTalking: false })).toEqual([]);
    course.look({ frames: [BUBBLE] });
    expect(course.look()).toContain('Remove');
  });

  test('whoever waits for the chat waits no more', () => {
    const course = opened();
    course.sight.isClosed = true;
    expect(course.look()).toEqual(['CloseNotice', 'Remove']);
    expect(course.isBusy).toBe(false);
  });

  test('and opens again, a click brings tawk.to', () => {
    const course = connected();
    course.sight.isClosed = true;
    course.look();
    course.sight.isClosed = false;
    expect(course.click()).toContain('Start');
  });
});

describe('the consent is taken back', () => {
  test('where tawk.to is connected: the chat ends and goes, then all is forgotten', () => {
    expect(connected().send(On.Withdraw)).toEqual(['EndChat', 'CloseNotice', 'Remove', 'Forget']);
  });

  test('while tawk.to is on its way: all is forgotten, and it is left to the page to end', () => {
    const course = opened();
    expect(course.send(On.Withdraw)).toEqual(['Forget']);
    expect(course.sight.tawk).toBeDefined();
  });

  test('where tawk.to is not there: all is forgotten', () => {
    expect(new Course().send(On.Withdraw)).toEqual(['Forget']);
  });

  test('in another tab: it counts here too, and the conversation that ends is told why', () => {
    const course = talking();
    course.sight.hasAgreed = false;
    expect(course.look()).toEqual(['EndChat', 'CloseNotice', 'Remove', 'Forget', 'SayWithdrawn']);
    expect(course.look()).toEqual([]);
  });

  test('in another tab, where neither window nor conversation is here: nothing is said', () => {
    const course = new Course();
    course.send(On.Due, true);
    course.connect();
    course.sight.hasAgreed = false;
    expect(course.look()).not.toContain('SayWithdrawn');
  });

  test('in another tab, where tawk.to is not here: there is nothing to do', () => {
    const course = new Course({ hasAgreed: false });
    expect(course.look()).toEqual([]);
  });

  test('and the next click asks again', () => {
    const course = connected();
    course.send(On.Withdraw);
    course.sight.hasAgreed = false;
    expect(course.click()).toContain('AskConsent');
  });
});

describe('the agent is told', () => {
  test('nothing before there is a conversation', () => {
    expect(connected().look()).toEqual([]);
  });

  test('what the user looks at, as soon as a conversation goes on', () => {
    expect(connected().look({ isTalking: true })).toEqual(['Tell false']);
  });

  test('facts too, as soon as the window is open', () => {
    expect(connected().look({ frames: [BUBBLE, WINDOW] })).toContain('Tell true');
  });

  test('facts, though the window opens before it is connected', () => {
    expect(opened().look({ frames: [BUBBLE, WINDOW] })).toContain('Tell true');
  });

  test('each once on a page', () => {
    const course = connected();
    course.look({ isTalking: true });
    expect(course.look()).toEqual([]);
    expect(course.look({ frames: [BUBBLE, WINDOW] })).toContain('Tell true');
    course.look({ frames: [BUBBLE] });
    expect(course.look({ frames: [BUBBLE, WINDOW] })).not.toContain('Tell true');
  });

  test('facts alone, where the window came first', () => {
    const course = connected();
    course.look({ frames: [BUBBLE, WINDOW] });
    expect(course.look({ isTalking: true })).toEqual([]);
  });
});

describe('of the desk is known', () => {
  test.each([
    ['nothing, before tawk.to is there', () => new Course(), undefined],
    ['nothing, before it is connected', () => opened(), undefined],
    ['that it is there', () => connected(), 'there'],
    [
      'that it cannot be reached',
      () =>
        (() => {
          const course = opened();
          course.send(On.Failed);
          return course;
        })(),
      'unreachable',
    ],
  ])('%s', (_what, begin, desk) => {
    expect(begin().desk).toBe(desk);
  });

  test.each([
    ['online', 'there'],
    ['away', 'away'],
    ['offline', 'away'],
    [undefined, undefined],
  ])('what tawk.to says: %s is %s', (status, desk) => {
    const course = connected();
    course.look({ status });
    expect(course.desk).toBe(desk);
  });
});

/** Anything at all, in any order. */
const moves = fc.array(
  fc.oneof(
    ...[On.Look, On.Chat, On.Withdraw, On.Dismiss, On.Connected, On.Trouble, On.Failed].map((on) =>
      fc.constant((course: Course) => course.send(on)),
    ),
    fc.boolean().map((isUnasked) => (course: Course) => course.send(On.Due, isUnasked)),
    fc.record({ about: fc.option(fc.constant('UserRequest:1'), { nil: undefined }), has: fc.boolean() }).map(
      ({ about, has }) =>
        (course: Course) =>
          course.click(about, has),
    ),
    fc.record({ since: fc.integer({ min: 1_000, max: 60_000 }), isShown: fc.boolean() }).map(
      ({ since, isShown }) =>
        (course: Course) =>
          course.send(On.Panel, since, isShown),
    ),
    fc.integer({ min: 0, max: 20_000 }).map((milliseconds) => (course: Course) => course.after(milliseconds)),
    fc
      .record({
        frames: fc.subarray([BUBBLE, PREVIEW, WINDOW]),
        hasVisitor: fc.boolean(),
        isAway: fc.boolean(),
        isTalking: fc.boolean(),
        status: fc.constantFrom('online', 'away', 'offline', undefined),
      })
      .map((tawk) => (course: Course) => course.look(tawk)),
    fc
      .record({ hasAgreed: fc.boolean(), isClosed: fc.boolean(), isKept: fc.boolean(), hasPanel: fc.boolean() })
      .map((sight) => (course: Course) => {
        Object.assign(course.sight, sight);
        return course.look();
      }),
  ),
  { maxLength: 40 },
);

describe('whatever happens, in whatever order', () => {
  const always = (holds: (course: Course, done: string[], before: Course) => boolean): void => {
    fc.assert(
      fc.property(moves, (all) => {
        const course = new Course();
        for (const move of all) {
          const before = Object.assign(new Course(), structuredClone({ ...course }));
          if (!holds(course, move(course), before)) return false;
        }
        return true;
      }),
      { numRuns: 100 },
    );
  };

  test('tawk.to is never started twice without having been removed', () => {
    always((_course, done, before) => {
      let isThere = !!before.sight.tawk;
      return done.every((each) => {
        const isTwice = each === 'Start' && isThere;
        if (each === 'Start') isThere = true;
        if (each === 'Remove') isThere = false;
        return !isTwice;
      });
    });
  });

  test('tawk.to is never started without consent', () => {
    always((course, done) => !done.includes('Start') || course.sight.hasAgreed);
  });

  test('nobody waits longer than 15 seconds without being told', () => {
    always((course) => {
      if (!course.isBusy) return true;
      const later = Object.assign(new Course(), structuredClone({ ...course }));
      later.after(15_000);
      later.after(15_000);
      return !later.isBusy;
    });
  });

  test('a second click always takes the first one back', () => {
    always((course) => {
      const later = Object.assign(new Course(), structuredClone({ ...course }));
      if (!later.isBusy) later.click();
      if (later.isBusy) later.click();
      return !later.isBusy;
    });
  });

  test('the launcher is there wherever tawk.to shows nothing', () => {
    always((course) => course.isLauncherShown || !!course.sight.tawk);
  });

  test('the window is asked for only where somebody wants it', () => {
    always((course, done) => !done.includes('Maximize') || course.wish !== 'None');
  });
});

describe('what stands beside the launcher', () => {
  test('what an agent says first opens with a click, in spite of the panel, and is not shut away outside the hours', () => {
    const course = connected({ hasPanel: true });
    course.look({ unread: 1 });
    expect(course.isLauncherShown).toBe(true);
    course.sight.isClosed = true;
    expect(course.look()).toEqual([]);
    expect(course.click()).toEqual(['CloseNotice', 'Maximize']);
  });

  test('put away, tawk.to is removed', () => {
    const course = connected({ hasPanel: true });
    expect(course.send(On.PutAway)).toEqual(['CloseNotice', 'Remove']);
    expect(course.isLauncherShown).toBe(true);
  });

  test('the way back from a conversation makes its window small, and opens the panel', () => {
    const course = connected({ hasPanel: true });
    course.look({ isTalking: true, frames: [BUBBLE, WINDOW] });
    expect(course.send(On.Back, course.now)).toEqual(['CloseNotice', 'Minimize', `OpenPanel ${course.now}`]);
    expect(course.look({ frames: [BUBBLE] })).toEqual([]);
    expect(course.send(On.Panel, course.now, true)).toEqual([]);
    expect(course.isBusy).toBe(false);
  });
});

describe('a provider that has no bubble of its own', () => {
  const OPEN = { frames: [undefined, WINDOW] };
  const open = (sight: Partial<Sight> = {}) => {
    const course = new Course(sight);
    course.send(On.Chat);
    course.connect({ frames: [] });
    course.look(OPEN);
    return course;
  };

  test('the launcher stays while the window is open, and closes it', () => {
    const course = open();
    expect(course.wish).toBe('None');
    expect(course.isLauncherShown).toBe(true);
    expect(course.click()).toEqual(['CloseNotice', 'Minimize']);
  });

  test('a conversation that goes on is opened again by the next click, without the panel', () => {
    const course = open({ hasPanel: true });
    course.look({ frames: [], isTalking: true });
    expect(course.click()).toEqual(['CloseNotice', 'Maximize']);
  });

  test('with nothing that goes on, the next click opens the panel', () => {
    const course = open({ hasPanel: true });
    course.look({ frames: [] });
    expect(course.click()).toContainEqual(expect.stringMatching(/^OpenPanel/));
  });

  test("the chat about a request is not taken for the window's closing", () => {
    expect(open().click('UserRequest:1')).not.toContain('Minimize');
  });

  test('where the window covers all, the launcher makes room for it', () => {
    const course = open();
    course.look({ frames: [WINDOW] });
    expect(course.isLauncherShown).toBe(false);
  });
});
