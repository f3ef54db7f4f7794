import { AGENT_WROTE, type Client } from '../chat/client';
import { On } from '../chat/core';
import type { Provider } from '../chat/provider';
import { tellAgents } from './agent';
import type { Fetched, LhcAttributes, LhcFrame } from './lhc';
import { windowOf } from './screen';

/** How often to ask whether an agent is online, while none is: the client does not ask again. Milliseconds. */
const ASK_EVERY_MS = 60_000;

/** The callbacks of the driver. */
interface Told {
  tell: Parameters<Provider[3]>[1];
  /** The user has opened the window (true), or it was closed (false). */
  asked(isAsked: boolean): void;
  /** A conversation has begun. */
  begun(): void;
  /** The message that should start a conversation did not reach the server. */
  lost(question: string): void;
}

/**
 * The calls of a client that has loaded its server's settings.
 *
 * @param base address of the server's pages
 * @param facts attributes of the visitor, for the agent
 * @returns the calls, and a function that ends the requests to the server
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
  /** The id of a conversation that is over. It stays in the window until the user closes the window. */
  let over: string | null = null;
  let hasBegun = false;
  const isTalking = (): boolean => !!session.id && session.id !== over;
  const [calls, tellWaiting] = tellAgents(base, attributes);
  if (Object.keys(facts).length) calls.setAttributes(facts, () => {});

  hearWindow((windowOf(prefix) as HTMLIFrameElement).contentWindow as LhcFrame, attributes, {
    fetched({ otm, f_msg_id }) {
      // The first answer on a page contains the earlier messages too.
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

/** Listens to events that only the script in the client's frame gets. */
function hearWindow(
  inner: LhcFrame,
  { eventEmitter }: LhcAttributes,
  told: { fetched(what: Fetched): void; arrived(milliseconds: number): void; lost(question: string): void },
): void {
  let hears = false;
  new inner.PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) told.arrived(duration);
  }).observe({ type: 'resource', buffered: true });
  // That script loads when the window opens or a conversation continues. The event can come more than once.
  eventEmitter.addListener('widgetRendered', () => {
    // Hides the button for a separate window, which would do nothing (tame.ts).
    eventEmitter.emitEvent('sendChildEvent', [
      { cmd: 'attr_set', arg: { type: 'attr_set', attr: ['chat_ui', 'hide_popup'], data: true } },
    ]);
    if (hears) return;
    hears = true;
    inner.lhcHelperfunctions?.eventEmitter.addListener('chat.fetch_messages', told.fetched);
    // If the server does not get the first message, the client shows it as sent all the same, and loses it.
    inner.lhcAxios?.interceptors.response.use(undefined, (error) => {
      if (error.config?.url?.endsWith('submitonline')) told.lost(JSON.parse(error.config.data).fields.Question);
      throw error;
    });
  });
}
