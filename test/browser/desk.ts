import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Settings } from '../../sandbox/itop/config-file';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { findChromium } from '../chromium';
import { skip } from '../not-tried';
import { sharedBrowser } from '../shared-browser';
import { Person } from './person';

/** A sandbox with people at their browsers, new for each test. */
export interface Desk {
  sandbox: Sandbox;
  /** Somebody with a browser of their own; options such as a phone's (`devices` of Playwright). */
  person(options?: BrowserContextOptions): Promise<Person>;
  /** The agent's page. */
  agent(): Promise<Agent>;
}

/**
 * Starts sandbox and browser for the tests of a file, without the panel where they do not ask for it: most are about
 * what comes after it. With TAWK_CLIENT set to the folder of tawk.to's real client, that
 * one runs in the pages.
 */
export function useDesk(settings: Settings = { panel: 'never' }): Desk {
  const people: Person[] = [];
  let browser: Browser;
  let sandbox: Sandbox;
  let agentPage: Page | undefined;

  beforeAll(async () => {
    if (findChromium() === undefined) return;
    browser = await sharedBrowser();
    const started = await startSandbox({ client: process.env.TAWK_CLIENT });
    sandbox = { ...started, configure: (own) => started.configure({ ...settings, ...own }) };
  });
  beforeEach(async (context) => {
    if (findChromium() === undefined) skip(context, 'needs Chromium');
    sandbox.tawk.reset();
    // What the real client asks for takes a longer way, by Playwright.
    if (process.env.TAWK_CLIENT) sandbox.tawk.latency = 200;
    await sandbox.configure({});
  });
  afterEach(async () => {
    await Promise.all(people.splice(0).map((person) => person.leave()));
    await agentPage?.goto('about:blank');
  });
  afterAll(async () => {
    await sandbox?.close();
  });

  return {
    get sandbox() {
      return sandbox;
    },
    async person(options) {
      const person = await Person.at(browser, sandbox, options);
      people.push(person);
      return person;
    },
    async agent() {
      agentPage ??= await browser.newPage();
      await agentPage.goto(`${sandbox.tawkUrl}/agent`);
      return new Agent(agentPage);
    },
  };
}

/** The agent's page of the stand-in of tawk.to. */
export class Agent {
  constructor(readonly page: Page) {}

  /** The chat in which a message with that text stands. */
  chatWith(text: string): Locator {
    return this.page.getByRole('article').filter({ hasText: text });
  }

  async answer(chat: Locator, text: string): Promise<void> {
    await chat.getByPlaceholder('Answer').fill(text);
    await chat.getByPlaceholder('Answer').press('Enter');
  }

  async makeTicket(chat: Locator, subject: string): Promise<void> {
    await chat.getByLabel("Ticket's subject").fill(subject);
    await chat.getByRole('button', { name: 'Make a ticket' }).click();
  }

  async endChat(chat: Locator): Promise<void> {
    await chat.getByRole('button', { name: 'End chat' }).click();
  }

  /** The webhooks of that event, the newest first. */
  webhooks(event: string): Locator {
    return this.page.locator('#webhooks li').filter({ hasText: `${event}:` });
  }
}
