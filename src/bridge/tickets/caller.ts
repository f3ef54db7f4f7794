import type { ItopRest } from '../../itop/rest/rest';
import { BridgeError } from '../base/errors';
import type { PropertyConfig } from '../config/config';

/** The caller of a ticket, by iTop's ids. */
export interface Caller {
  callerId: string | undefined;
  orgId: string;
  /**
   * How many active persons have the e-mail; unless it is exactly one, the caller is the fallback. Undefined: not
   * looked up, because e-mails are not trusted; the caller is the fallback.
   */
  persons: number | undefined;
  /** Several persons have the e-mail, and the caller is the one who made a choice in the panel for this chat. */
  chose?: true;
}

/** A person in iTop and their organization, by ids. */
export interface Person {
  id: string;
  orgId: string;
  isActive: boolean;
}

/**
 * Finds the ids of the persons who made a choice in the panel for this chat; called only if several persons have the
 * e-mail.
 */
export type Choosers = () => Promise<string[]>;

const NO_CHOOSERS: Choosers = async () => [];

/**
 * The one active person with this e-mail, and their organization; of several persons, the one who made a choice in the
 * panel for this chat; otherwise the configured fallback. No webhook says whether an e-mail is verified (facts:
 * developer.tawk.to/webhooks), so `trust` is all or nothing.
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

/** The person of a chat, as for a ticket; undefined if that cannot be told. */
export async function visitorPerson(
  itop: ItopRest,
  email: string | undefined,
  { trust }: Pick<PropertyConfig, 'trust'>,
  choosers: Choosers,
): Promise<Person | undefined> {
  return theOne(trust === 'never' ? [] : await activePersons(itop, email), choosers);
}

/**
 * The only person; of several, the only one who made a choice in the panel, which knows its user. If two of them did,
 * it is undecided.
 */
async function theOne(persons: Person[], choosers: Choosers): Promise<Person | undefined> {
  if (persons.length < 2) {
    return persons[0];
  }
  const ids = await choosers();
  const chose = persons.filter(({ id }) => ids.includes(id));
  return chose.length === 1 ? chose[0] : undefined;
}

/**
 * The persons who may be the visitor: all who have the e-mail, active or not. If some of them made a choice in the
 * panel for this chat, only these; none if e-mails are not trusted.
 * @param choosers ids of the persons who made a choice
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
    // with an empty e-mail iTop would return everybody who has none
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
      // the database's collation treats é and e as equal
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
