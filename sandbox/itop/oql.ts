import { itopTime } from './times';

/**
 * A query in one of the forms that the bridge sends: `SELECT Class WHERE a IN ('x','y') AND (b IN ('z') OR c IN
 * ('1'))`; conditions may also be `ISNULL(d)`, `e < DATE_SUB(NOW(), INTERVAL 60 SECOND)`, `id > 5`, `id <= 9` and `f <
 * DATE_FORMAT(DATE_SUB(NOW(), INTERVAL 31 DAY), '%Y-%m-%d')`.
 */
export interface Query {
  className: string;
  /** The attributes in the query. */
  codes: string[];
  /** Whether an object matches, by its attributes' values. */
  fits: (read: (code: string) => string) => boolean;
}

const ONE_OF = /^(\w+) IN \(('[^']*'(?:,'[^']*')*)\)$/;

/** @returns undefined for a query of another form */
export function parseQuery(text: string): Query | undefined {
  const [, className, conditions = ''] = /^SELECT (\w+) WHERE (.+)$/.exec(text) ?? [];
  const parts = conditions.split(' AND ').map((part) => /^\((\w+ IN .*)\)$/.exec(part)?.[1] ?? part);
  const all = parts.map((part) => part.split(' OR ').map(condition));
  if (className === undefined || all.flat().includes(undefined)) {
    return undefined;
  }
  const codes = [...conditions.matchAll(/\b(\w+) (?:IN|<|>|<=) /g)].map(([, code = '']) => code);
  return { className, codes, fits: (read) => all.every((any) => any.some((each) => each?.(read))) };
}

type Condition = (read: (code: string) => string) => boolean;

function condition(text: string): Condition | undefined {
  const [, empty] = /^ISNULL\((\w+)\)$/.exec(text) ?? [];
  if (empty !== undefined) {
    return (read) => read(empty) === '';
  }
  const [, time, seconds] = /^(\w+) < DATE_SUB\(NOW\(\), INTERVAL (\d+) SECOND\)$/.exec(text) ?? [];
  if (time !== undefined) {
    const before = itopTime(Date.now() - Number(seconds) * 1000);
    return (read) => read(time) < before;
  }
  const [, bound, than] = /^id (>|<=) (\d+)$/.exec(text) ?? [];
  if (bound !== undefined) {
    return (read) => (bound === '>' ? Number(read('id')) > Number(than) : Number(read('id')) <= Number(than));
  }
  const [, day, days] = /^(\w+) < DATE_FORMAT\(DATE_SUB\(NOW\(\), INTERVAL (\d+) DAY\), '%Y-%m-%d'\)$/.exec(text) ?? [];
  if (day !== undefined) {
    const before = itopTime(Date.now() - Number(days) * 86_400_000).slice(0, 10);
    return (read) => read(day) < before;
  }
  const [, code, list] = ONE_OF.exec(text) ?? [];
  if (code === undefined || list === undefined) {
    return undefined;
  }
  // MySQL's comparison ignores case
  const values = new Set(list.split(',').map((value) => value.slice(1, -1).toLowerCase()));
  return (read) => values.has(read(code).toLowerCase());
}
