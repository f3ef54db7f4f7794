import type { Browser, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Settings } from '../../../sandbox/itop/config-file';
import { readAddress } from '../../../sandbox/livehelperchat/address';
import { startLiveHelperChat } from '../../../sandbox/livehelperchat/livehelperchat';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox';
import type { ChatContext } from '../../../src/contract/chat-context';
import { findChromium } from '../../chromium';
import { skip } from '../../not-tried';
import { sharedBrowser } from '../../shared-browser';
import { Person } from '../person';
import { LhcServer } from './server';

/** A sandbox whose pages have Live Helper Chat, with people at their browsers, new for each test. */
export interface LhcDesk {
  sandbox: Sandbox;
  server: LhcServer;
  /** Changes the context of the next pages. */
  change: Partial<ChatContext> & { proof?: string };
  visitor(options?: BrowserContextOptions): Promise<LhcVisitor>;
}

/** With LIVEHELPERCHAT set to the folder of a real server (server.ts), the pages use that server. */
export function useLhcDesk(settings: Settings = { panel: 'never' }): LhcDesk {
  const people: Person[] = [];
  let browser: Browser;
  let sandbox: Sandbox;
  let server: LhcServer;
  let close = async (): Promise<void> => {};
  const desk: LhcDesk = {
    get sandbox() {
      return sandbox;
    },
    get server() {
      return server;
    },
    change: {},
    async visitor(options) {
      const person = await Person.at(browser, sandbox, options);
      people.push(person);
      await person.context.addInitScript(hasLiveHelperChat, { embedUrl: server.embedUrl, change: desk.change });
      return new LhcVisitor(person);
    },
  };

  beforeAll(async () => {
    if (findChromium() === undefined) return;
    browser = await sharedBrowser();
    const started = await startSandbox();
    sandbox = { ...started, configure: (own) => started.configure({ ...settings, ...own }) };
    const folder = process.env.LIVEHELPERCHAT;
    if (folder) server = new LhcServer(await readAddress(folder));
    else {
      const standIn = await startLiveHelperChat();
      server = new LhcServer(standIn.address);
      close = standIn.close;
    }
  });
  beforeEach(async (context) => {
    if (findChromium() === undefined) skip(context, 'needs Chromium');
    desk.change = {};
    await server.reset();
    await sandbox.configure({});
  });
  afterEach(async () => {
    await Promise.all(people.splice(0).map((person) => person.leave()));
  });
  afterAll(async () => {
    await sandbox?.close();
    await close();
  });
  return desk;
}

/** Gives a page's chat context another provider, as the extension will. Runs in the page. */
function hasLiveHelperChat({ embedUrl, change }: { embedUrl: string; change: object }): void {
  Object.defineProperty(window, 'itopTawk', {
    configurable: true,
    set(context: ChatContext) {
      const { hash: _hash, ...visitor } = context.visitor ?? {};
      const chatUrl = context.chatUrl.replace('chat.js', 'livehelperchat.js');
      const value = {
        ...context,
        provider: 'livehelperchat',
        embedUrl,
        chatUrl,
        ...(context.visitor && { visitor }),
        ...change,
      };
      Object.defineProperty(window, 'itopTawk', { value, writable: true, configurable: true });
    },
  });
}

/** A user who chats with Live Helper Chat. */
export class LhcVisitor {
  constructor(readonly person: Person) {}

  get page(): Page {
    return this.person.page;
  }
  get launcher(): Locator {
    return this.person.launcher;
  }
  /** The frame of its window. */
  get frame(): Locator {
    return this.page.locator('iframe[id$=_widget_v2]:not([id*=needhelp]):not([id*=snippet])');
  }
  get window(): FrameLocator {
    return this.frame.contentFrame();
  }
  get messageField(): Locator {
    return this.window.locator('#CSChatMessage').filter({ visible: true });
  }

  async secondTab(): Promise<LhcVisitor> {
    return new LhcVisitor(await this.person.secondTab());
  }

  async openChat(): Promise<void> {
    await this.launcher.click();
    await this.messageField.waitFor();
  }

  async write(text: string): Promise<void> {
    await this.messageField.click();
    await this.messageField.fill(text);
    await this.messageField.press('Enter');
    await this.window.getByText(text).first().waitFor();
  }

  /** Visible parts of the provider besides its window: there must be none. */
  async secondBubbles(): Promise<number> {
    return this.page.evaluate(
      () =>
        [...document.querySelectorAll<HTMLElement>('[id$=_container_v2] > *')]
          .filter((each) => !/^(?!.*(needhelp|snippet)).*_widget_v2$/.test(each.id) || each.id.includes('_status_'))
          .filter((each) => each.getBoundingClientRect().width > 1 && each.checkVisibility()).length,
    );
  }

  /** What the provider's client stores in this browser and tab. */
  kept(): Promise<string[]> {
    return this.page.evaluate(() =>
      [...document.cookie.split('; '), ...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(
        (name) => /twk_|lhc/i.test(name) && !name.startsWith('itop-tawk'),
      ),
    );
  }

  async isClosed(): Promise<void> {
    await this.frame.waitFor({ state: 'hidden' });
  }

  /** No errors, and no part exists twice. */
  async expectAllWell(): Promise<void> {
    expect(await this.secondBubbles()).toBe(0);
    expect(await this.page.locator('itop-tawk').count()).toBeLessThanOrEqual(1);
    expect(this.person.troubles).toEqual([]);
  }
}
