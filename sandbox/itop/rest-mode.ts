import type { Behaviour, ItopRestStandIn, RestRequest } from './rest';

/** What a person at the sandbox can do to iTop's REST API, by the words on the pages, and the visible effect. */
const MODES: Record<string, { behave: (request: RestRequest) => Behaviour; effect: string }> = {
  works: {
    behave: () => ({}),
    effect: 'tickets and chats are in iTop a moment after the agent or the visitor did something.',
  },
  'is slow': {
    behave: () => ({ before: 2000 }),
    effect: 'each call takes two seconds. All arrives, later, and nothing twice.',
  },
  'is down': {
    behave: () => ({ trouble: 'refuse' }),
    effect:
      'no connection. The bridge takes what tawk.to tells it all the same, keeps it, and asks again until iTop is back.',
  },
  'is in maintenance': {
    behave: () => ({ trouble: 'maintenance' }),
    effect: 'iTop answers 503, as during its setup. All waits in the bridge until that is over.',
  },
  'dies after writing': {
    behave: ({ operation }) => (operation === 'core/get' ? {} : { trouble: 'die' }),
    effect:
      'iTop writes, and the connection ends before it has answered. The bridge looks before it writes again: still one ticket.',
  },
};

export const REST_MODES = Object.keys(MODES);

/** The visible effect of a mode: a sentence that continues "iTop <mode>:". */
export function restEffect(mode: string): string {
  return MODES[mode]?.effect ?? '';
}

/** The chosen mode, and the behaviour of iTop in it. */
export class RestMode {
  chosen = 'works';
  /** A call has failed because of a mode. */
  hasFailed = false;

  constructor(private readonly rest: ItopRestStandIn) {}

  /** @throws Error for a word that is not in `REST_MODES` */
  choose(mode: string): void {
    const chosen = MODES[mode];
    if (!chosen) throw new Error(`Expected one of ${REST_MODES.join(', ')}, got "${mode}"`);
    this.chosen = mode;
    this.rest.behave = (request) => {
      const behaviour = chosen.behave(request);
      this.hasFailed ||= behaviour.trouble !== undefined;
      return behaviour;
    };
  }
}
