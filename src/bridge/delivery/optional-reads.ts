import { ItopError, isForbidden } from '../../itop/rest/error';
import type { ItopObject } from '../../itop/rest/object';
import type { ItopRest, Words } from '../../itop/rest/rest';
import { monotonicNow } from '../base/clock';

/** A class that cannot be read is left alone for so long. Milliseconds. */
const REFUSAL_VALID_MS = 10 * 60_000;

/** Why a class cannot be read: this iTop does not have it (as it is asked for), or its user may not read it. */
export type Refusal = 'absent' | 'forbidden';

/** Reads classes that an iTop need not have, nor show to the bridge's user, and remembers for a while which it refused. */
export class OptionalReads {
  readonly #refused = new Map<string, { why: Refusal; until: number }>();

  constructor(
    private readonly itop: ItopRest,
    private readonly now: () => number = monotonicNow,
  ) {}

  /** As ItopRest.find. @throws ItopError for all that does not mean a refusal of the class */
  find(className: string, criteria: Record<string, string>, outputFields: string[]): Promise<ItopObject[] | Refusal> {
    return this.#read(className, () => this.itop.find(className, criteria, outputFields));
  }

  /** As ItopRest.findAny. @throws ItopError as above */
  findAny(className: string, any: Words, outputFields: string[], all?: Words): Promise<ItopObject[] | Refusal> {
    return this.#read(className, () => this.itop.findAny(className, any, outputFields, all));
  }

  /** Why a class was refused lately; undefined: it was not, or that is to be found out again. */
  refusal(className: string): Refusal | undefined {
    const refused = this.#refused.get(className);
    return refused !== undefined && this.now() < refused.until ? refused.why : undefined;
  }

  /** Leaves a class alone for a while. */
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

/** Whether an error says that this iTop has no such class. */
export function hasNoClass(error: unknown): boolean {
  const isRefused = error instanceof ItopError && (error.code === 'ITOP_LOOKUP' || error.code === 'ITOP_REJECTED');
  return isRefused && /not a valid class/.test(error.detail);
}

/** What an error of a read says about its class; undefined: something else is wrong. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (isForbidden(error)) {
    return 'forbidden';
  }
  return error instanceof ItopError && error.code === 'ITOP_LOOKUP' ? 'absent' : undefined;
}
