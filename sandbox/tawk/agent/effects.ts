import type { Part } from '../parts';

const SEEN = 'Whoever opens the chat is told within seconds that it cannot be reached, and can try again.';
const UNSEEN = 'Whoever opens the chat is told within 15 seconds that it cannot be reached, and can try again.';
const NEEDLESS = "The chat opens all the same; our bubble stands in where tawk.to's does not come.";

/** What each part is, and what one sees while it fails and while it hangs (test/browser/unreachable.test.ts). */
const PARTS: Record<Part, [what: string, failing: string, hanging: string]> = {
  entry: ["The first script of tawk.to's.", SEEN, UNSEEN],
  main: ['A script that another one can do without.', NEEDLESS, NEEDLESS],
  vendor: ["A script that tawk.to's client is made of.", SEEN, UNSEEN],
  'chunk-vendors': ["A script that tawk.to's client is made of.", SEEN, UNSEEN],
  'chunk-common': ["A script that tawk.to's client is made of.", SEEN, UNSEEN],
  runtime: ["The script that loads the other parts of tawk.to's client.", SEEN, UNSEEN],
  app: ['A script that another one can do without.', NEEDLESS, NEEDLESS],
  'bubble chunk': ["The script of tawk.to's bubble.", NEEDLESS, NEEDLESS],
  'window chunk': ['The script of the chat window.', SEEN, SEEN],
  'bubble style': ["The style sheet of tawk.to's bubble.", NEEDLESS, NEEDLESS],
  'window style': ['The style sheet of the chat window.', SEEN, SEEN],
  languages: ['The words of the chat window.', 'The chat opens, maybe with words missing.', UNSEEN],
  settings: ["What was set in tawk.to's dashboard.", UNSEEN, UNSEEN],
  session: ["The visitor's session.", UNSEEN, UNSEEN],
  socket: ['The websocket that messages go through.', `The window opens. ${UNSEEN}`, `The window opens. ${UNSEEN}`],
};

const WAYS: Record<string, string> = {
  'not found': 'It is answered with 404.',
  'server error': 'It is answered with 500.',
  absent: 'The connection is closed, as by a blocker or without a network.',
  hang: 'It is never answered.',
  broken: 'It comes, and is broken.',
  refused: 'It is turned away, as by a proxy.',
  silent: 'It opens, and nothing comes through.',
};

/** What one will see while a part of tawk.to fails in that way. */
export function effectOf(part: Part, way: string): string {
  const [what, failing, hanging] = PARTS[part];
  if (way === 'comes after 5 s')
    return `${what} It comes after five seconds: the bubble says that the chat is being opened, and it opens.`;
  return `${what} ${WAYS[way]} ${way === 'hang' || way === 'silent' ? hanging : failing}`;
}
