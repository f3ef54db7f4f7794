import { readFileSync } from 'node:fs';
import { DOMParser, type Element } from '@xmldom/xmldom';

/** The profile's id in the XML of both modules. */
export const BRIDGE_PROFILE_ID = '48678295';

const MODELS = ['extension/datamodel.combodo-tawk-integration.xml', 'extension-chats/datamodel.itop-tawk-chats.xml'];

/** The rights of the profile that the modules add for the bridge's user: actions (`read`, `bulk read` …) by class. */
export function bridgeRights(): Map<string, Set<string>> {
  const designs = MODELS.map((file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).map(
    (xml) => new DOMParser().parseFromString(xml, 'text/xml').documentElement as Element,
  );
  const groups = designs.flatMap((design) => below(design, 'user_rights', 'groups', 'group'));
  const profiles = designs
    .flatMap((design) => below(design, 'user_rights', 'profiles', 'profile'))
    .filter((profile) => profile.getAttribute('id') === BRIDGE_PROFILE_ID);
  const rights = new Map<string, Set<string>>();
  for (const given of profiles.flatMap((profile) => below(profile, 'groups', 'group'))) {
    const actions = ids(below(given, 'actions', 'action')).map((action) => action.replace(/^action:/, ''));
    const group = groups.find((each) => each.getAttribute('id') === given.getAttribute('id'));
    for (const name of group ? ids(below(group, 'classes', 'class')) : []) {
      rights.set(name, new Set([...(rights.get(name) ?? []), ...actions]));
    }
  }
  return rights;
}

/** The elements at the end of a path of tags. */
function below(node: Element, ...path: string[]): Element[] {
  return path.reduce<Element[]>(
    (nodes, tag) =>
      nodes.flatMap((each) => [...each.childNodes].filter((child) => child.nodeName === tag) as unknown as Element[]),
    [node],
  );
}

const ids = (elements: Element[]) => elements.map((each) => each.getAttribute('id') ?? '');
