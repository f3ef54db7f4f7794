import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { applyDelta } from '../../src/itop/design/delta';
import { deltaEngine, designVersion } from '../../src/itop/design/design';
import type { DesignFinding } from '../../src/itop/design/error';
import type { DesignNode } from '../../src/itop/design/node';
import { loadableDesignVersions } from '../../src/itop/design/version';
import { parseDesign } from '../../src/itop/design/xml';

const FILE = 'extension-chats/datamodel.itop-tawk-chats.xml';
const PORTAL = `<module_designs><module_design id="itop-portal"><bricks/><forms/><classes/></module_design></module_designs>`;
/** iTop's own, and the bridge's, which the module combodo-tawk-integration brings. */
const BRIDGE = '48678295';
const PROFILES = ['4', '5', '1024', BRIDGE].map((id) => `<profile id="${id}"><groups/></profile>`).join('');

/** As much of iTop's own model as the module touches. */
const itop = (profiles: string, portal: string) =>
  `<itop_design version="1.7"><classes><class id="Ticket"/></classes><menus/><module_parameters/>
<user_rights><groups/><profiles>${profiles}</profiles></user_rights>${portal}</itop_design>`;

let xml: string;
beforeAll(async () => {
  xml = await readFile(FILE, 'utf8');
});

/** The model after the module's XML, by the rules of that iTop; what iTop would leave out is in `findings`. */
function load(version: string, profiles = PROFILES, portal = PORTAL) {
  const versions = loadableDesignVersions(designVersion(version));
  const findings: DesignFinding[] = [];
  const document: DesignNode = {
    tag: '#document',
    attributes: new Map(),
    children: [parseDesign('itop.xml', itop(profiles, portal), versions).root as DesignNode],
    text: '',
    place: { path: '', line: 1, column: 1 },
  };
  const { root, findings: ignored } = parseDesign(FILE, xml, versions);
  const context = { engine: deltaEngine(version), strict: false, findings };
  applyDelta(root as DesignNode, document, context);
  return { model: document.children[0] as DesignNode, findings: [...ignored, ...findings] };
}

/** The node at the end of a path; each step is an id, or the tag of a node without one. */
function child(node: DesignNode, ...path: string[]): DesignNode {
  return path.reduce((at, step) => {
    const found = at.children.find((each) => (each.attributes.get('id') ?? each.tag) === step);
    if (!found) throw new Error(`no ${step} in ${at.tag}`);
    return found;
  }, node);
}
const ids = (node: DesignNode) => node.children.map((each) => each.attributes.get('id') ?? each.tag);

describe.each(['2.7.11', '3.0.4', '3.1.1', '3.1.2', '3.2.0', '3.3.0'])('iTop %s', (version) => {
  test('takes all of the XML, and loses nothing of it', () => {
    const { model, findings } = load(version);
    expect(findings).toEqual([]);
    expect(ids(child(model, 'classes'))).toEqual(['Ticket', 'TawkChat', 'lnkTawkChatToTicket']);
    const portal = child(model, 'module_designs', 'itop-portal');
    expect(child(portal, 'classes', 'TawkChat', 'scopes', 'own', 'oql_view').text).toContain(
      'WHERE c.caller_id = :current_contact_id',
    );
  });

  test("takes it without the portal and without the bridge's profile", () => {
    const { model, findings } = load(version, '<profile id="1024"><groups/></profile>', '');
    expect(findings.map(({ code }) => code)).not.toContain('ignored-text');
    expect(findings.every(({ code }) => code === 'skipped-node')).toBe(true);
    expect(ids(child(model, 'classes'))).toContain('TawkChat');
  });
});

describe('the class of the chats', () => {
  const chat = () => child(load('2.7.11').model, 'classes', 'TawkChat');

  test('has each chat of a property once', () => {
    const rule = child(chat(), 'properties', 'uniqueness_rules', 'tawkto_id');
    expect(ids(child(rule, 'attributes'))).toEqual(['tawkto_id', 'property_id']);
    expect(child(rule, 'is_blocking').text).toBe('true');
  });

  test('keeps nothing personal in its history, nor in its name, which the history of a deletion keeps', () => {
    const personal = ['caller_id', 'visitor_name', 'visitor_email', 'agents', 'page', 'transcript', 'rating_comment'];
    for (const code of personal) expect(child(chat(), 'fields', code, 'tracking_level').text, code).toBe('none');
    const naming = ids(child(chat(), 'properties', 'naming', 'attributes'));
    expect(naming.filter((code) => personal.includes(code))).toEqual([]);
  });

  test('never stands in the way of a deletion: person and organization are optional', () => {
    for (const code of ['caller_id', 'org_id']) {
      expect(child(chat(), 'fields', code, 'is_null_allowed').text).toBe('true');
    }
  });

  test("is given by the module to no profile but the bridge's", () => {
    const groups = child(load('3.2.0').model, 'user_rights', 'profiles').children.map((profile) => {
      const given = child(profile, 'groups').children.flatMap((group) => ids(child(group, 'actions')));
      return [profile.attributes.get('id'), given];
    });
    const all = ['action:read', 'action:bulk read', 'action:write', 'action:bulk write'];
    expect(groups).toEqual([
      ['4', []],
      ['5', []],
      ['1024', []],
      [BRIDGE, all],
    ]);
  });

  test('is in the portal only where a setting says so', () => {
    const brick = child(load('3.2.0').model, 'module_designs', 'itop-portal', 'bricks', 'tawk-chats');
    expect(brick.attributes.get('xsi:type')).toBe('ItopTawk\\Chats\\Portal\\MyChatsBrick');
    expect(child(load('3.2.0').model, 'module_parameters', 'itop-tawk-chats', 'portal_brick').text).toBe('false');
  });

  test('is to be looked at where it was missed, also where somebody had answered before', () => {
    const oql = child(load('2.7.11').model, 'menus', 'TawkChat:ToLookAt', 'oql').text;
    expect(oql).toContain("(c.status = 'missed' OR (c.status = 'ended' AND ISNULL(c.first_answer_at)))");
  });

  test('has a stopwatch that no state starts: it has no life cycle', () => {
    const watch = child(chat(), 'fields', 'answer_watch');
    expect(ids(child(watch, 'states'))).toEqual([]);
    expect(ids(child(watch, 'thresholds'))).toEqual(['50', '100', '200']);
    expect(child(watch, 'goal').text).toBe('TawkChatAnswerGoal');
    expect(child(load('2.7.11').model, 'module_parameters', 'itop-tawk-chats', 'answer_goal').text).toBe('120');
  });

  test('is told by iTop in all its notifications, searches and imports', () => {
    expect(child(chat(), 'properties', 'category').text).toBe('bizmodel,searchable');
  });

  test('shows no attribute that has no label', async () => {
    const dictionary = await readFile('extension-chats/en.dict.itop-tawk-chats.php', 'utf8');
    for (const code of ids(child(chat(), 'fields'))) {
      expect(dictionary).toContain(`'Class:TawkChat/Attribute:${code}' =>`);
    }
  });
});

describe('the class of the links', () => {
  const link = () => child(load('2.7.11').model, 'classes', 'lnkTawkChatToTicket');

  test("is read by no profile that does not name it: no bizmodel, and no link that has its ends' rights", () => {
    expect(child(link(), 'properties', 'category').text).toBe('grant_by_profile,silo');
    expect(ids(child(link(), 'properties'))).not.toContain('is_link');
  });

  test('tells nothing of a chat or a ticket but which they are', () => {
    expect(ids(child(link(), 'fields'))).toEqual(['tawkchat_id', 'ticket_id']);
  });
});
