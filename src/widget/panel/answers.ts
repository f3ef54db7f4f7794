import type { Hours } from '../../contract/chat-context';
import type {
  Answer,
  ItopRequest,
  News,
  Noted,
  PanelTexts,
  Told,
  Topic,
  Usual,
  Viewed,
} from '../../contract/panel-answer';

/** Tells whether a value from the module's page has a type; additional content does not matter. */
export type Fits<Type> = (value: unknown) => value is Type;

const is =
  <Type>(type: 'string' | 'number' | 'boolean'): Fits<Type> =>
  (value): value is Type =>
    typeof value === type;
const text = is<string>('string');
const number = is<number>('number');
const flag = is<boolean>('boolean');

const orNull =
  <Type>(fits: Fits<Type>): Fits<Type | null> =>
  (value): value is Type | null =>
    value === null || fits(value);
const list =
  <Type>(fits: Fits<Type>): Fits<Type[]> =>
  (value): value is Type[] =>
    Array.isArray(value) && value.every(fits);
const link: Fits<[words: string, url: string]> = (value): value is [string, string] =>
  list(text)(value) && value.length === 2;
const object =
  <Type extends object>(parts: { [Name in keyof Type]-?: Fits<Type[Name]> }): Fits<Type> =>
  (value): value is Type =>
    value !== null &&
    typeof value === 'object' &&
    Object.entries<Fits<unknown>>(parts).every(([name, fits]) => fits(value[name as never]));
const optional =
  <Type>(fits: Fits<Type>): Fits<Type | undefined> =>
  (value): value is Type | undefined =>
    value === undefined || fits(value);

const hours = orNull(object<Hours>({ isOpen: flag, until: orNull(number), now: number }));
const request = object<ItopRequest>({
  id: text,
  ref: text,
  title: text,
  state: text,
  changed: number,
  answered: number,
  url: text,
});
const texts = object<PanelTexts>({
  title: text,
  close: text,
  chat: text,
  there: text,
  away: text,
  yours: text,
  all: text,
  about: text,
  open: text,
  fresh: text,
  changed: text,
  search: text,
  nothing: text,
  closed: text,
  opens: text,
  back: text,
  withdraw: text,
});
/** PHP encodes an empty array as a list. */
const facts: Fits<Told['facts']> = (value): value is Told['facts'] =>
  value !== null && typeof value === 'object' && Object.values(value).every(text);

export const isAnswer = object<Answer>({
  about: orNull(request),
  requests: list(request),
  all: orNull(link),
  newRequest: orNull(link),
  faq: flag,
  hours,
  now: number,
  lang: text,
  texts,
});
export const isTold = object<Told>({ facts, hours });
export const isViewed = object<{ viewed: Viewed | null }>({
  viewed: orNull(object<Viewed>({ title: text, link: text })),
});
export const isFound = object<{ faq: [title: string, url: string][] }>({ faq: list(link) });
export const isChosen = object<{ request: Topic | null }>({
  request: orNull(object<Topic>({ reference: text, class: text, link: text, title: optional(text) })),
});
export const isNews = object<News>({
  now: number,
  answered: (value): value is News['answered'] =>
    value !== null && typeof value === 'object' && Object.values(value).every(number),
});
export const isUsual = object<Usual>({
  usual: orNull((value): value is [number, string] => Array.isArray(value) && number(value[0]) && text(value[1])),
});
export const isNoted = object<Noted>({ answered: flag });
