import { withoutLinks } from '../markup/links';
import { clean } from '../markup/text';
import type { Transcript } from '../payload/payload';

/** iTop's ticket references: `R-000123`, with the letters of other classes too. */
const REFERENCE = /\b([A-Z]{1,3}-\d{6,9})\b/gi;

/** How an agent says outright that the chat is about a ticket. */
const COMMAND = /^\s*\/ticket\s+([A-Z]{1,3}-\d{6,9})\s*$/gi;

/** So many of each kind are looked up; a visitor could write thousands. */
const MAX_REFERENCES = 20;
/** So many of each kind are read. */
const MAX_READ_REFERENCES = 1000;

/** The ticket references in a chat, each under the strongest way in which it is named. */
export interface References {
  /** `/ticket R-000123` on a line of its own, by an agent. */
  commanded: string[];
  byAgents: string[];
  byVisitor: string[];
  /** Only inside links, whoever wrote them: they count for nobody. */
  inLinks: string[];
}

/** The ticket references in a chat, at most twenty of each kind. What the system says counts for nobody. */
export function ticketReferences({ chat }: Transcript): References {
  const commanded = new Set<string>();
  const byAgents = new Set<string>();
  const byVisitor = new Set<string>();
  const besideLinks = new Set<string>();
  for (const { sender, msg = '' } of chat.all) {
    if (sender.t !== 'a' && sender.t !== 'v') {
      continue;
    }
    if (sender.t === 'a') {
      for (const line of clean(msg).split('\n')) {
        add(commanded, line, COMMAND);
      }
    }
    const said = withoutLinks(msg);
    add(sender.t === 'a' ? byAgents : byVisitor, said, REFERENCE);
    if (said !== msg) {
      add(besideLinks, msg, REFERENCE);
    }
  }
  const except = (references: Set<string>, ...stronger: Set<string>[]) =>
    [...references].filter((reference) => !stronger.some((set) => set.has(reference))).slice(0, MAX_REFERENCES);
  return {
    commanded: except(commanded),
    byAgents: except(byAgents, commanded),
    byVisitor: except(byVisitor, commanded, byAgents),
    inLinks: except(besideLinks, commanded, byAgents, byVisitor),
  };
}

/** Adds the references that `pattern` finds, as iTop writes them. */
function add(found: Set<string>, text: string, pattern: RegExp): void {
  for (const [, reference = ''] of text.matchAll(pattern)) {
    if (found.size === MAX_READ_REFERENCES) {
      return;
    }
    found.add(reference.toUpperCase());
  }
}
