import type { LivehelperchatProperty } from '../../../config/config';
import { clean, graphemeStart } from '../../../markup/text';
import { oneLine } from '../../../markup/title';
import type { News } from './news';
import type { LogEntry, Request } from './requests';

/** Characters of an answer in a chat. The whole of it is in the portal. */
const MAX_ANSWER_CHARS = 700;

/** What the visitor reads: plain text, in which Live Helper Chat makes links of addresses. */
export function wordsFor(news: News, request: Request, property: LivehelperchatProperty): string {
  const link = linkOf(request, property);
  const more = link === undefined ? '' : `\n${link}`;
  if (news.what === 'request') return `Your request ${request.ref} was made.${more}`;
  if (news.what === 'state') return `Your request ${request.ref} is now: ${news.status.replaceAll('_', ' ')}.${more}`;
  const { text, isCut } = answerOf(news.entry);
  const rest = isCut ? '\n(The whole answer is in your request.)' : '';
  return `${oneLine(news.entry.user)} answered in your request ${request.ref}:\n${text}${rest}${more}`;
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
  if (plain.length <= MAX_ANSWER_CHARS)
    return { text: plain || '(nothing that can be shown here)', isCut: plain === '' };
  return { text: `${plain.slice(0, graphemeStart(plain, MAX_ANSWER_CHARS))} …`, isCut: true };
}
