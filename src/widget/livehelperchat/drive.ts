import { AGENT_WROTE, type Client } from '../chat/client';
import { On } from '../chat/core';
import type { Provider } from '../chat/provider';
import { tellAgents } from './agent';
import type { Fetched, LhcAttributes, LhcFrame } from './lhc';
import { windowOf } from './screen';

/** Milliseconds after which it is asked again whether somebody is there, where nobody was: the client does not. */
const ASK_EVERY_MS = 60_000;

/** What the driver of a client is told. */
interface Told {
  tell: Parameters<Provider[3]>[1];
  /** The user has asked for the window, and has it until it is closed. */
  asked(isAsked: boolean): void;
  /** A conversation has begun. */
  begun(): void;
  /** What was to begin one did not arrive. */
  lost(question: string): void;
}

/**
 * The calls of a client that has its server's settings.
 *
 * @param base address of the server's pages
 * @param facts of the visitor, for the agent
 * @returns the calls, and what ends their questions to the server
 */
export function drive(
  attributes: LhcAttributes,
  prefix: string,
  base: string,
  departments: number[],
  facts: Record<string, string>,
  { tell, asked, begun, lost }: Told,
): [Client, end: () => void] {
  const { eventEmitter: events, userSession: session, widgetStatus, onlineStatus } = attributes;
  /** Of a conversation that is over, which stays in the window until that is closed. */
  let over: string | null = null;
  let hasBegun = false;
  const isTalking = (): boolean => !!session.id && session.id !== over;
  const [calls, tellWaiting] = tellAgents(base, attributes);
  if (Object.keys(facts).length) calls.setAttributes(facts, () => {});

  hearWindow((windowOf(prefix) as HTMLIFrameElement).contentWindow as LhcFrame, attributes, {
    fetched({ otm, f_msg_id }) {
      // The first answer on a page has all that was said before.
      if (otm && (f_msg_id || hasBegun)) dispatchEvent(new Event(AGENT_WROTE));
    },
    arrived: (milliseconds) => tell(On.Progress, milliseconds),
    lost(question) {
      lost(question);
      tell(On.Failed);
      tell(On.Chat);
    },
  });
  events.addListener('chatStarted', () => {
    hasBegun = true;
    begun();
    tellWaiting();
  });
  events.addListener('chatClosed', () => {
    over = session.id;
  });
  widgetStatus.subscribe((isOpen) => {
    if (isOpen) return;
    asked(false);
    if (session.id && !isTalking()) events.emitEvent('endChat');
  });

  const timer = setInterval(() => {
    if (onlineStatus.value || document.hidden) return;
    fetch(`${base}widgetrestapi/chatcheckstatus?dot=1&dep=${departments}`)
      .then((response) => response.json())
      .then(({ online }) => online && onlineStatus.next(true))
      .catch(() => {});
  }, ASK_EVERY_MS);

  return [
    {
      ...calls,
      maximize() {
        asked(true);
        events.emitEvent('showWidget');
      },
      minimize: () => events.emitEvent('closeWidget'),
      isChatHidden: () => !onlineStatus.value && !isTalking() && (!attributes.leaveMessage || attributes.hideOffline),
      isVisitorEngaged: isTalking,
      getStatus: () => (onlineStatus.value ? 'online' : 'offline'),
      endChat() {
        const { id, hash, vid } = session;
        if (isTalking())
          navigator.sendBeacon(`${base}chat/chatwidgetclosed/(eclose)/t/(hash)/${id}_${hash}/(vid)/${vid}/(close)/1`);
      },
    },
    () => clearInterval(timer),
  ];
}

/** Hears what the client tells nobody but the script in its frame. */
function hearWindow(
  inner: LhcFrame,
  { eventEmitter }: LhcAttributes,
  told: { fetched(what: Fetched): void; arrived(milliseconds: number): void; lost(question: string): void },
): void {
  let hears = false;
  new inner.PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) told.arrived(duration);
  }).observe({ type: 'resource', buffered: true });
  // That script comes when the window is opened, or a conversation goes on. This is told more than once.
  eventEmitter.addListener('widgetRendered', () => {
    // Without the button for a window of its own, which would do nothing (tame.ts).
    eventEmitter.emitEvent('sendChildEvent', [
      { cmd: 'attr_set', arg: { type: 'attr_set', attr: ['chat_ui', 'hide_popup'], data: true } },
    ]);
    if (hears) return;
    hears = true;
    inner.lhcHelperfunctions?.eventEmitter.addListener('chat.fetch_messages', told.fetched);
    // What begins a conversation it shows as sent, and forgets, where the server did not take it.
    inner.lhcAxios?.interceptors.response.use(undefined, (error) => {
      if (error.config?.url?.endsWith('submitonline')) told.lost(JSON.parse(error.config.data).fields.Question);
      throw error;
    });
  });
}
