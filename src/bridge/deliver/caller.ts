import type { ItopRest } from '../../itop/rest';
import type { PropertyConfig } from '../config';
import { BridgeError } from '../errors';

/** Who a ticket is for, in iTop's ids. */
export interface Caller {
  callerId: string | undefined;
  orgId: string;
  /** How many active persons have the e-mail; where it is not one, the caller is the fallback. */
  persons: number;
}

type Fallback = PropertyConfig['ticket']['fallback'];

/**
 * The one active person with this e-mail and their organisation; else the configured fallback.
 * @throws BridgeError NO_CALLER
 */
export async function findCaller(itop: ItopRest, email: string | undefined, fallback: Fallback): Promise<Caller> {
  const persons = email === undefined ? [] : await activePersons(itop, email);
  const [person] = persons;
  if (person !== undefined && persons.length === 1) {
    return { callerId: person.id, orgId: person.orgId, persons: 1 };
  }
  if (fallback === undefined) {
    throw new BridgeError('NO_CALLER', `${persons.length} active persons have the requester's e-mail`);
  }
  const standIn = fallback.caller === undefined ? undefined : await fallbackPerson(itop, fallback.caller);
  const orgId =
    fallback.organization === undefined ? standIn?.orgId : await fallbackOrganization(itop, fallback.organization);
  return { callerId: standIn?.id, orgId: orgId as string, persons: persons.length };
}

/** The ids of all persons with this e-mail, active or not. */
export async function personIds(itop: ItopRest, email: string): Promise<Set<string>> {
  return new Set((await personsByEmail(itop, { email })).map(({ id }) => id));
}

function activePersons(itop: ItopRest, email: string) {
  return personsByEmail(itop, { email, status: 'active' });
}

async function personsByEmail(itop: ItopRest, criteria: { email: string; status?: 'active' }) {
  const wanted = criteria.email.trim().toLowerCase();
  const found = await itop.find('Person', { ...criteria, email: criteria.email.trim() }, ['id', 'org_id', 'email']);
  return (
    found
      // the database's collation also takes é for e
      .filter(({ fields }) => String(fields.email).trim().toLowerCase() === wanted)
      .map(({ key, fields }) => ({ id: key, orgId: String(fields.org_id) }))
  );
}

async function fallbackPerson(itop: ItopRest, email: string) {
  const [person, ...more] = await activePersons(itop, email);
  if (person === undefined || more.length > 0) {
    const count = person === undefined ? 'no' : 1 + more.length;
    throw new BridgeError('NO_CALLER', `ticket.fallback.caller: expected one active person, found ${count}`);
  }
  return person;
}

async function fallbackOrganization(itop: ItopRest, name: string): Promise<string> {
  const [organization, ...more] = await itop.find('Organization', { name }, ['id']);
  if (organization === undefined || more.length > 0) {
    const count = organization === undefined ? 'no' : 1 + more.length;
    throw new BridgeError('NO_CALLER', `ticket.fallback.organization: expected one, found ${count}`);
  }
  return organization.key;
}
