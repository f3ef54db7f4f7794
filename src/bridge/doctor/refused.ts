import { hasNoClass, refusalOf } from '../delivery/optional-reads';

/**
 * Why a class cannot be read, by the error; and whether iTop says that the class does not exist.
 * @throws an error that is not a refusal
 */
export function refused(error: unknown) {
  const why = refusalOf(error);
  if (why === undefined) throw error;
  const { detail } = error as { detail: string };
  return { why, detail, hasNoClass: hasNoClass(error) };
}
