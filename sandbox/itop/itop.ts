import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PHPResponse } from '@php-wasm/universal';
import { MODULE } from '../../build/extension';
import { loadModuleParameters } from '../../src/itop/design/design';
import { configFile, deltaFile, type Settings, writeDelta, writeSettings } from './config-file';
import { ItopModel } from './model';
import { mountFolder, type PhpVersion, phpRuntime } from './php-runtime';
import type { DemoUser } from './users';
import type { ItopVersion } from './versions';

const EXTENSION = fileURLToPath(new URL('../../extension', import.meta.url));
const STAND_IN = fileURLToPath(new URL('./php', import.meta.url));

/** One page, as far as hooks can see it. */
export interface PageRequest {
  version: ItopVersion;
  /** The address of iTop with a slash at its end. */
  appRootUrl: string;
  /** Portal id; `backoffice` is the console. */
  portal: string;
  /** null: nobody is logged in. */
  user: DemoUser | null;
  impersonated?: boolean;
  /** Parameters of the address. */
  params?: Record<string, string>;
  /** The object whose details the page shows, such as `UserRequest:12`. */
  object?: string;
  /** The server's time in seconds since 1970; default: the real one. */
  now?: number;
}

/** A call of one of the module's pages, through pages/exec.php; its parameters name the page. */
export interface ModulePageRequest extends Omit<PageRequest, 'object'> {
  method: string;
  /** Request headers, except those that PHP stores under another name. */
  headers?: Record<string, string>;
  form?: Record<string, string>;
}

/** What is reported in addition to a page. */
export interface Report {
  log: LogLine[];
  /** The number of SQL queries that it would have cost. */
  queries: number;
  /** Ids of the portals that one of the module's pages started. */
  bootedPortals: string[];
}

/** The output of a page's hooks. */
export interface HookOutput extends Report {
  /** null in the portal: that hook has no script. */
  scripts: (string | null)[];
  html: string;
  /** The error that broke the page, if any. */
  fatal: string | null;
  /** Text that was printed into the page in addition. */
  output: string;
  /** The menu of the object that the page shows. */
  menu: MenuItem[];
  /** The user menu, in the console. */
  userMenu: MenuItem[];
  /** Groups and entries that a hook adds to the console's menu. */
  consoleMenu: MenuNode[];
}

/** A group of the console's menu, or an entry in one. */
export interface MenuNode {
  id: string;
  label: string;
  /** null: it is a group itself. */
  group: string | null;
  /** Of an entry. */
  url?: string;
  /** Of a group; in 2.7 it has none. */
  icon?: string | null;
  /** Of a group: it is for those who may read this class. */
  class?: string | null;
}

/** An item that a hook adds to a menu. */
export interface MenuItem {
  /** Class of the item: the portal ignores a JSPopupMenuItem. */
  kind: string;
  label: string;
  onclick: string;
}

/** The answer of one of the module's pages. */
export interface ModulePage extends Report {
  status: number;
  headers: Record<string, string[]>;
  body: string;
}

/** The part of a report that is for the stand-in itself. */
interface Kept {
  /** Notices, warnings and deprecations of PHP. */
  notices: string[];
  changes: Change[];
  session: unknown;
  transactions: string[];
}

/** Changes of the model that PHP requests. */
type Change =
  | { insert: string; values: Record<string, unknown> }
  | { update: string; id: string; values: Record<string, unknown> }
  | { delete: string; id: string };

/** A line of iTop's log/error.log. */
export interface LogLine {
  level: string;
  message: string;
  channel: string | null;
  context: string;
}

/**
 * Numbers that are in use. If a path is used again, PHP need not read its files again, because it caches them by path.
 */
const numbers = new Set<number>();

function takeNumber(): number {
  let number = 1;
  while (numbers.has(number)) number += 1;
  numbers.add(number);
  return number;
}

/** A small stand-in of iTop, in which the real extension runs in real PHP. */
export class Itop {
  /** Every line written so far. */
  readonly log: LogLine[] = [];
  /** Functions of iTop that throw, such as `UserRights::ListProfiles`. */
  failing: string[] = [];
  /** Classes of the data model that this iTop does not have. */
  absentClasses: string[] = [];
  /** The objects that the module's pages read and write. */
  model = new ItopModel();
  /** The content of each user's session, by version and user. */
  readonly sessions = new Map<string, object>();
  /** The forms that each user may still send, by version and user. */
  readonly #transactions = new Map<string, string[]>();
  readonly #number = takeNumber();
  /** Messages that were logged since the settings last changed, and the time of that change. */
  #complaints: { lines: string[]; settingsOf: string } = { lines: [], settingsOf: '' };
  readonly #mounts = new Map<string, Promise<(() => unknown)[]>>();

  /**
   * @param folder contains the configuration file and the XML delta
   * @param php a PHP version instead of each iTop's own
   */
  constructor(
    readonly folder: string,
    private readonly tawkUrl: string,
    private readonly php?: PhpVersion,
  ) {}

  /** Path of the configuration file, to be edited by hand. */
  get configFile(): string {
    return configFile(this.folder);
  }

  /** Replaces the module's settings in the configuration file. */
  configure(settings: Settings): Promise<void> {
    return writeSettings(this.folder, settings);
  }

  /** Replaces the XML delta; undefined removes it. */
  customise(deltaXml: string | undefined): Promise<void> {
    return writeDelta(this.folder, deltaXml);
  }

  /**
   * Calls the hooks of a page.
   *
   * @throws Error if PHP raised a notice: in an iTop it would be in the page or the log
   */
  async runHooks(page: PageRequest): Promise<HookOutput> {
    const { text } = await this.#run(page, { object: page.object ?? null, page: null }).catch((error: Error) => ({
      text: JSON.stringify({ ...NOTHING, fatal: error.message }),
    }));
    const { session, notices, ...output } = JSON.parse(text) as HookOutput & { session?: object; notices?: string[] };
    refuse(notices);
    if (session) this.sessions.set(sessionKey(page), session);
    this.#heard(output.log);
    return output;
  }

  /**
   * Calls one of the module's pages, as pages/exec.php does.
   *
   * @throws DesignError if iTop's setup would refuse the XML
   * @throws Error if PHP raised a notice
   */
  async runPage(request: ModulePageRequest): Promise<ModulePage> {
    const boundary = randomUUID();
    const { method, headers = {}, form = {} } = request;
    const response = await this.#run(request, { object: null, page: { method, headers, form }, boundary });
    const [body = '', report = '{}'] = response.text.split(`\n${boundary}`);
    const kept = JSON.parse(report) as Report & Kept;
    this.#transactions.set(sessionKey(request), kept.transactions);
    const told = this.#keep(kept);
    return { status: response.httpStatusCode, headers: response.headers, body, ...told };
  }

  /** Writes a person, as any page or import does, and calls the hooks for it. */
  writePerson(version: ItopVersion, id: string, changed: Record<string, unknown>): Promise<Report> {
    const values: Record<string, unknown> = this.model.find('Person', id)[0]?.[1] ?? {};
    const was = Object.fromEntries(Object.keys(changed).map((code) => [code, values[code] ?? '']));
    Object.assign(values, changed);
    return this.#runBackground(version, { written: { values: { ...values, id }, was } });
  }

  /** Runs the background tasks, and returns their messages. */
  runCron(version: ItopVersion): Promise<Report & { said: string[] }> {
    return this.#runBackground(version, { tasks: true });
  }

  async #runBackground(version: ItopVersion, background: object): Promise<Report & { said: string[] }> {
    const page = { version, appRootUrl: '', portal: '', user: null };
    const { text } = await this.#run(page, { object: null, page: null, background });
    return this.#keep(JSON.parse(text) as Report & Kept & { said: string[] });
  }

  /** Applies PHP's changes to the model. */
  #keep<T extends Report & Kept>({ changes, notices, session: _, transactions: __, ...rest }: T): Omit<T, keyof Kept> {
    refuse(notices);
    for (const change of changes) {
      // The REST API returns numbers as texts.
      if ('insert' in change) this.model.put(change.insert, mapValues(change.values, String));
      else if ('update' in change) {
        const [found] = this.model.find(change.update, change.id);
        if (found) Object.assign(found[1], mapValues(change.values, String));
      } else this.model.remove(change.delete, change.id);
    }
    this.#heard(rest.log);
    return rest;
  }

  #heard(log: LogLine[]): void {
    this.log.push(...log);
    const { lines } = this.#present();
    // The extension logs each message once per version; one database serves all of them.
    for (const { message } of log) {
      const line = message.replace(`${MODULE}: `, '');
      if (!lines.includes(line)) lines.unshift(line);
    }
  }

  /** Messages in iTop's log since the settings last changed, the newest first, without the module's name. */
  complaints(): readonly string[] {
    return this.#present().lines;
  }

  #present(): { lines: string[] } {
    const files = [configFile(this.folder), deltaFile(this.folder)];
    const settingsOf = files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs).join();
    if (settingsOf !== this.#complaints.settingsOf) this.#complaints = { lines: [], settingsOf };
    return this.#complaints;
  }

  async #run(page: PageRequest, more: object): Promise<PHPResponse> {
    const { version } = page;
    const phpVersion = this.php ?? version.php;
    const php = await phpRuntime(phpVersion);
    const appRoot = `/itop-${this.#number}/${version.id}/`;
    await this.#mount(phpVersion, appRoot);

    const request = {
      appRoot,
      tawkUrl: this.tawkUrl,
      appRootUrl: page.appRootUrl,
      portal: page.portal,
      user: page.user,
      impersonated: page.impersonated ?? false,
      params: page.params ?? {},
      failing: this.failing,
      absentClasses: this.absentClasses,
      session: this.sessions.get(sessionKey(page)) ?? {},
      transactions: this.#transactions.get(sessionKey(page)) ?? [],
      sessionHelper: version.sessionHelper,
      groupIcons: version.groupIcons,
      now: page.now ?? null,
      objects: Object.fromEntries(READ_CLASSES.map((name) => [name, this.model.all(name)])),
      moduleParameters: await this.#moduleParameters(version),
      interfaces: version.interfaces,
      autoloadsInterfaces: version.autoloadsInterfaces,
      dictionariesFolder: version.dictionariesFolder,
      background: null,
      ...more,
    };
    const body = Buffer.from(JSON.stringify(request));
    return php.run({ scriptPath: `${appRoot}stand-in/run.php`, method: 'POST', body });
  }

  /** Releases PHP; the folder stays. */
  async close(): Promise<void> {
    for (const mounts of this.#mounts.values()) for (const unmount of await mounts) unmount();
    numbers.delete(this.#number);
  }

  #mount(phpVersion: PhpVersion, appRoot: string): Promise<unknown> {
    const key = `${phpVersion}:${appRoot}`;
    let mounts = this.#mounts.get(key);
    if (!mounts) {
      mounts = mountAll(phpVersion, appRoot, this.folder);
      this.#mounts.set(key, mounts);
    }
    return mounts;
  }

  async #moduleParameters(version: ItopVersion): Promise<object> {
    const paths = [`${EXTENSION}/datamodel.${MODULE}.xml`, deltaFile(this.folder)].filter(existsSync);
    const sources = await Promise.all(paths.map(async (path) => ({ path, xml: await readFile(path, 'utf8') })));
    return loadModuleParameters(sources, version.deltaEngine).values(MODULE);
  }
}

const NOTHING: HookOutput = {
  scripts: [],
  html: '',
  fatal: null,
  output: '',
  menu: [],
  userMenu: [],
  consoleMenu: [],
  log: [],
  queries: 0,
  bootedPortals: [],
};

/** @throws Error that names the notices, if there are any */
function refuse(notices: string[] = []): void {
  if (notices.length > 0) throw new Error(`PHP must not give any notice: ${notices.join('; ')}`);
}

function mapValues(values: Record<string, unknown>, map: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}

/** Classes of the model that the extension reads. */
const READ_CLASSES = [
  'UserRequest',
  'FAQ',
  'lnkContactToFunctionalCI',
  'TawkChat',
  'TawkChatTopic',
  'Person',
  'Organization',
  'CoverageWindow',
  'CoverageWindowInterval',
  'HolidayCalendar',
  'Holiday',
];

function sessionKey({ version, user }: PageRequest): string {
  return `${version.id} ${user?.login}`;
}

async function mountAll(phpVersion: PhpVersion, appRoot: string, folder: string): Promise<(() => unknown)[]> {
  const php = await phpRuntime(phpVersion);
  return [
    await mountFolder(php, EXTENSION, `${appRoot}env-production/${MODULE}`),
    await mountFolder(php, folder, `${appRoot}conf/production`),
    await mountFolder(php, STAND_IN, `${appRoot}stand-in`),
    await mountFolder(php, `${STAND_IN}/application`, `${appRoot}application`),
    await mountFolder(php, `${STAND_IN}/itop-portal-base`, `${appRoot}env-production/itop-portal-base`),
    // What iTop caches goes with it: the next iTop at this path must not find it.
    () => php.isDir(`${appRoot}data`) && php.rmdir(`${appRoot}data`),
  ];
}
