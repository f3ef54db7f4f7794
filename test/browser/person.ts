import type { Browser, BrowserContext, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';
import { portalPath } from '../../sandbox/itop/portal';
import { demoUser, friendlyName } from '../../sandbox/itop/users';
import type { Sandbox } from '../../sandbox/sandbox';
import { visit } from '../shared-browser';
import { leadToSandbox } from './client-network';
import { lookAtScreen, type Screen, SHEETS } from './screen';
import { findTawkFrames } from './tawk-frames';

/** Somebody at a browser of their own. */
export class Person {
  /** Uncaught errors and dialogs in any of the pages. */
  readonly troubles: string[] = [];
  /** By which iTop's pages are opened: another name of this machine, such as `a.desk.localhost`, is another host. */
  host = '127.0.0.1';

  private constructor(
    private readonly sandbox: Sandbox,
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly network: { isOffline: boolean },
    readonly leave: () => Promise<void>,
  ) {
    context.on('weberror', (error) => this.troubles.push(String(error.error())));
    context.on('dialog', (dialog) => {
      this.troubles.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
  }

  /** @param options such as a phone's screen and name (`devices` of Playwright) */
  static async at(browser: Browser, sandbox: Sandbox, options?: BrowserContextOptions): Promise<Person> {
    await findTawkFrames();
    const { context, page, leave } = await visit(browser, options);
    context.setDefaultTimeout(30_000);
    const network = { isOffline: false };
    if (sandbox.embedUrl !== sandbox.tawkUrl) await leadToSandbox(context, sandbox, network);
    return new Person(sandbox, context, page, network, leave);
  }

  /** The same person in a tab that some page opened. */
  inTab(page: Page): Person {
    return new Person(this.sandbox, this.context, page, this.network, this.leave);
  }

  /** Another tab of the same browser, still empty. */
  async secondTab(): Promise<Person> {
    return new Person(this.sandbox, this.context, await this.context.newPage(), this.network, this.leave);
  }

  /** Opens a page of iTop by its path below the root, such as `pages/UI.php`. */
  async open(path: string, version = '3.2'): Promise<void> {
    await this.page.goto(this.#root(version) + path, { waitUntil: 'domcontentloaded' });
  }

  #root(version: string): string {
    return `${this.sandbox.itopUrl.replace('127.0.0.1', this.host)}/${version}/`;
  }

  /** Has a session of iTop's, without the log-in page, which costs a test two more pages. */
  async #enter(login: string, version: string): Promise<void> {
    const { name, value } = this.sandbox.sessions.enter(login);
    await this.context.addCookies([{ name, value, url: this.#root(version), httpOnly: true, sameSite: 'Lax' }]);
  }

  /** Logs in on the login page that is shown. */
  async logIn(login: string): Promise<void> {
    const button = this.page.locator(`button[name=auth_user][value=${login}]`);
    await Promise.all([this.page.waitForEvent('domcontentloaded'), button.click({ noWaitAfter: true })]);
  }

  /** A page of the portal, as that user. */
  async openPortal(login: string, version = '3.2', page = ''): Promise<void> {
    await this.#enter(login, version);
    await this.open(portalPath(page), version);
    await this.page.getByText(friendlyName(demoUser(login))).waitFor();
  }

  async openConsole(login: string, version = '3.2'): Promise<void> {
    await this.#enter(login, version);
    await this.open('pages/UI.php', version);
    await this.page.getByRole('heading', { name: 'iTop console' }).waitFor();
  }

  /** Our own launcher. */
  get launcher(): Locator {
    return this.page.locator('itop-tawk button:has(svg)');
  }

  /** tawk.to's bubble, once it is drawn. */
  get tawkBubble(): Locator {
    return this.page.frameLocator('tawk=bubble').getByRole('button');
  }

  /** The frame that it is in, drawn or not. */
  get bubbleFrame(): Locator {
    return this.page.locator('tawk=bubble');
  }

  /** tawk.to's chat window. */
  get chat(): FrameLocator {
    return this.page.frameLocator('tawk=window');
  }

  get chatFrame(): Locator {
    return this.page.locator('tawk=window');
  }

  /** Where one writes: there when the chat is open. */
  get messageField(): Locator {
    return this.chat.getByPlaceholder('Type here').filter({ visible: true });
  }

  /** What this person sees of the chat now. */
  screen(): Promise<Screen> {
    return this.page.evaluate(lookAtScreen, SHEETS);
  }

  /** How many bubbles can be seen, whoever paints them; a frame of tawk.to that is empty is none. */
  async bubbles(): Promise<number> {
    const { launcher, tawk } = await this.screen();
    return (launcher ? 1 : 0) + tawk.filter(({ kind, drawn }) => kind === 'bubble' && drawn).length;
  }

  /**
   * Opens the chat with whichever bubble is there and waits until one can write. The launcher may give way to tawk.to's
   * bubble in the middle of a click: then the other one is clicked, unless the chat is opening.
   */
  async openChat(): Promise<void> {
    await Promise.any([this.tawkBubble.waitFor(), this.launcher.waitFor()]);
    const isOpening = async () =>
      (await this.chatFrame.isVisible()) ||
      (await this.launcher.and(this.page.locator('[aria-busy=true]')).isVisible());
    for (let clicks = 0; clicks < 5 && !(await isOpening()); clicks++) {
      const bubble = (await this.launcher.isVisible()) ? this.launcher : this.tawkBubble;
      const isClicked = await bubble.click({ timeout: 1_500 }).then(
        () => true,
        () => false,
      );
      if (isClicked) {
        await Promise.any([this.messageField.waitFor({ timeout: 5_000 }), this.page.waitForTimeout(5_000)]);
      }
    }
    await this.messageField.waitFor();
  }

  /** Closes tawk.to's window: with the bubble beside it or, where that is hidden, a button in it. */
  async minimiseChat(): Promise<void> {
    const isBeside = await this.tawkBubble.isVisible();
    await (isBeside ? this.tawkBubble : this.chat.getByRole('button', { name: /minimi[sz]e/i })).click();
    await this.chatFrame.waitFor({ state: 'hidden' });
  }

  async write(text: string): Promise<void> {
    await this.messageField.fill(text);
    await this.messageField.press('Enter');
  }

  /** Takes the network from this browser, or gives it back. */
  async setOffline(isOffline: boolean): Promise<void> {
    this.network.isOffline = isOffline;
    await this.context.setOffline(isOffline);
  }

  /** Has iTop's own script do its work: an XHR whose answer stands in the page. */
  async useItop(): Promise<void> {
    // By the keyboard: the open chat may lie on the link.
    await this.page.getByRole('link', { name: /in this page/ }).press('Enter');
    await this.page.getByText('A fragment of a page').waitFor();
  }

  /** What of us is in the page and its frames, as text and as globals. */
  async traces(): Promise<string[]> {
    // Whatever waits for an idle moment has had one.
    await this.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 })));
    const html = await this.page.content();
    const globals = await this.page.evaluate(() => Object.keys(window).filter((name) => /tawk/i.test(name)));
    return [...(html.match(/combodo-tawk|itop-tawk|itopTawk|Tawk_API/g) ?? []), ...globals];
  }
}
