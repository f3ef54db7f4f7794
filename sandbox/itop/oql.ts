/** A query of the one form that the bridge sends: `SELECT Class WHERE a IN ('x','y') AND (b IN ('z') OR c IN ('1'))`. */
export interface Query {
  className: string;
  /** Whether an object has what the query asks, by its attributes' values. */
  fits: (read: (code: string) => string) => boolean;
}

const ONE_OF = /^(\w+) IN \(('[^']*'(?:,'[^']*')*)\)$/;

/** @returns undefined for what is not of that form */
export function parseQuery(text: string): Query | undefined {
  const [, className, condition = ''] = /^SELECT (\w+) WHERE (.+)$/.exec(text) ?? [];
  const parts = condition.split(' AND ').map((part) => /^\((\w+ IN .*)\)$/.exec(part)?.[1] ?? part);
  const all = parts.map((part) => part.split(' OR ').map(oneOf));
  if (className === undefined || all.flat().includes(undefined)) {
    return undefined;
  }
  return { className, fits: (read) => all.every((any) => any.some((each) => each?.values.has(read(each.code)))) };
}

function oneOf(text: string): { code: string; values: Set<string> } | undefined {
  const [, code, list] = ONE_OF.exec(text) ?? [];
  return code === undefined || list === undefined
    ? undefined
    : { code, values: new Set(list.split(',').map((value) => value.slice(1, -1))) };
}
