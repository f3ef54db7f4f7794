import type { Answer, ItopRequest } from '../../contract/panel-answer';
import type { Desk } from '../scripts';

/** The state that is kept from one event to the next; empty while the panel is closed. */
export interface State {
  /** What is shown. */
  answer?: Answer;
  /** The desk was closed when that was drawn. */
  wasShut?: boolean;
}

/** What the page and the chat show when an event happens. */
export interface Seen {
  /** When the panel opens; undefined: if there is something to show. */
  when: 'always' | 'never' | undefined;
  /** The desk is closed, and no conversation goes on. */
  isShut: boolean;
  desk: Desk;
  /** The user has agreed to the chat, and may withdraw that. */
  mayWithdraw: boolean;
  /** An earlier chat was about a chosen object. */
  hasTopic: boolean;
}

/** Events. */
export enum On {
  /** The user opens the panel, or the chat about the request with this class and key. */
  Open,
  /** The module's page has answered. */
  Answer,
  /** Something may have changed. */
  Look,
  /** The user chooses the chat, about a request or about nothing in particular. */
  Chat,
  /** The user withdraws the consent. */
  Withdraw,
  Close,
}

export type Event =
  | [On.Open, about?: string]
  | [On.Answer, answer: Answer, about?: string]
  | [On.Look | On.Withdraw | On.Close]
  | [On.Chat, request?: ItopRequest];

/** Effects. */
export enum Do {
  /** Asks the module's page. */
  Ask,
  Show,
  /** Updates what is shown. */
  Arrange,
  Hide,
  /** Notes that the user has looked at a request. */
  NoteLook,
  /** Stops telling the agent what the earlier chat was about. */
  StopTelling,
  /** Tells the server, and then the agent, what the chat is about; '': nothing in particular. */
  Choose,
  OpenChat,
  Withdraw,
}

export type Effect =
  | [Do.Ask, about?: string]
  | [Do.Show | Do.Arrange, view: View]
  | [Do.NoteLook, request: ItopRequest]
  | [Do.Choose, about: string]
  | [Do.Hide | Do.StopTelling | Do.OpenChat | Do.Withdraw];

/** What is above the list. */
export enum Choice {
  /** The chat about the request on the page. */
  About,
  Chat,
  /** A new request. */
  Create,
}

/** The panel's content. */
export interface View {
  answer: Answer;
  /** Says that the desk is closed: there is no chat now. */
  isShut: boolean;
  /** The choices from the first, which stands out, to the last. */
  choices: Choice[];
  /** The desk's state, next to the choice of the chat. */
  desk: Desk;
  mayWithdraw: boolean;
}

/**
 * The course of the panel, independent of page and tawk.to: a pure function of the state, the event, and what is seen.
 *
 * @returns the new state, and the effects in their order
 */
export function step(state: State, event: Event, seen: Seen): [State, Effect[]] {
  const { isShut, when } = seen;
  const hide: Effect[] = state.answer ? [[Do.Hide]] : [];
  const chatAbout = (about: string): Effect[] => [
    [Do.StopTelling],
    // This chat is not about what an earlier chat was about.
    ...(about || seen.hasTopic ? [[Do.Choose, about] satisfies Effect] : []),
  ];
  const isAtOnce = (about?: string): boolean => !isShut && (!!about || when === 'never');

  switch (event[0]) {
    case On.Open: {
      const [, about] = event;
      return isAtOnce(about) ? [{}, [...hide, ...chatAbout(about ?? '')]] : [state, [[Do.Ask, about]]];
    }
    case On.Answer: {
      const [, answer, about] = event;
      const isEmpty = when !== 'always' && !answer.about && !answer.requests.length && !answer.faq && !seen.mayWithdraw;
      if (isAtOnce(about) || (isEmpty && !isShut)) return [{}, [...hide, ...chatAbout(about ?? '')]];
      const looked: Effect[] = answer.about ? [[Do.NoteLook, answer.about]] : [];
      return [{ answer, wasShut: isShut }, [...looked, ...hide, [Do.Show, viewOf(answer, seen)]]];
    }
    case On.Look: {
      const { answer, wasShut } = state;
      if (!answer) return [state, []];
      // The desk has opened or closed.
      if (wasShut !== isShut) return [{ answer, wasShut: isShut }, [[Do.Show, viewOf(answer, seen)]]];
      return [state, [[Do.Arrange, viewOf(answer, seen)]]];
    }
    case On.Chat: {
      const [, request] = event;
      const looked: Effect[] = request ? [[Do.NoteLook, request]] : [];
      return [{}, [...looked, ...hide, ...chatAbout(request?.id ?? ''), [Do.OpenChat]]];
    }
    case On.Withdraw:
      return [{}, [...hide, [Do.Withdraw]]];
    case On.Close:
      return [{}, hide];
  }
}

/** The first choice is the chat, or a new request if nobody would answer in the chat. */
function viewOf(answer: Answer, { isShut, desk, mayWithdraw }: Seen): View {
  const isAnswered = !isShut && desk !== 'away' && desk !== 'unreachable';
  const chats: Choice[] = isShut ? [] : answer.about ? [Choice.About, Choice.Chat] : [Choice.Chat];
  const create: Choice[] = answer.newRequest ? [Choice.Create] : [];
  return { answer, isShut, choices: isAnswered ? [...chats, ...create] : [...create, ...chats], desk, mayWithdraw };
}
