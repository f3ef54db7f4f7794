/** A user of the sandbox, with the fields that iTop loads together with its `User` row (facts/itop.md §5). */
export interface DemoUser {
  login: string;
  id: number;
  profiles: string[];
  /** Ids of the organizations whose objects the user may see; empty: all. */
  allowedOrganizations: string[];
  /** Attributes of the user; those of the contact are empty if there is none. */
  fields: {
    login: string;
    contactid: number;
    first_name: string;
    last_name: string;
    email: string;
    language: string;
    org_id: number;
    org_id_friendlyname: string;
  };
}

/** The organisation of all demo users, the first object of the model (demo-data.ts). */
export const DEMO_ORGANIZATION = { id: 1, name: 'Demo' };

/** It would end scripts, strings and lines, and changes the direction of writing. */
export const HOSTILE_NAME = '</script><script>alert(1)//"\'\\\u2028\u2029&amp;<!-- 😀 \u202eلي';

export const DEMO_USERS: readonly DemoUser[] = [
  user(11, 'paula', ['Portal user'], 'Paula', 'Portal', 'paula.portal@example.com'),
  user(12, 'peter', ['Portal user'], 'Peter', 'Portal', 'peter.portal@example.com'),
  user(13, 'alice', ['Support Agent'], 'Alice', 'Agent', 'alice.agent@example.com'),
  user(14, 'adam', ['Administrator'], 'Adam', 'Admin', 'adam.admin@example.com'),
  user(15, 'nora', ['Portal user'], 'Nora', 'Nomail', ''),
  withoutContact(16, 'nick', ['Support Agent']),
  user(17, 'pat', [], 'Pat', 'Profileless', 'pat.profileless@example.com'),
  user(18, 'harry', ['Portal user'], 'Hostile Harry', HOSTILE_NAME, "harry+'hostile'@example.com"),
  user(19, 'layla', ['Portal user'], 'ليلى', 'بوابة', 'layla.portal@example.com', 'DE DE'),
  { ...user(20, 'ann', ['Support Agent'], 'Ann', 'Agent', 'ann.agent@example.com'), allowedOrganizations: ['102'] },
];

/** Who the people of the demo are, by login; all other users are for tests. */
const ABOUT: Record<string, string> = {
  paula: 'Asks for help in the portal, and has the chat there',
  peter: 'Another user of the portal, with requests of his own',
  alice: 'Support agent: works in the console, and finds the chats there',
  adam: 'Administrator: may look at iTop as somebody else',
};

/** A line about somebody of the demo; undefined for users that only tests need. */
export function aboutUser({ login }: DemoUser): string | undefined {
  return ABOUT[login];
}

/** @throws Error for a login that does not exist */
export function demoUser(login: string): DemoUser {
  const found = DEMO_USERS.find((each) => each.login === login);
  if (!found) throw new Error(`No demo user "${login}"`);
  return found;
}

/** iTop's friendly name: the contact's, or the login if there is no contact. */
export function friendlyName({ login, fields }: DemoUser): string {
  return `${fields.first_name} ${fields.last_name}`.trim() || login;
}

function user(
  id: number,
  login: string,
  profiles: string[],
  firstName: string,
  lastName: string,
  email: string,
  language = 'EN US',
): DemoUser {
  const name = { first_name: firstName, last_name: lastName };
  const organization = { org_id: DEMO_ORGANIZATION.id, org_id_friendlyname: DEMO_ORGANIZATION.name };
  const fields = { login, contactid: id + 100, ...name, email, language, ...organization };
  return { login, id, profiles, allowedOrganizations: [], fields };
}

function withoutContact(id: number, login: string, profiles: string[]): DemoUser {
  const nobody = { contactid: 0, first_name: '', last_name: '', email: '', org_id: 0, org_id_friendlyname: '' };
  const fields = { login, ...nobody, language: 'EN US' };
  return { login, id, profiles, allowedOrganizations: [], fields };
}
