import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { type Settings, writeDelta, writeSettings } from '../../sandbox/itop/config-file';
import { fillModel } from '../../sandbox/itop/demo-data';
import {
  type HookOutput,
  Itop,
  type ModulePage,
  type ModulePageRequest,
  type PageRequest,
} from '../../sandbox/itop/itop';
import type { PhpVersion } from '../../sandbox/itop/php-runtime';
import { demoUser } from '../../sandbox/itop/users';
import { ITOP_3_3, itopVersion } from '../../sandbox/itop/versions';
import { SANDBOX_PROPERTY } from '../../sandbox/property';
import type { ChatContext } from '../../src/contract/chat-context';

/** Each iTop once, on a PHP that it supports. */
export const EACH_ONCE: [string, PhpVersion][] = [
  ['2.7', '7.4'],
  ['3.0', '7.4'],
  ['3.1', '8.1'],
  ['3.2', '8.3'],
  [ITOP_3_3.id, ITOP_3_3.php],
];

/** The oldest on new PHP as well: people move it to a server of today. */
const MATRIX: [string, PhpVersion][] = [...EACH_ONCE, ['2.7', '8.3']];

export const APP_ROOT_URL = 'https://itop.example.com/';
export const { propertyId: PROPERTY_ID, widgetId: WIDGET_ID, apiKey: API_KEY } = SANDBOX_PROPERTY;

/** Settings with which the chat works, secure mode off. */
export const VALID: Settings = { property_id: PROPERTY_ID, widget_id: WIDGET_ID };

/** What the extension did on one page. */
export interface Page extends HookOutput {
  /** Of our script, '' where there is none. */
  script: string;
  /** What the widget is told, undefined where there is no chat. */
  context: ChatContext | undefined;
}

export interface TestItop {
  version: string;
  itop: Itop;
  /** The settings of the configuration file, all of them. */
  configure(settings: Settings): Promise<void>;
  /** The module's parameters in the XML delta, and none in the configuration file. */
  customise(parameters: string): Promise<void>;
  /** A portal page as Paula sees it, unless told otherwise. */
  portal(change?: Partial<PageRequest>): Promise<Page>;
  console(change?: Partial<PageRequest>): Promise<Page>;
  /** The page behind the panel, as the widget on a portal page of Paula's asks it, unless told otherwise. */
  panel(parameters?: Record<string, string>, change?: Partial<ModulePageRequest>): Promise<PanelPage>;
  /** Says what the chat is about. */
  choose(about: string, change?: Partial<ModulePageRequest>): Promise<PanelPage>;
}

export interface PanelPage extends ModulePage {
  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects
  json: any;
}

/** Runs `tests` in each stand-in of iTop and on each PHP; the iTop is new for each test. */
export function inEachItop(tests: (it: TestItop) => void, matrix = MATRIX): void {
  describe.each(matrix)('iTop %s, PHP %s', (versionId, php) => {
    let itop: Itop;
    let folder: string;
    const page = async (change: Partial<PageRequest>): Promise<Page> => {
      const request = { version: itopVersion(versionId), appRootUrl: APP_ROOT_URL, portal: 'itop-portal', ...change };
      const hooks = await itop.runHooks({ user: demoUser('paula'), ...request });
      const script = hooks.scripts.join('');
      return { ...hooks, script, context: contextOf(script) };
    };
    const panel = async (params: Record<string, string>, change: Partial<ModulePageRequest>): Promise<PanelPage> => {
      const portal = change.portal ?? 'itop-portal';
      const answer = await itop.runPage({
        version: itopVersion(versionId),
        appRootUrl: APP_ROOT_URL,
        portal,
        user: demoUser('paula'),
        method: 'GET',
        ...change,
        params: {
          exec_module: 'combodo-tawk-integration',
          exec_page: 'panel.php',
          exec_env: 'production',
          portal_id: portal,
          ...params,
        },
      });
      return { ...answer, json: JSON.parse(answer.body) };
    };
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'itop-tawk-'));
    });
    beforeEach(async () => {
      await itop?.close();
      itop = new Itop(folder, 'http://localhost', php);
      fillModel(itop.model);
      await writeDelta(folder, undefined);
      await writeSettings(folder, VALID);
    });
    afterAll(async () => {
      await itop.close();
      await rm(folder, { recursive: true });
    });
    tests({
      version: versionId,
      get itop() {
        return itop;
      },
      configure: (settings) => itop.configure(settings),
      async customise(parameters) {
        await itop.configure({});
        await itop.customise(delta(parameters));
      },
      portal: (change = {}) => page(change),
      console: (change = {}) => page({ portal: 'backoffice', ...change }),
      panel: (params = {}, change = {}) => panel(params, change),
      choose: (about, change = {}) =>
        panel({}, { method: 'POST', headers: { 'X-Itop-Tawk': '1' }, form: { about }, ...change }),
    });
  });
}

/** Runs the script as a browser would, without fetching the widget. @returns what it left for the widget */
function contextOf(script: string): ChatContext | undefined {
  const window: { itopTawk?: ChatContext } = {};
  const document = { createElement: () => ({}), head: { appendChild() {}, append() {} }, body: { style: {} } };
  vm.runInNewContext(script, { window, document });
  return window.itopTawk && JSON.parse(JSON.stringify(window.itopTawk));
}

/** A delta as an administrator writes it, against the module's own parameters. */
function delta(parameters: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<itop_design version="1.7"><module_parameters><parameters id="combodo-tawk-integration" _delta="must_exist">
${parameters}
</parameters></module_parameters></itop_design>`;
}
