import type { Answer, ItopRequest } from '../../contract/panel-answer';
import type { Desk } from '../scripts';

/** What is kept from one event to the next; nothing as long as the panel is closed. */
export interface State {
  /** What is shown. */
  answer?: Answer;
  /** The desk was outside its hours when that was drawn. */
  wasShut?: boolean;
}

/** What can be seen in the page and of the chat when something happens. */
export interface Seen {
  /** When the panel opens; undefined: where there is something to show. */
  when: 'always' | 'never' | undefined;
  /** The desk is outside its hours, and no conversation goes on. */
  isShut: boolean;
  desk: Desk;
  /** The user has agreed to the chat, and may take that back. */
  mayWithdraw: boolean;
  /** An earlier chat was about something in particular. */
  hasTopic: boolean;
}

/** What happens. */
export enum On {
  /** The user opens the panel, or the chat about a request, of which class and key are given. */
  Open,
  /** The module's page has answered that. */
  Answer,
  /** Something may have changed. */
  Look,
  /** The user chooses the chat, about a request or about nothing in particular. */
  Chat,
  /** The user takes the consent back. */
  Withdraw,
  Close,
}

export type Event =
  | [On.Open, about?: string]
  | [On.Answer, answer: Answer, about?: string]
  | [On.Look | On.Withdraw | On.Close]
  | [On.Chat, request?: ItopRequest];

/** What is to be done. */
export enum Do {
  /** Asks the module's page. */
  Ask,
  Show,
  /** Brings what is shown up to date. */
  Arrange,
  Hide,
  /** Notes that the user has looked at a request. */
  NoteLook,
  /** Tells the agent no more what the chat before was about. */
  StopTelling,
  /** Tells the server what the chat is about, and then the agent; '': nothing in particular. */
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

/** What stands above the list. */
export enum Choice {
  /** The chat about the request on the page. */
  About,
  Chat,
  /** A new request. */
  Create,
}

/** What the panel shows. */
export interface View {
  answer: Answer;
  /** Says that the desk is outside its hours: there is no chat now. */
  isShut: boolean;
  /** From the first, which stands out, to the last. */
  choices: Choice[];
  /** Of the desk, with the choice of the chat. */
  desk: Desk;
  mayWithdraw: boolean;
}

/**
 * The course of the panel, without page or tawk.to: a pure function of what is kept, what happens, and what can be seen.
 *
 * @returns what is kept then, and what is to be done, in this order
 */
export function step(state: State, event: Event, seen: Seen): [State, Effect[]] {
  const { isShut, when } = seen;
  const hide: Effect[] = state.answer ? [[Do.Hide]] : [];
  const chatAbout = (about: string): Effect[] => [
    [Do.StopTelling],
    // What an earlier chat was about, this one is not.
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
      // Its hours have begun, or are over.
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

/** The first choice is the chat, or a new request where nobody would answer. */
function viewOf(answer: Answer, { isShut, desk, mayWithdraw }: Seen): View {
  const isAnswered = !isShut && desk !== 'away' && desk !== 'unreachable';
  const chats: Choice[] = isShut ? [] : answer.about ? [Choice.About, Choice.Chat] : [Choice.Chat];
  const create: Choice[] = answer.newRequest ? [Choice.Create] : [];
  return { answer, isShut, choices: isAnswered ? [...chats, ...create] : [...create, ...chats], desk, mayWithdraw };
}
