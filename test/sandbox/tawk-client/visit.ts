import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type HttpServer, html, serve } from '../../../sandbox/http';
import type { Part } from '../../../sandbox/tawk/parts';
import { partAt } from '../../../sandbox/tawk/parts';
import { type Desk, useDesk } from '../../browser/desk';
import { entryPath } from '../../browser/observers';
import type { Person } from '../../browser/person';

// What is promised here of tawk.to's client holds for the stand-in's (npm test) and for the real one (npm run
// test:client): pages with tawk.to's own snippet, nothing of ours.

/** Somebody on a page with tawk.to's snippet. */
export interface Visit {
  person: Person;
  /** The next page: a reload, or another host or path of the same server. */
  open(address?: { host?: string; path?: string }): Promise<void>;
  /** The events of tawk.to that this page heard, in order, and what it noted itself with `note('…')`. */
  heard(): Promise<string[]>;
  /** Calls a method of `Tawk_API`. */
  call<T>(method: string, ...parameters: unknown[]): Promise<T>;
  /** Waits until the page has heard it. */
  hears(what: string): Promise<void>;
  /** Gives whatever is about to happen the time of three requests. */
  settle(): Promise<void>;
}

interface VisitOptions extends BrowserContextOptions {
  /** Of the page. */
  body?: string;
  /** Before the page is opened: such as a clock that can be moved on. */
  prepare?: (page: Page) => Promise<unknown>;
}

export interface Snippets {
  desk: Desk;
  /** How often that part was asked for. */
  asked(part: Part): number;
  /** @param statements what the page says between `Tawk_API = {}` and the snippet */
  visit(statements?: string, options?: VisitOptions): Promise<Visit>;
}

const EVENTS = ['BeforeLoad', 'Load', 'ChatHidden', 'ChatMaximized', 'ChatMinimized', 'ChatStarted', 'ChatEnded'];

/** A desk, and a server of plain pages. */
export function useSnippets(): Snippets {
  const desk = useDesk();
  let server: HttpServer;
  let page = '';

  beforeAll(async () => {
    server = await serve([(_request, { pathname }) => (pathname.startsWith('/page') ? html(page) : undefined)]);
  });
  afterAll(() => server?.close());

  return {
    desk,
    asked: (part) => desk.sandbox.tawk.requests.filter(({ path }) => partAt(path, entryPath(desk)) === part).length,
    async visit(statements = '', { body = '', prepare, ...options } = {}) {
      page = plainPage(desk, statements, body);
      const person = await desk.person(options);
      const visit: Visit = {
        person,
        async open({ host = '127.0.0.1', path = '/page' } = {}) {
          await person.page.goto(`http://${host}:${server.port}${path}`, { waitUntil: 'commit' });
        },
        heard: () => person.page.evaluate(() => (window as unknown as { heard: string[] }).heard),
        call: (method, ...parameters) =>
          person.page.evaluate(
            ([name, given]) =>
              (window.Tawk_API as unknown as Record<string, (...all: unknown[]) => unknown>)[name]?.(...given) as never,
            [method, parameters] as const,
          ),
        async hears(what) {
          await person.page.waitForFunction(
            (wanted) => (window as unknown as { heard?: string[] }).heard?.includes(wanted),
            what,
          );
        },
        async settle() {
          for (let i = 0; i < 3; i++) await person.page.evaluate(() => fetch('/page').then((page) => page.text()));
        },
      };
      await prepare?.(person.page);
      await visit.open();
      return visit;
    },
  };
}

function plainPage(desk: Desk, statements: string, body: string): string {
  const { sandbox } = desk;
  return `<!DOCTYPE html><html lang="en"><head><title>A page</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"></head><body><h1>A page</h1>${body}<script>
var heard = [], note = (what) => void heard.push(what);
for (const event of ${JSON.stringify(EVENTS)}) addEventListener('tawk' + event, () => note(event));
window.Tawk_API = {};
${statements};
function snippet() {
  const script = document.createElement('script'), first = document.getElementsByTagName('script')[0];
  Object.assign(script, { async: true, src: '${sandbox.embedUrl}${entryPath(desk)}' });
  script.setAttribute('crossorigin', '*');
  first.parentNode.insertBefore(script, first);
  return new Promise((resolve) => { script.onload = script.onerror = resolve; });
}
snippet();
</script></body></html>`;
}
