import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { MODULE } from '../../build/extension';
import { loadModuleParameters } from '../../src/itop/design';
import { configFile, deltaFile, type Settings, writeDelta, writeSettings } from './config-file';
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
}

/** What the hooks gave for a page. */
export interface HookOutput {
  /** null in the portal: that hook has no script. */
  scripts: (string | null)[];
  html: string;
  /** What broke the page, where something did. */
  fatal: string | null;
  /** What was printed into the page by the way. */
  output: string;
  log: LogLine[];
  /** Notices and warnings of PHP. */
  notices: string[];
  /** SQL queries that the hooks would have cost. */
  queries: number;
}

/** A line of iTop's log/error.log. */
export interface LogLine {
  level: string;
  message: string;
  channel: string | null;
  context: string;
}

let count = 0;

/** A small stand-in of iTop, in which the real extension runs in real PHP. */
export class Itop {
  /** Every line written so far. */
  readonly log: LogLine[] = [];
  /** Functions of iTop that throw, as `UserRights::ListProfiles`. */
  failing: string[] = [];
  readonly #id = ++count;
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
   * @throws DesignError where iTop's setup would refuse the XML
   */
  async runHooks(page: PageRequest): Promise<HookOutput> {
    const { version } = page;
    const phpVersion = this.php ?? version.php;
    const php = await phpRuntime(phpVersion);
    const appRoot = `/itop-${this.#id}/${version.id}/`;
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
      moduleParameters: await this.#moduleParameters(version),
      interfaces: version.interfaces,
      autoloadsInterfaces: version.autoloadsInterfaces,
      dictionariesFolder: version.dictionariesFolder,
    };
    const response = await php
      .run({ scriptPath: `${appRoot}stand-in/run.php`, method: 'POST', body: Buffer.from(JSON.stringify(request)) })
      .catch((error: Error) => ({ text: JSON.stringify({ ...NOTHING, fatal: error.message }) }));
    const output = JSON.parse(response.text) as HookOutput;
    this.log.push(...output.log);
    return output;
  }

  /** Gives back what it holds of PHP; the folder stays. */
  async close(): Promise<void> {
    for (const mounts of this.#mounts.values()) for (const unmount of await mounts) unmount();
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

const NOTHING: HookOutput = { scripts: [], html: '', fatal: null, output: '', log: [], notices: [], queries: 0 };

async function mountAll(phpVersion: PhpVersion, appRoot: string, folder: string): Promise<(() => unknown)[]> {
  const php = await phpRuntime(phpVersion);
  return [
    await mountFolder(php, EXTENSION, `${appRoot}env-production/${MODULE}`),
    await mountFolder(php, folder, `${appRoot}conf/production`),
    await mountFolder(php, STAND_IN, `${appRoot}stand-in`),
  ];
}
