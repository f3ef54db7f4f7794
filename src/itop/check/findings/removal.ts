import { appRootUrl } from '../../files/config-file';
import type { Finding } from '../../finding';
import { MODULE } from '../../settings';
import { type Inspection, loadWhatLoads } from '../inspection';

/** The tickets whose origin the data model loses. */
export const CHAT_TICKETS = "SELECT UserRequest WHERE origin = 'chat'";

/**
 * What would stop iTop's setup, or might, once our module is gone.
 *
 * @param dependents module files that name our module
 * @param tickets references of the tickets of the origin `chat`; undefined: not known
 */
export function removalFindings(inspection: Inspection, dependents: string[], tickets?: string[]): Finding[] {
  return [
    ...ticketFindings(inspection, tickets),
    ...deltaFindings(inspection),
    ...attributeFindings(inspection),
    ...dependents.map((path) => ({
      severity: 'warning' as const,
      code: 'module-depends',
      what: `this module names ${MODULE} among its dependencies: where it needs it, the setup refuses it`,
      place: { path },
      remedy: 'Take that dependency out, or leave that module out of the setup.',
    })),
  ];
}

/**
 * The origin `chat` is iTop's own since 3.1. iTop 3.0 keeps in the column what is in use (AttributeEnum::GetSQLCol, "to
 * ease migrations"; tried on 3.0.4); 2.7 makes the column narrower, which the database refuses (tried on 2.7.11).
 */
function ticketFindings({ itop, compiled, config }: Inspection, tickets: string[] | undefined): Finding[] {
  if (!compiled?.ownOrigin || tickets?.length === 0) return [];
  const prefix = config?.settings.get('db_subname')?.value;
  const table = `${typeof prefix === 'string' ? prefix : ''}${compiled.ownOrigin.table}`;
  const page = `${appRootUrl(config) || "<your iTop's address>/"}pages/UI.php?operation=search_oql&oql_class=UserRequest&oql_clause=WHERE%20origin='chat'`;
  const change = `give them another origin. As an administrator: ${page}, "Modify…" among the actions. Closed ones too, in iTop's database: UPDATE ${table} SET origin = 'portal' WHERE origin = 'chat';`;
  const which = `${named(tickets)} "chat", which only the extension gives to this iTop`;
  if (!itop.version.startsWith('2.')) {
    const what = `${which}: the setup keeps it, and whoever edits one afterwards has to choose another`;
    return [{ severity: 'note', code: 'tickets-of-chat', what, remedy: `You may ${change}` }];
  }
  const what = `${which}: without it the setup stops ("Data truncated for column 'origin'")`;
  if (tickets) return [{ severity: 'error', code: 'tickets-of-chat', what, remedy: `First ${change}` }];
  const remedy = `Have iTop asked, with --user, or run this query in the console: ${CHAT_TICKETS}. If it finds any, first ${change}`;
  return [{ severity: 'warning', code: 'tickets-unknown', what, remedy }];
}

function named(tickets: string[] | undefined): string {
  const [first, ...more] = tickets ?? [];
  if (first === undefined) return 'there may be user requests of the origin';
  return more.length > 0 ? `${first} and ${more.length} more user requests have the origin` : `${first} has the origin`;
}

/** Deltas that change what the extension's own XML defines find nothing to change. */
function deltaFindings({ itop, designs, ownFolders, rejected }: Inspection): Finding[] {
  const others = designs.filter(({ path }) => !ownFolders.some((folder) => path.startsWith(`${folder}/`)));
  const isKnown = (path: string) => rejected.some(({ place }) => place.path === path);
  return [
    ...rejected.map(({ place, what, remedy }) => ({ place, what, remedy })),
    ...loadWhatLoads(others, itop)
      .rejected.filter(({ place }) => !isKnown(place.path))
      .map(({ place, what }) => ({ place, what, remedy: `Take what it says of ${MODULE} out of this file.` })),
  ].map((fault) => ({
    ...fault,
    severity: 'error' as const,
    code: 'delta-rejected',
    what: `iTop's setup stops here without the extension: ${fault.what}`,
  }));
}

function attributeFindings({ designs, ownFolders }: Inspection): Finding[] {
  return designs.flatMap(({ path, xml }) => {
    const index = xml.search(/\b(tawkto_(id|ref)|TawkChatTopic)\b/);
    if (index < 0 || ownFolders.some((folder) => path.startsWith(`${folder}/`))) return [];
    const lines = xml.slice(0, index).split('\n');
    const place = { path, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
    const what =
      'this file names an attribute or a class that goes with the extension: where it changes or shows it, the setup stops';
    return [
      { severity: 'warning' as const, code: 'attribute-used', what, place, remedy: 'Take that out of this file.' },
    ];
  });
}
