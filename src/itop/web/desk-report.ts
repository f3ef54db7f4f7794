import { sayable } from '../address';
import type { Inspection } from '../check/inspection';
import { isHash } from '../files/php-file';
import type { Finding } from '../finding';
import { listOf } from '../settings';
import { type Browser, textOf } from './browser';
import type { PageContext } from './chat-page';

/** Which desk a user gets, when it is open, and what its agents are told. */
export interface DeskReport {
  /** tawk.to's ids; with Live Helper Chat the server's address and the department's number, `0` if the server chooses. */
  property: string;
  widget: string;
  /** Position in "widgets", from 1 on; absent: the plain settings. */
  entry?: number;
  /** The operator's name for it, if the files can be read. */
  name?: string;
  /** Absent: always open. Times in seconds since 1970. */
  hours?: { isOpen: boolean; until: number | null };
  /** Attributes besides name and e-mail address, including those that are sent when the chat is opened. */
  facts: Record<string, string>;
  /** The agent is told what the user looks at during the chat. */
  pages: boolean;
}

/** Reads it from the page, and asks the module's page what is sent when the chat is opened. */
export async function reportDesk(
  browser: Browser,
  page: URL,
  { embedUrl, provider, panel, hours, visitor }: PageContext,
  files: Inspection | undefined,
): Promise<{ desk: DeskReport; findings: Finding[] }> {
  const [, server = '', id = '', widget = ''] = /^(.*?([^/]*))\/([^/]*)$/.exec(sayable(embedUrl)) ?? [];
  const property = provider === 'livehelperchat' ? server : id;
  const panelUrl = panel && new URL(panel.url, page);
  const entry = Number(panelUrl?.searchParams.get('desk') ?? 0);
  const name = entry > 0 ? nameOf(files, entry) : undefined;
  const { name: _name, email: _email, hash: _hash, ...facts } = visitor ?? {};
  const later = panelUrl && panel?.tells?.includes('facts') ? await laterFacts(browser, panelUrl) : {};
  return {
    desk: {
      property,
      widget,
      ...(entry > 0 && { entry }),
      ...(name !== undefined && { name }),
      ...(hours && { hours: { isOpen: hours.isOpen, until: hours.until } }),
      facts: { ...(facts as Record<string, string>), ...later },
      pages: panel?.tells?.includes('page') ?? false,
    },
    findings: later === undefined ? [NO_FACTS] : [],
  };
}

const NO_FACTS: Finding = {
  severity: 'warning',
  code: 'no-facts',
  what: "the module's page, which has what the agent is told when the chat is opened, does not answer as it should",
  remedy: "Look at iTop's log/error.log. The chat works, and the agent is told the rest.",
};

/** @returns undefined if the answer is not valid */
async function laterFacts(browser: Browser, url: URL): Promise<Record<string, string> | undefined> {
  const asked = new URL(url);
  asked.searchParams.set('facts', '1');
  try {
    const { facts } = JSON.parse(textOf(await browser.get(asked)));
    return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, String(value)]));
  } catch {
    return undefined;
  }
}

function nameOf(files: Inspection | undefined, entry: number): string | undefined {
  const desks = listOf(files?.settings.find(({ name }) => name === 'widgets')?.value);
  const desk = desks?.[entry - 1];
  return isHash(desk) && typeof desk.name === 'string' ? desk.name : undefined;
}
