import type { ItopRest } from '../../itop/rest/rest';
import { BridgeError } from '../base/errors';
import type { PropertyConfig } from '../config/config';

/** Who a ticket is for, in iTop's ids. */
export interface Caller {
  callerId: string | undefined;
  orgId: string;
  /**
   * How many active persons have the e-mail; where it is not one, the caller is the fallback.
   * Undefined: not looked for, because e-mails are not trusted; the caller is the fallback.
   */
  persons: number | undefined;
}

/** A person of iTop and their organisation, by their ids. */
export interface Person {
  id: string;
  orgId: string;
}

/**
 * The one active person with this e-mail and their organisation; else the configured fallback.
 * No webhook says whether an e-mail is verified (facts: developer.tawk.to/webhooks), so `trust` is all or nothing.
 * @throws BridgeError NO_CALLER
 */
export async function findCaller(
  itop: ItopRest,
  email: string | undefined,
  { trust, ticket: { fallback } }: Pick<PropertyConfig, 'trust' | 'ticket'>,
): Promise<Caller> {
  const persons = trust === 'never' ? undefined : await activePersons(itop, email);
  const [person] = persons ?? [];
  if (person !== undefined && persons?.length === 1) {
    return { callerId: person.id, orgId: person.orgId, persons: 1 };
  }
  if (fallback === undefined) {
    throw new BridgeError('NO_CALLER', `${persons?.length} active persons have the requester's e-mail`);
  }
  const standIn = fallback.caller === undefined ? undefined : await fallbackPerson(itop, fallback.caller);
  const orgId =
    fallback.organization === undefined ? standIn?.orgId : await fallbackOrganization(itop, fallback.organization);
  return { callerId: standIn?.id, orgId: orgId as string, persons: persons?.length };
}

/** The one active person with the visitor's e-mail, as for a ticket; undefined where it is not exactly one. */
export async function visitorPerson(
  itop: ItopRest,
  email: string | undefined,
  { trust }: Pick<PropertyConfig, 'trust'>,
): Promise<Person | undefined> {
  const persons = trust === 'never' ? [] : await activePersons(itop, email);
  return persons.length === 1 ? persons[0] : undefined;
}

/** All persons who have the visitor's e-mail, active or not; none where e-mails are not trusted. */
export async function visitorPersons(
  itop: ItopRest,
  email: string | undefined,
  { trust }: PropertyConfig,
): Promise<Person[]> {
  return trust === 'never' || email === undefined ? [] : personsByEmail(itop, { email });
}

/** The organisation of a person, by their id; undefined where the bridge's user cannot see them. */
export async function organizationOf(itop: ItopRest, personId: string): Promise<string | undefined> {
  const [person] = await itop.find('Person', personId, ['id', 'org_id']);
  return person === undefined ? undefined : String(person.fields.org_id);
}

async function activePersons(itop: ItopRest, email: string | undefined): Promise<Person[]> {
  return email === undefined ? [] : personsByEmail(itop, { email, status: 'active' });
}

async function personsByEmail(itop: ItopRest, criteria: { email: string; status?: 'active' }): Promise<Person[]> {
  const wanted = criteria.email.trim().toLowerCase();
  if (wanted === '') {
    // iTop would give everybody who has none
    return [];
  }
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
