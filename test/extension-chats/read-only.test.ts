import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findChromium } from '../chromium';
import { skip } from '../not-tried';
import { sharedBrowser } from '../shared-browser';
import { chatsPhp } from './chats-php';

/** Menus as real iTops write them for an administrator: on a chat, above a list of chats, under the plus sign of a page. */
const MENUS: Record<string, (kind: string) => string> = {
  '2.7': (kind) => `
    <div class="actions_button"><a href="/pages/UI.php?operation=modify&class=${kind}&id=1#">Modify</a></div>
    <div class="actions_button"><a href="/pages/UI.php?operation=new&class=${kind}&c[menu]=x">New</a></div>
    <ul><li><a href="/pages/UI.php?operation=delete&class=${kind}&id=1">Delete</a></li>
    <li><a href="/pages/UI.php?operation=select_for_modify_all&class=${kind}&filter=x">Modify all</a></li></ul>`,
  '3.1 to 3.3': (kind) => `
    <a href="/pages/UI.php?route=object.modify&amp;class=${kind}&amp;id=1#">Modify</a>
    <a href="/pages/UI.php?operation=new&amp;class=${kind}">New</a>
    <a href="/pages/UI.php?operation=delete&amp;class=${kind}&amp;id=1">Delete</a>
    <a href="/pages/UI.php?operation=select_for_modify_all&amp;class=${kind}&amp;filter=x">Modify all</a>
    <form class="ibo-quick-create"><div data-value="${kind}">Quick create</div></form>`,
};

describe('what cannot be done with a chat in the console is not offered', () => {
  let browser: Browser;
  let style: string;
  beforeAll(async () => {
    if (findChromium() === undefined) return;
    browser = await sharedBrowser();
    const php = await chatsPhp('7.4');
    const code = "<?php require '/chats/src/autoload.php'; echo ItopTawk\\Chats\\Service\\ReadOnlyChats::STYLE;";
    style = (await php.run({ code })).text;
  });
  beforeEach((context) => {
    if (findChromium() === undefined) skip(context, 'needs Chromium');
  });

  async function offered(html: string): Promise<string[]> {
    const page = await browser.newPage();
    await page.setContent(`<style>${style}.actions_button{border:1px solid}</style>${html}`);
    const seen = await page.locator('a,[data-value]').filter({ visible: true }).allTextContents();
    const boxes = await page.locator('.actions_button').filter({ visible: true }).count();
    await page.close();
    return [...seen, ...Array(boxes).fill('a box')];
  }

  test.each(Object.keys(MENUS))('iTop %s', async (version) => {
    const menus = MENUS[version] as (kind: string) => string;
    expect(await offered(menus('TawkChat'))).toEqual(['Delete']);
    const others = await offered(menus('UserRequest'));
    expect(others).toEqual(expect.arrayContaining(['Modify', 'New', 'Delete', 'Modify all']));
  });

  test('the module loads the hook for it', async () => {
    const module = await readFile('extension-chats/module.itop-tawk-chats.php', 'utf8');
    expect(module).toContain("'src/Hook/ChatStyle.php'");
  });
});
