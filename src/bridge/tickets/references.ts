import { withoutLinks } from '../markup/links';
import { plainWords } from '../markup/plain-words';
import { clean } from '../markup/text';
import type { Transcript } from '../payload/payload';

/**
 * Where a reference may begin and end: not inside a word or number, nor inside a name such as `scan_R-000042` or
 * `PR-R-000042`. Emphasis (`_R-000042_`) and other punctuation may be around it.
 */
const BEGIN = String.raw`(?<![\p{L}\p{M}\p{Nd}])(?<![\p{L}\p{M}][-_]{1,4})(?<!\p{Nd}_{1,4})(?<!\p{Nd}[-.,'’](?=\p{Nd}))`;
const END = String.raw`(?![\p{L}\p{M}\p{Nd}])(?![-.,'’]\p{Nd})(?!_{1,4}[\p{L}\p{Nd}])`;

/**
 * The start of a line with which an agent says explicitly which ticket the chat is about; emphasis may be before it.
 */
const COMMAND = /^[\s*_~`]*\/ticket(?<argument>.*)/i;

/** A longer line contains more than a reference. */
const MAX_ARGUMENT_CHARS = 200;

/** Characters that may be around the reference in such a line. */
const AROUND = /^[\s\p{P}\p{S}\p{No}]+|[\s\p{P}\p{S}\p{No}]+$/gu;

/** How many references of each kind are looked up; a visitor could write thousands. */
const MAX_REFERENCES = 20;
/** How many references of each kind are read. */
const MAX_READ_REFERENCES = 1000;

/** The ticket references in a chat, each under the strongest way in which somebody names it. */
export interface References {
  /** `/ticket R-000123` on a line of its own, written by an agent, or whispered. */
  commanded: string[];
  byAgents: string[];
  byVisitor: string[];
  /** Only inside links, whoever wrote them: these do not count. */
  inLinks: string[];
  /** How many agents' lines begin with `/ticket` without a valid reference. */
  notUnderstood: number;
}

/**
 * The ticket references in a chat, at most twenty of each kind. References in system messages do not count.
 * @param pattern the setting `ticket.reference`
 */
export function ticketReferences({ chat }: Transcript, pattern: string): References {
  const reference = new RegExp(`${BEGIN}(${pattern})${END}`, 'giu');
  const alone = onlyThe(pattern);
  const commanded = new Set<string>();
  const byAgents = new Set<string>();
  const byVisitor = new Set<string>();
  const besideLinks = new Set<string>();
  let notUnderstood = 0;
  for (const argument of chat.named ?? []) {
    const named = orderedReference(argument, pattern);
    if (named !== undefined) add(commanded, named);
  }
  for (const { sender, msg = '' } of chat.all) {
    if (sender.t !== 'a' && sender.t !== 'v') {
      continue;
    }
    const words = plainWords(clean(msg));
    for (const argument of sender.t === 'a' ? commandsIn(words) : []) {
      if (alone.test(argument)) {
        add(commanded, argument);
      } else {
        notUnderstood += 1;
      }
    }
    const said = withoutLinks(words);
    addAll(sender.t === 'a' ? byAgents : byVisitor, said, reference);
    if (said !== words) {
      addAll(besideLinks, words, reference);
    }
  }
  const except = (references: Set<string>, ...stronger: Set<string>[]) =>
    [...references].filter((each) => !stronger.some((set) => set.has(each))).slice(0, MAX_REFERENCES);
  return {
    commanded: except(commanded),
    byAgents: except(byAgents, commanded),
    byVisitor: except(byVisitor, commanded, byAgents),
    inLinks: except(besideLinks, commanded, byAgents, byVisitor),
    notUnderstood,
  };
}

/** The reference behind `/ticket`, as iTop writes it; undefined if there is another text. @param pattern as above */
export function orderedReference(argument: string, pattern: string): string | undefined {
  const [line = ''] = commandsIn(plainWords(clean(`/ticket ${argument}`)));
  return onlyThe(pattern).test(line) ? line.toUpperCase() : undefined;
}

function onlyThe(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'iu');
}

/**
 * The text after `/ticket` on the lines that begin with it, without surrounding punctuation; empty where there is none.
 */
function commandsIn(words: string): string[] {
  return words.split('\n').flatMap((line) => {
    const argument = COMMAND.exec(line)?.groups?.argument;
    if (argument === undefined) {
      return [];
    }
    const isOther = argument.length > MAX_ARGUMENT_CHARS || /^[\p{L}\p{M}\p{Nd}]/u.test(argument);
    return [isOther ? '' : argument.replace(AROUND, '')];
  });
}

/** Adds the references that `pattern` finds. */
function addAll(found: Set<string>, text: string, pattern: RegExp): void {
  for (const [, reference = ''] of text.matchAll(pattern)) {
    if (found.size === MAX_READ_REFERENCES) {
      return;
    }
    add(found, reference);
  }
}

/** The form in which iTop writes a reference. */
function add(found: Set<string>, reference: string): void {
  if (found.size < MAX_READ_REFERENCES) {
    found.add(reference.toUpperCase());
  }
}
