import type { LivehelperchatProperty } from '../../../config/config';
import { clean, graphemeStart } from '../../../markup/text';
import { oneLine } from '../../../markup/title';
import type { News } from './news';
import type { LogEntry, Request } from './requests';
import { ENGLISH, sentencesIn } from './sentences';

/** Characters of an answer in a chat. The whole of it is in the portal. */
const MAX_ANSWER_CHARS = 700;

/**
 * What the visitor reads: plain text, in which Live Helper Chat makes links of addresses.
 * @param locale the visitor's language in iTop, such as `FR-FR`; English if it is missing or unknown
 */
export function wordsFor(
  news: News,
  request: Request,
  property: LivehelperchatProperty,
  locale: string | undefined,
): string {
  const says = sentencesIn(locale);
  const link = linkOf(request, property);
  const lead = link === undefined ? '' : `\n${link}`;
  if (news.what === 'request') return says.made(request.ref) + lead;
  if (news.what === 'state') {
    // iTop's REST API names states in English only
    return says === ENGLISH
      ? `Your request ${request.ref} is now: ${news.status.replaceAll('_', ' ')}.`
      : says.changed(request.ref) + lead;
  }
  const { text, isCut } = answerOf(news.entry);
  const rest = isCut ? `\n(${says.whole})${lead}` : '';
  return `${says.answered(oneLine(news.entry.user), request.ref)}\n${text || `(${says.whole})`}${rest}`;
}

/** The page of the request in the portal; undefined where the setting `portal` is off. */
export function linkOf({ class: of, id }: Pick<Request, 'class' | 'id'>, property: LivehelperchatProperty) {
  const { portal, itop } = property;
  if (portal === 'off') return undefined;
  const isAddress = URL.canParse(portal);
  const given = new URL(isAddress ? portal : itop.url);
  // the address of a portal may be the one that a browser shows
  const root = new URL(`${given.pathname.replace(/\/(pages\/exec\.php.*)?$/, '')}/`, given);
  const page = new URL(`pages/exec.php/object/view/${of}/${id}`, root);
  page.search = new URLSearchParams({
    exec_module: 'itop-portal-base',
    exec_page: 'index.php',
    portal_id: (isAddress ? given.searchParams.get('portal_id') : portal) ?? 'itop-portal',
  }).toString();
  return page.href;
}

/** iTop's own plain text of an entry, in which links are written as in Markdown. */
function answerOf({ text }: LogEntry): { text: string; isCut: boolean } {
  const plain = clean(text)
    .replace(/!?\[([^[\]\n]{0,500})\]\(([^()\s]{1,2000})\)/g, (_all, shown: string, address: string) =>
      shown.trim() === '' || shown === address ? address : `${shown} (${address})`,
    )
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  if (plain.length <= MAX_ANSWER_CHARS) return { text: plain, isCut: false };
  return { text: `${plain.slice(0, graphemeStart(plain, MAX_ANSWER_CHARS))} …`, isCut: true };
}
