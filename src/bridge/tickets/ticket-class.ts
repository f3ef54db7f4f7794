import { sayable } from '../../itop/address';
import { ItopError } from '../../itop/rest/error';
import { ItopRest } from '../../itop/rest/rest';
import { BridgeError } from '../base/errors';
import { type Config, STANDARD_CLASSES } from '../config/config';
import { hasNoClass } from '../delivery/optional-reads';

/** The attributes by which the bridge finds the tickets that it created. */
const OWN = ['tawkto_id', 'tawkto_ref'];

/**
 * How long the start waits for iTop. An iTop that does not answer must not keep the bridge from accepting events.
 * Milliseconds.
 */
const START_TIMEOUT_MS = 20_000;

/** The message for ports that fetch blocks (https://fetch.spec.whatwg.org/#port-blocking). */
const BARRED = 'Node blocks this port: let iTop answer on another one, or put a proxy in front of it';

/** Why the bridge cannot create tickets of a class, and what to do. */
export interface TicketClassFault {
  what: string;
  remedy: string;
}

/**
 * What is missing to create tickets of a class; undefined: nothing, or iTop has another problem.
 * @throws ItopError for everything that says nothing about the class
 */
export async function ticketClassFault(itop: ItopRest, className: string): Promise<TicketClassFault | undefined> {
  try {
    await itop.find(className, '0', ['id', ...OWN]);
    return undefined;
  } catch (error) {
    if (hasNoClass(error)) {
      return {
        what: `this iTop has no class ${className}, which \`ticket.class\` names`,
        remedy: "Correct `ticket.class`, or let iTop's setup install the module that brings this class.",
      };
    }
    if (!(error instanceof ItopError) || error.code !== 'ITOP_LOOKUP') throw error;
    return /invalid attribute/i.test(error.detail) ? { what: lacks(className), remedy: remedy(className) } : undefined;
  }
}

/**
 * Refuses to start if an iTop answers and cannot have tickets of `ticket.class`.
 * @throws BridgeError TICKET_CLASS; CONFIG if its port is blocked
 */
export async function checkTicketClasses({ properties }: Config): Promise<void> {
  const faults = await Promise.all(
    properties.map(async ({ itop, ticket }) => {
      const access = { ...itop, timeout: Math.min(itop.timeout, START_TIMEOUT_MS) };
      return ticketClassFault(new ItopRest(access), ticket.class).catch((error: unknown) => {
        if (!(error instanceof ItopError)) throw error;
        // waiting does not help here
        if (error.detail === 'bad port') throw new BridgeError('CONFIG', `itop.url ${sayable(itop.url)}: ${BARRED}`);
        return undefined;
      });
    }),
  );
  const told = faults.flatMap((fault) => (fault === undefined ? [] : [`${fault.what}. ${fault.remedy}`]));
  if (told.length > 0) {
    throw new BridgeError('TICKET_CLASS', [...new Set(told)].join('\n'));
  }
}

function lacks(className: string): string {
  return `${className} has no attributes ${OWN.join(' and ')} in this iTop: the bridge could not find its own tickets again`;
}

function remedy(className: string): string {
  return STANDARD_CLASSES.includes(className)
    ? "Run iTop's setup with the extension of this version, which brings them for user requests and incidents; after a setup from the command line restart PHP."
    : `Add them with an XML delta (docs/bridge-reference.md, "Tickets of another class"), or name ${STANDARD_CLASSES.join(' or ')} in \`ticket.class\`.`;
}
