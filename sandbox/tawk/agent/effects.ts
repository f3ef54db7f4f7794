import type { Part } from '../parts';

const TOLD =
  'Whoever opens the chat is told that it cannot be reached, within seconds where the browser sees the failure, else within 15, and can try again.';
const OPENS = "The chat opens all the same; our bubble stands in where tawk.to's does not come.";
const PLAIN = 'The chat opens, and looks plain.';

/**
 * The visible effect of a failing part, and the differences for some ways of failing
 * (test/browser/unreachable.test.ts).
 */
interface Effect {
  what: string;
  seen: string;
  hang?: string;
  broken?: string;
}

const CLIENT: Effect = { what: "A script that tawk.to's client is made of.", seen: TOLD };
const NEEDLESS: Effect = { what: 'A script that starts the client, as another one does.', seen: OPENS };

const EFFECTS: Record<Part, Effect> = {
  entry: { what: "The first script of tawk.to's.", seen: TOLD },
  main: NEEDLESS,
  vendor: CLIENT,
  'chunk-vendors': CLIENT,
  'chunk-common': CLIENT,
  runtime: CLIENT,
  app: NEEDLESS,
  'bubble chunk': { what: "The script of tawk.to's bubble.", seen: OPENS },
  'window chunk': { what: 'The script of the chat window.', seen: TOLD },
  'bubble style': { what: "The style sheet of tawk.to's bubble.", seen: OPENS, broken: PLAIN },
  'window style': { what: 'The style sheet of the chat window.', seen: TOLD, broken: PLAIN },
  languages: { what: 'The words of the chat window.', seen: 'The chat opens, words may be missing.', hang: TOLD },
  settings: { what: "What was set in tawk.to's dashboard.", seen: TOLD },
  session: { what: "The visitor's session.", seen: TOLD },
  socket: { what: 'The websocket that messages go through.', seen: `The window may open. ${TOLD}` },
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

/** The visible effect if a part of tawk.to fails in that way. */
export function effectOf(part: Part, way: string): string {
  const { what, seen, hang = seen, broken = seen } = EFFECTS[part];
  if (way === 'comes after 5 s') return `${what} It comes after five seconds, and the chat opens then.`;
  return `${what} ${WAYS[way]} ${way === 'hang' ? hang : way === 'broken' ? broken : seen}`;
}
