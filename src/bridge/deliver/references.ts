import type { Transcript } from './payload';

/** iTop's ticket references: `R-000123`, with the letters of other classes too. */
const REFERENCE = /\b[A-Z]{1,3}-\d{6,9}\b/g;

/** So many of each side are looked up; a visitor could write thousands. */
const MOST = 20;

/** The ticket references in a chat, by who wrote them first: an agent's word counts, a visitor's must be checked. */
export function ticketReferences({ chat }: Transcript): { byAgents: string[]; byVisitor: string[] } {
  const byAgents = new Set<string>();
  const byVisitor = new Set<string>();
  for (const { sender, msg } of chat.messages) {
    const references = (msg ?? '').toUpperCase().match(REFERENCE) ?? [];
    for (const reference of references) {
      if (sender.t === 'a') {
        byAgents.add(reference);
      } else if (sender.t === 'v') {
        byVisitor.add(reference);
      }
    }
  }
  return {
    byAgents: [...byAgents].slice(0, MOST),
    byVisitor: [...byVisitor].filter((reference) => !byAgents.has(reference)).slice(0, MOST),
  };
}
