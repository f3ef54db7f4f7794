import { ItopError, isForbidden } from '../../itop/rest/error';
import type { ItopObject } from '../../itop/rest/object';
import type { ItopRest, Words } from '../../itop/rest/rest';
import { monotonicNow } from '../base/clock';

/** How long a class that cannot be read is not tried again. Milliseconds. */
const REFUSAL_VALID_MS = 10 * 60_000;

/**
 * Why a class cannot be read: this iTop does not have it (or not the requested attributes), or its user may not read
 * it.
 */
export type Refusal = 'absent' | 'forbidden';

/**
 * Reads classes that an iTop may not have, or may not show to the bridge's user. Remembers for a while which classes
 * were refused.
 */
export class OptionalReads {
  readonly #refused = new Map<string, { why: Refusal; until: number }>();

  constructor(
    private readonly itop: ItopRest,
    private readonly now: () => number = monotonicNow,
  ) {}

  /** As ItopRest.find. @throws ItopError for everything but a refusal of the class */
  find(className: string, criteria: Record<string, string>, outputFields: string[]): Promise<ItopObject[] | Refusal> {
    return this.#read(className, () => this.itop.find(className, criteria, outputFields));
  }

  /** As ItopRest.findAny. @throws ItopError as above */
  findAny(className: string, any: Words, outputFields: string[], all?: Words): Promise<ItopObject[] | Refusal> {
    return this.#read(className, () => this.itop.findAny(className, any, outputFields, all));
  }

  /** Why a class was recently refused; undefined: it was not, or it is time to try again. */
  refusal(className: string): Refusal | undefined {
    const refused = this.#refused.get(className);
    return refused !== undefined && this.now() < refused.until ? refused.why : undefined;
  }

  /** Remembers that a class was refused. */
  refuse(className: string, why: Refusal): Refusal {
    this.#refused.set(className, { why, until: this.now() + REFUSAL_VALID_MS });
    return why;
  }

  async #read(className: string, read: () => Promise<ItopObject[]>): Promise<ItopObject[] | Refusal> {
    const refused = this.refusal(className);
    if (refused !== undefined) {
      return refused;
    }
    try {
      const found = await read();
      this.#refused.delete(className);
      return found;
    } catch (error) {
      const why = refusalOf(error);
      if (why === undefined) {
        throw error;
      }
      return this.refuse(className, why);
    }
  }
}

/** Whether an error says that this iTop does not have the class. */
export function hasNoClass(error: unknown): boolean {
  const isRefused = error instanceof ItopError && (error.code === 'ITOP_LOOKUP' || error.code === 'ITOP_REJECTED');
  return isRefused && /not a valid class/.test(error.detail);
}

/** What the error of a read says about its class; undefined: something else is wrong. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (isForbidden(error)) {
    return 'forbidden';
  }
  return error instanceof ItopError && error.code === 'ITOP_LOOKUP' ? 'absent' : undefined;
}
