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
  /** Of several persons with the e-mail it is the one who chose in the panel for this chat. */
  chose?: true;
}

/** A person of iTop and their organisation, by their ids. */
export interface Person {
  id: string;
  orgId: string;
  isActive: boolean;
}

/** Gives the ids of the persons who chose in the panel for this chat; asked only where several have the e-mail. */
export type Choosers = () => Promise<string[]>;

const NO_CHOOSERS: Choosers = async () => [];

/**
 * The one active person with this e-mail and their organisation, or of several the one who chose in the panel for this
 * chat; else the configured fallback.
 * No webhook says whether an e-mail is verified (facts: developer.tawk.to/webhooks), so `trust` is all or nothing.
 * @throws BridgeError NO_CALLER
 */
export async function findCaller(
  itop: ItopRest,
  email: string | undefined,
  { trust, ticket: { fallback } }: Pick<PropertyConfig, 'trust' | 'ticket'>,
  choosers: Choosers = NO_CHOOSERS,
): Promise<Caller> {
  const persons = trust === 'never' ? undefined : await activePersons(itop, email);
  const person = await theOne(persons ?? [], choosers);
  if (person !== undefined && persons !== undefined) {
    const chose = persons.length > 1 ? { chose: true as const } : {};
    return { callerId: person.id, orgId: person.orgId, persons: persons.length, ...chose };
  }
  if (fallback === undefined) {
    throw new BridgeError('NO_CALLER', `${persons?.length} active persons have the requester's e-mail`);
  }
  const standIn = fallback.caller === undefined ? undefined : await fallbackPerson(itop, fallback.caller);
  const orgId =
    fallback.organization === undefined ? standIn?.orgId : await fallbackOrganization(itop, fallback.organization);
  return { callerId: standIn?.id, orgId: orgId as string, persons: persons?.length };
}

/** Whose chat it is, as for a ticket; undefined where nobody can tell. */
export async function visitorPerson(
  itop: ItopRest,
  email: string | undefined,
  { trust }: Pick<PropertyConfig, 'trust'>,
  choosers: Choosers,
): Promise<Person | undefined> {
  return theOne(trust === 'never' ? [] : await activePersons(itop, email), choosers);
}

/** The only one; of several the only one who chose, for the panel knows who that is. Two who chose are as good as none. */
async function theOne(persons: Person[], choosers: Choosers): Promise<Person | undefined> {
  if (persons.length < 2) {
    return persons[0];
  }
  const ids = await choosers();
  const chose = persons.filter(({ id }) => ids.includes(id));
  return chose.length === 1 ? chose[0] : undefined;
}

/**
 * The persons whom a visitor may be: all who have the e-mail, active or not. Where one of these chose in the panel for
 * this chat, it is none of the others who might have; none where e-mails are not trusted.
 * @param choosers ids of the persons who chose
 */
export async function visitorPersons(
  itop: ItopRest,
  email: string | undefined,
  { trust }: PropertyConfig,
  choosers: string[],
): Promise<Person[]> {
  const persons = trust === 'never' || email === undefined ? [] : await personsByEmail(itop, { email });
  const chose = persons.filter(({ id }) => choosers.includes(id));
  return chose.length === 1 ? persons.filter((each) => each === chose[0] || !each.isActive) : persons;
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
  const found = await itop.find('Person', { ...criteria, email: criteria.email.trim() }, [
    'id',
    'org_id',
    'email',
    'status',
  ]);
  return (
    found
      // the database's collation also takes é for e
      .filter(({ fields }) => String(fields.email).trim().toLowerCase() === wanted)
      .map(({ key, fields }) => ({ id: key, orgId: String(fields.org_id), isActive: fields.status === 'active' }))
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
