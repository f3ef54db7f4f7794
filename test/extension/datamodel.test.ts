import { readdir, readFile } from 'node:fs/promises';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { beforeAll, describe, expect, test } from 'vitest';
import { BRIDGE_PROFILE_ID, bridgeRights } from '../../sandbox/itop/bridge-rights';
import { BRIDGE_PROFILE } from '../../src/bridge/doctor/rights';
import { CHAT_CLASS, LINK_CLASS, TOPIC_CLASS } from '../../src/contract/itop-classes';

let classes: Element;
let topic: Element;
let profile: Element;

beforeAll(async () => {
  const xml = await readFile('extension/datamodel.combodo-tawk-integration.xml', 'utf8');
  const design = new DOMParser().parseFromString(xml, 'text/xml');
  classes = child(design.documentElement as Element, 'classes');
  topic = child(classes, 'TawkChatTopic');
  profile = child(design.documentElement as Element, 'user_rights', 'profiles', BRIDGE_PROFILE_ID);
});

/** The node at the end of a path; each step is the tag of a node, or its `id` where it has one. */
function child(node: Element, ...path: string[]): Element {
  return path.reduce((at, step) => {
    const found = [...at.childNodes]
      .filter((each) => each.nodeType === 1)
      .find((each) => ((each as Element).getAttribute('id') ?? each.nodeName) === step);
    if (!found) throw new Error(`no ${step} in ${at.nodeName}`);
    return found as Element;
  }, node);
}

describe.each(['UserRequest', 'Incident'])('%s: tickets of tawk.to', (className) => {
  const ticket = () => child(classes, className);
  const delta = (...path: string[]) => child(ticket(), ...path).getAttribute('_delta');
  const value = (...path: string[]) => child(ticket(), ...path).textContent;

  test('an iTop without such tickets, without their origin or their relations, takes the extension all the same', () => {
    const details = ['presentation', 'details', 'items', 'col:col3'];
    expect(ticket().getAttribute('_delta')).toBe('if_exists');
    expect(delta('fields', 'origin')).toBe('if_exists');
    expect(delta(...details)).toBe('if_exists');
    expect(delta(...details, 'items', 'fieldset:Ticket:relation')).toBe('if_exists');
  });

  test("the origin chat is added where iTop has none, and iTop's own is left alone", () => {
    expect(delta('fields', 'origin', 'values', 'chat')).toBe('define_if_not_exists');
    expect(value('fields', 'origin', 'values', 'chat')).toBe('chat');
  });

  test.each(['tawkto_ref', 'tawkto_id'])(
    '%s is an optional text in a column of its own name, shown on the ticket',
    (code) => {
      expect(delta('fields', code)).toBe('define');
      expect(child(ticket(), 'fields', code).getAttribute('xsi:type')).toBe('AttributeString');
      expect(value('fields', code, 'sql')).toBe(code);
      expect(value('fields', code, 'is_null_allowed')).toBe('true');
      const relation = ['presentation', 'details', 'items', 'col:col3', 'items', 'fieldset:Ticket:relation', 'items'];
      expect(delta(...relation, code)).toBe('define');
    },
  );

  test('are found by an index of their id', () => {
    expect(child(ticket(), 'properties', 'indexes').getAttribute('_delta')).toBe('define_if_not_exists');
    child(ticket(), 'properties', 'indexes', 'tawkto_id', 'attributes', 'tawkto_id');
  });

  test('are loaded after the module that defines them', async () => {
    const module = { UserRequest: 'itop-request-mgmt-itil', Incident: 'itop-incident-mgmt-itil' }[className];
    expect(await readFile('extension/module.combodo-tawk-integration.php', 'utf8')).toContain(`||${module}/2.7.0`);
  });

  test('have their words in each language', async () => {
    const files = (await readdir('extension')).filter((name) => name.includes('.dict.'));
    for (const file of files) {
      expect(await readFile(`extension/${file}`, 'utf8')).toContain(`'Class:${className}/Attribute:tawkto_id+' =>`);
    }
  });
});

test('what users chat about has no history, and goes with the person', () => {
  expect(child(topic, 'parent').textContent).toBe('DBObject');
  expect(child(topic, 'fields', 'person_id', 'on_target_delete').textContent).toBe('DEL_SILENT');
});

test('what users chat about is read by no profile that does not name it, in no search either', () => {
  expect(child(topic, 'properties', 'category').textContent).toBe('grant_by_profile,silo');
});

test("the bridge's profile is no other's, has the name that its doctor asks for, and may no more than the bridge does", () => {
  expect(child(profile, 'name').textContent).toBe(BRIDGE_PROFILE);
  expect(profile.getAttribute('_delta')).toBe('define');
  // iTop's setup stops at a longer one; 2.7 and 3.0 count bytes
  expect(Buffer.byteLength(child(profile, 'description').textContent ?? '')).toBeLessThanOrEqual(255);
  expect(Object.fromEntries([...bridgeRights()].map(([name, actions]) => [name, [...actions]]))).toEqual({
    ...rights(['read', 'bulk read'], 'Organization', 'Contact', 'Ticket', 'Service', 'ServiceSubcategory'),
    ...rights(['read', 'bulk read', 'delete'], 'TawkChatTopic'),
    ...rights(['write', 'bulk write'], 'UserRequest', 'Incident'),
    ...rights(['read', 'bulk read', 'write', 'bulk write'], 'TawkChat', 'lnkTawkChatToTicket', 'Attachment'),
  });
});
const rights = (actions: string[], ...classes: string[]) => Object.fromEntries(classes.map((each) => [each, actions]));

test('the bridge finds what somebody chose by an index of address and time', () => {
  const index = child(topic, 'properties', 'indexes', 'email_chosen_at', 'attributes');
  const attributes = [...index.childNodes].filter(({ nodeType }) => nodeType === 1);
  expect(attributes.map((each) => (each as Element).getAttribute('id'))).toEqual(['email', 'chosen_at']);
});

test('the classes by which the bridge meets the modules are defined by them', async () => {
  const files = ['extension/datamodel.combodo-tawk-integration.xml', 'extension-chats/datamodel.itop-tawk-chats.xml'];
  const xml = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('');
  for (const name of [CHAT_CLASS, LINK_CLASS, TOPIC_CLASS])
    expect(xml).toContain(`<class id="${name}" _delta="define">`);
});
