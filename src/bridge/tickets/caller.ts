import type { ItopObject } from '../../itop/rest/object';
import type { ItopRest } from '../../itop/rest/rest';
import { BridgeError } from '../base/errors';
import type { PropertyConfig } from '../config/config';
import type { Visitor } from '../payload/payload';

/** The caller of a ticket, by iTop's ids. */
export interface Caller {
  callerId: string | undefined;
  orgId: string;
  /**
   * How many active persons have the e-mail; unless it is exactly one, the caller is the fallback. Undefined: not
   * looked up, because e-mails are not trusted; the caller is the fallback.
   */
  persons: number | undefined;
  /**
   * Only if visitors prove who they are: `yes`: the caller did; `no`: the visitor did not; `gone`: they did, but are no
   * active person any more. With `no` and `gone` the caller is the fallback.
   */
  proved?: 'yes' | 'no' | 'gone';
  /** Several persons have the e-mail, and the caller is the one who chose in the panel for this chat. */
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

/** The settings that decide how a visitor is recognized. */
type Trusted = Pick<PropertyConfig, 'provider' | 'trust'>;

/**
 * The caller and their organisation. If visitors prove who they are, that is the proved person. Otherwise it is the one
 * active person with the visitor's e-mail; of several, the one who chose in the panel for this chat. If there is none,
 * it is the configured fallback.
 *
 * No webhook of tawk.to says whether an e-mail is verified (see developer.tawk.to/webhooks), so `trust` is all or
 * nothing.
 * @throws BridgeError NO_CALLER
 */
export async function findCaller(
  itop: ItopRest,
  visitor: Visitor,
  { provider, trust, ticket: { fallback } }: Trusted & Pick<PropertyConfig, 'ticket'>,
  choosers: Choosers = NO_CHOOSERS,
): Promise<Caller> {
  if (provider === 'livehelperchat') {
    const person = await provedPerson(itop, visitor);
    if (person?.isActive) {
      return { callerId: person.id, orgId: person.orgId, persons: undefined, proved: 'yes' };
    }
    const why = visitor.person === undefined ? 'the visitor is not proved' : 'the visitor is no active person of iTop';
    const standIn = await fallbackCaller(itop, fallback, why);
    return { ...standIn, persons: undefined, proved: visitor.person === undefined ? 'no' : 'gone' };
  }
  const persons = trust === 'never' ? undefined : await activePersons(itop, visitor.email);
  const person = await theOne(persons ?? [], choosers);
  if (person !== undefined && persons !== undefined) {
    const chose = persons.length > 1 ? { chose: true as const } : {};
    return { callerId: person.id, orgId: person.orgId, persons: persons.length, ...chose };
  }
  const why = `${persons?.length} active persons have the requester's e-mail`;
  return { ...(await fallbackCaller(itop, fallback, why)), persons: persons?.length };
}

/** @param why there is no other caller @throws BridgeError NO_CALLER */
async function fallbackCaller(itop: ItopRest, fallback: PropertyConfig['ticket']['fallback'], why: string) {
  if (fallback === undefined) {
    throw new BridgeError('NO_CALLER', why);
  }
  const standIn = fallback.caller === undefined ? undefined : await fallbackPerson(itop, fallback.caller);
  const orgId =
    fallback.organization === undefined ? standIn?.orgId : await fallbackOrganization(itop, fallback.organization);
  return { callerId: standIn?.id, orgId: orgId as string };
}

/** The person of a chat, as for a ticket; undefined if that cannot be told. */
export async function visitorPerson(
  itop: ItopRest,
  visitor: Visitor,
  { provider, trust }: Trusted,
  choosers: Choosers,
): Promise<Person | undefined> {
  if (provider === 'livehelperchat') {
    const person = await provedPerson(itop, visitor);
    return person?.isActive ? person : undefined;
  }
  return theOne(trust === 'never' ? [] : await activePersons(itop, visitor.email), choosers);
}

/** The person who proved to be the visitor, active or not. */
async function provedPerson(itop: ItopRest, { person }: Visitor): Promise<Person | undefined> {
  const found = person === undefined ? [] : await itop.find('Person', person, ['id', 'org_id', 'status']);
  const [one] = found.map(toPerson);
  return one;
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
  visitor: Visitor,
  { provider, trust }: Trusted,
  choosers: string[],
): Promise<Person[]> {
  if (provider === 'livehelperchat') {
    const person = await provedPerson(itop, visitor);
    return person === undefined ? [] : [person];
  }
  const { email } = visitor;
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
      .map(toPerson)
  );
}

function toPerson({ key, fields }: ItopObject): Person {
  return { id: key, orgId: String(fields.org_id), isActive: fields.status === 'active' };
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
