import type { CompiledItop } from '../../files/compiled';
import { appRootUrl } from '../../files/config-file';
import type { Finding } from '../../finding';
import { MODULE } from '../../settings';
import { type Inspection, loadWhatLoads } from '../inspection';

/** The queries for the tickets whose origin the data model loses, in words. */
export function chatTickets(origins: CompiledItop['ownOrigins']): string {
  return origins.map(({ className }) => `SELECT ${className} WHERE origin = 'chat'`).join(' and of ');
}

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
      what: `this module depends on ${MODULE}: if it needs it, the setup refuses it`,
      place: { path },
      remedy: 'Remove that dependency, or leave that module out of the setup.',
    })),
  ];
}

/**
 * iTop itself has the origin `chat` since 3.1. iTop 3.0 keeps values that are in use in the column
 * (AttributeEnum::GetSQLCol, "to ease migrations"; tried on 3.0.4). iTop 2.7 makes the column narrower, which the
 * database refuses (tried on 2.7.11).
 */
function ticketFindings({ itop, compiled, config }: Inspection, tickets: string[] | undefined): Finding[] {
  const origins = compiled?.ownOrigins ?? [];
  if (origins.length === 0 || tickets?.length === 0) return [];
  const prefix = config?.settings.get('db_subname')?.value;
  const before = typeof prefix === 'string' ? prefix : '';
  const root = appRootUrl(config) || "<your iTop's address>/";
  const pages = origins.map(
    ({ className }) =>
      `${root}pages/UI.php?operation=search_oql&oql_class=${className}&oql_clause=WHERE%20origin='chat'`,
  );
  const updates = origins.map(({ table }) => `UPDATE ${before}${table} SET origin = 'portal' WHERE origin = 'chat';`);
  const change = `give them another origin. As an administrator: ${pages.join(' and ')}, "Modify…" among the actions. Closed ones too, in iTop's database: ${updates.join(' ')}`;
  const which = `${named(tickets)} "chat", which this iTop has only from the extension`;
  if (!itop.version.startsWith('2.')) {
    const what = `${which}: the setup keeps it; people who edit such a ticket afterwards have to choose another`;
    return [{ severity: 'note', code: 'tickets-of-chat', what, remedy: `You may ${change}` }];
  }
  const what = `${which}: without it the setup stops ("Data truncated for column 'origin'")`;
  if (tickets) return [{ severity: 'error', code: 'tickets-of-chat', what, remedy: `First ${change}` }];
  const remedy = `Have iTop asked, with --user, or run in the console: ${chatTickets(origins)}. If it finds any, first ${change}`;
  return [{ severity: 'warning', code: 'tickets-unknown', what, remedy }];
}

function named(tickets: string[] | undefined): string {
  const [first, ...more] = tickets ?? [];
  if (first === undefined) return 'there may be tickets of the origin';
  return more.length > 0 ? `${first} and ${more.length} more tickets have the origin` : `${first} has the origin`;
}

/** Deltas that change what the extension's own XML defines find nothing to change. */
function deltaFindings({ itop, designs, ownFolders, rejected }: Inspection): Finding[] {
  const others = designs.filter(({ path }) => !ownFolders.some((folder) => path.startsWith(`${folder}/`)));
  const isKnown = (path: string) => rejected.some(({ place }) => place.path === path);
  return [
    ...rejected.map(({ place, what, remedy }) => ({ place, what, remedy })),
    ...loadWhatLoads(others, itop)
      .rejected.filter(({ place }) => !isKnown(place.path))
      .map(({ place, what }) => ({ place, what, remedy: `Remove what it says about ${MODULE} from this file.` })),
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
