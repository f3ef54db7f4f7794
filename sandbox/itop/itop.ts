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
  /** Address of iTop with a slash at its end. */
  appRootUrl: string;
  /** Portal id; `backoffice` is the console. */
  portal: string;
  /** null: nobody is logged in. */
  user: DemoUser | null;
  impersonated?: boolean;
  /** Parameters of the address. */
  params?: Record<string, string>;
  /** Whose details the page shows, as `UserRequest:12`. */
  object?: string;
  /** Seconds since 1970, of the server's clock; the real one by default. */
  now?: number;
}

/** A call of a page of the module, by pages/exec.php; its parameters name it. */
export interface ModulePageRequest extends Omit<PageRequest, 'object'> {
  method: string;
  /** Without those that PHP names otherwise. */
  headers?: Record<string, string>;
  form?: Record<string, string>;
}

/** What is told beside a page. */
export interface Report {
  log: LogLine[];
  /** SQL queries that it would have cost. */
  queries: number;
  /** Ids of the portals that a page of the module started. */
  bootedPortals: string[];
}

/** What the hooks gave for a page. */
export interface HookOutput extends Report {
  /** null in the portal: that hook has no script. */
  scripts: (string | null)[];
  html: string;
  /** What broke the page, where something did. */
  fatal: string | null;
  /** What was printed into the page by the way. */
  output: string;
  /** Of the object that the page shows. */
  menu: MenuItem[];
  /** Of the user, in the console. */
  userMenu: MenuItem[];
}

/** An item that a hook adds to a menu. */
export interface MenuItem {
  /** Class of the item: the portal draws no JSPopupMenuItem. */
  kind: string;
  label: string;
  onclick: string;
}

/** What a page of the module answered. */
export interface ModulePage extends Report {
  status: number;
  headers: Record<string, string[]>;
  body: string;
}

/** What of a report is for the stand-in itself. */
interface Kept {
  /** Notices, warnings and deprecations of PHP. */
  notices: string[];
  changes: Change[];
  session: unknown;
}

/** What PHP wants changed in the model. */
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

/** Numbers of those that are in use. A path that comes again saves PHP the reading of its files, which it keeps by path. */
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
  /** Functions of iTop that throw, as `UserRights::ListProfiles`. */
  failing: string[] = [];
  /** Classes of the data model that this iTop does not have. */
  absentClasses: string[] = [];
  /** The objects that pages of the module read and write. */
  model = new ItopModel();
  /** What the session of each user holds, by version and user. */
  readonly sessions = new Map<string, object>();
  readonly #number = takeNumber();
  /** What was logged since the settings were last changed, and when that was. */
  #complaints: { lines: string[]; settingsOf: string } = { lines: [], settingsOf: '' };
  readonly #mounts = new Map<string, Promise<(() => unknown)[]>>();

  /**
   * @param folder holds the configuration file and the XML delta
   * @param php instead of the one that goes with the version
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
   * @throws Error where PHP gave a notice: in an iTop it would stand in the page or the log
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
   * Calls a page of the module, as pages/exec.php does.
   *
   * @throws DesignError where iTop's setup would refuse the XML
   * @throws Error where PHP gave a notice
   */
  async runPage(request: ModulePageRequest): Promise<ModulePage> {
    const boundary = randomUUID();
    const { method, headers = {}, form = {} } = request;
    const response = await this.#run(request, { object: null, page: { method, headers, form }, boundary });
    const [body = '', report = '{}'] = response.text.split(`\n${boundary}`);
    const told = this.#keep(JSON.parse(report) as Report & Kept);
    return { status: response.httpStatusCode, headers: response.headers, body, ...told };
  }

  /** Writes a person, by whatever page or import, and tells the hooks of it. */
  writePerson(version: ItopVersion, id: string, changed: Record<string, unknown>): Promise<Report> {
    const values: Record<string, unknown> = this.model.find('Person', id)[0]?.[1] ?? {};
    const was = Object.fromEntries(Object.keys(changed).map((code) => [code, values[code] ?? '']));
    Object.assign(values, changed);
    return this.#runBackground(version, { written: { values: { ...values, id }, was } });
  }

  /** Runs the background tasks, and tells what they said. */
  runCron(version: ItopVersion): Promise<Report & { said: string[] }> {
    return this.#runBackground(version, { tasks: true });
  }

  async #runBackground(version: ItopVersion, background: object): Promise<Report & { said: string[] }> {
    const page = { version, appRootUrl: '', portal: '', user: null };
    const { text } = await this.#run(page, { object: null, page: null, background });
    return this.#keep(JSON.parse(text) as Report & Kept & { said: string[] });
  }

  /** Does to the model what PHP wants changed in it. */
  #keep<T extends Report & Kept>({ changes, notices, session: _, ...rest }: T): Omit<T, keyof Kept> {
    refuse(notices);
    for (const change of changes) {
      // REST gives numbers as texts.
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
    // The extension says each once a version; one database serves all of them.
    for (const { message } of log) {
      const line = message.replace(`${MODULE}: `, '');
      if (!lines.includes(line)) lines.unshift(line);
    }
  }

  /** What iTop's log says since the settings were last changed, the newest first, without the module's name. */
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
      sessionHelper: version.sessionHelper,
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

  /** Gives back what it holds of PHP; the folder stays. */
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
  log: [],
  queries: 0,
  bootedPortals: [],
};

/** @throws Error that names them, where there are any */
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
  ];
}
