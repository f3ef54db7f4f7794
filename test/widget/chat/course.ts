import { Do, type Event, On, type Seen, type State, step, type Tawk, Wish } from '../../../src/widget/chat/core';

/** What can be seen, by names. */
export interface Sight {
  hasAgreed: boolean;
  isClosed: boolean;
  isKept: boolean;
  away: number;
  hasTopic: boolean;
  hasPanel: boolean;
  keeps: boolean;
  tawk?: TawkSight;
}

export interface TawkSight {
  frames: (Frame | undefined)[];
  hasVisitor: boolean;
  isAway: boolean;
  isTalking: boolean;
  status?: string;
  hasWords: boolean;
  unread?: number;
}

type Frame = { offsetWidth: number; offsetHeight: number };

export const BUBBLE: Frame = { offsetWidth: 64, offsetHeight: 60 };
export const RECTANGLE: Frame = { offsetWidth: 324, offsetHeight: 44 };
export const PREVIEW: Frame = { offsetWidth: 360, offsetHeight: 115 };
export const WINDOW: Frame = { offsetWidth: 350, offsetHeight: 520 };

/** A chat from its first event on, with a clock that is set, and a tawk.to that does what it is told to show. */
export class Course {
  /** Milliseconds since the page began. */
  now = 1_000;
  state: State = [];
  sight: Sight = {
    hasAgreed: true,
    isClosed: false,
    isKept: false,
    away: 0,
    hasTopic: false,
    hasPanel: false,
    keeps: true,
  };

  constructor(sight: Partial<Sight> = {}) {
    Object.assign(this.sight, sight);
  }

  /** @returns names of what is to be done, with what else is said */
  send(...event: Event): string[] {
    const { hasAgreed, isClosed, isKept, away, hasTopic, hasPanel, keeps, tawk } = this.sight;
    const seenTawk: Tawk | undefined = tawk && [
      tawk.frames,
      tawk.hasVisitor,
      tawk.isAway,
      tawk.isTalking,
      tawk.status,
      tawk.hasWords,
      tawk.unread,
    ];
    const seen: Seen = [this.now, hasAgreed, isClosed, isKept, away, hasTopic, hasPanel, keeps, seenTawk];
    const given = JSON.stringify([this.state, event, seen]);
    const [state, effects] = step(this.state, event, seen);
    if (JSON.stringify([this.state, event, seen]) !== given) throw new Error('What was given to the core has changed.');
    this.state = state;
    for (const [what] of effects) {
      if (what === Do.Start)
        this.sight.tawk = { frames: [], hasVisitor: true, isAway: false, isTalking: false, hasWords: true };
      if (what === Do.Remove) this.sight.tawk = undefined;
    }
    return effects.map(([what, ...how]) => [Do[what], ...how.filter((each) => each !== undefined)].join(' '));
  }

  look(tawk: Partial<TawkSight> = {}): string[] {
    if (this.sight.tawk) Object.assign(this.sight.tawk, tawk);
    return this.send(On.Look);
  }

  /** What is done at that look, so many milliseconds later. */
  after(milliseconds: number, tawk: Partial<TawkSight> = {}): string[] {
    this.now += milliseconds;
    return this.look(tawk);
  }

  click(about?: string, hasClosed = false): string[] {
    return this.send(On.Click, this.now, about, hasClosed);
  }

  /** tawk.to connects and shows its bubble. */
  connect(tawk: Partial<TawkSight> = {}): string[] {
    Object.assign(this.sight.tawk as TawkSight, { frames: [BUBBLE], status: 'online', ...tawk });
    return this.send(On.Connected);
  }

  get wish(): string {
    return Wish[this.state[0] ?? Wish.None] as string;
  }
  get isBusy(): boolean {
    return this.state[0] === Wish.Chat || this.state[0] === Wish.Panel;
  }
  get isLauncherShown(): boolean {
    return !this.state[1];
  }
  get isShut(): boolean | undefined {
    return this.state.at(-2) as boolean | undefined;
  }
  get desk(): string | undefined {
    return this.state.at(-1) as string | undefined;
  }
}

/** tawk.to has come by itself, is connected, and shows its bubble. */
export function connected(sight: Partial<Sight> = {}): Course {
  const course = new Course(sight);
  course.send(On.Due, true);
  course.connect();
  return course;
}

/** The user has opened the chat, and tawk.to has been started. */
export function opened(sight: Partial<Sight> = {}): Course {
  const course = new Course(sight);
  course.click();
  return course;
}

/** Nothing of tawk.to for that long: the user was told so. */
export function unreachable(sight: Partial<Sight> = {}): Course {
  const course = opened(sight);
  course.after(15_000);
  return course;
}

/** The chat's window is open, and connected. */
export function talking(sight: Partial<Sight> = {}, tawk: Partial<TawkSight> = {}): Course {
  const course = opened(sight);
  course.connect();
  course.look({ frames: [BUBBLE, WINDOW], ...tawk });
  return course;
}
