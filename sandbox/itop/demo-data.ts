import type { ItopModel } from './model';
import { DEMO_ORGANIZATION, DEMO_USERS, demoUser } from './users';

/**
 * The data of the sandbox's iTop at its start: two organizations, the persons of its users, their requests, a small
 * FAQ.
 */
export function fillModel(model: ItopModel): void {
  const org_id = model.put('Organization', { name: DEMO_ORGANIZATION.name });
  model.put('Organization', { name: 'Other Ltd' }, OTHER_ORGANIZATION);
  for (const { login, fields } of DEMO_USERS.filter(({ fields }) => fields.contactid)) {
    const { first_name, last_name: name, email } = fields;
    model.put(
      'Person',
      { first_name, name, email, status: 'active', org_id, ...MORE_OF_PERSONS[login] },
      String(fields.contactid),
    );
  }
  for (const [id, caller, title, status, minutesAgo, more] of requests()) {
    const operational_status = ['resolved', 'closed'].includes(status) ? status : 'ongoing';
    const caller_id = String(demoUser(caller).fields.contactid);
    const values = { ref: `R-${id.padStart(6, '0')}`, title, status, operational_status, origin: 'portal' };
    const last_update = before(minutesAgo);
    model.put(
      'UserRequest',
      { ...values, description: `<p>${title}.</p>`, org_id, caller_id, last_update, ...more },
      id,
    );
  }
  for (const functionalci_name of ['LAP-0117', 'PRT-0003']) {
    model.put('lnkContactToFunctionalCI', {
      contact_id: String(demoUser('paula').fields.contactid),
      functionalci_name,
    });
  }
  for (const [id, title, summary, key_words] of FAQ) {
    model.put('FAQ', { title, summary, description: `<p>${summary}</p>`, key_words }, id);
  }
}

export const OTHER_ORGANIZATION = '102';

const MORE_OF_PERSONS: Record<string, object> = {
  paula: { phone: '+33 1 23 45', location_name: 'Grenoble', manager_name: 'Boss', function: 'CEO' },
};

type DemoRequest = [id: string, caller: string, title: string, status: string, minutesAgo: number, more?: object];

/** Requests that chats create get ids between the first and the others. */
const requests = (): DemoRequest[] => [
  ['1', 'paula', 'Printer on fire', 'new', 200, { description: '<p>The printer on the second floor is on fire.</p>' }],
  ['101', 'paula', 'Monitor flickers', 'assigned', 90, { public_log: [entry('alice', 'Which cable is it?', 90)] }],
  ['102', 'paula', 'Password forgotten', 'resolved', 3000, { public_log: [entry('alice', 'Please try again.', 3000)] }],
  ['103', 'paula', 'Chair too low', 'closed', 9000],
  ['104', 'peter', 'New keyboard', 'pending', 60, { public_log: [entry('peter', 'A black one, please.', 60)] }],
  ['105', 'layla', 'Time clock is wrong', 'new', 30, { org_id: OTHER_ORGANIZATION }],
];

const FAQ: [id: string, title: string, summary: string, keyWords: string][] = [
  ['1', 'How do I change my password?', 'In the portal, under My profile.', 'password login'],
  ['2', 'How do I set up the printer at home?', 'Over the VPN, with the driver from the portal.', 'printer vpn'],
  ['3', 'Where do I order a new laptop?', 'New request, Hardware.', 'laptop hardware'],
  ['4', 'What if the printer is 100% busy?', 'Send it again after an hour.', 'printer queue'],
];

function entry(login: string, message: string, minutesAgo: number): object {
  const user_id = String(demoUser(login).id);
  return { date: before(minutesAgo), user_login: login, user_id, message, message_html: `<p>${message}</p>` };
}

/** In iTop's format; its clock is UTC. */
function before(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}
