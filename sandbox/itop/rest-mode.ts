import type { Behaviour, ItopRestStandIn, RestRequest } from './rest';

/** What somebody at the sandbox can do to iTop's REST, by the words that the pages show. */
const MODES: Record<string, (request: RestRequest) => Behaviour> = {
  works: () => ({}),
  'is slow': () => ({ before: 2000 }),
  'is down': () => ({ trouble: 'refuse' }),
  'is in maintenance': () => ({ trouble: 'maintenance' }),
  'dies after writing': ({ operation }) => (operation === 'core/get' ? {} : { trouble: 'die' }),
};

export const REST_MODES = Object.keys(MODES);

/** The mode that somebody chose, and the iTop that obeys it. */
export class RestMode {
  chosen = 'works';

  constructor(private readonly rest: ItopRestStandIn) {}

  /** @throws Error for a word that is none of `REST_MODES` */
  choose(mode: string): void {
    const behave = MODES[mode];
    if (!behave) throw new Error(`Expected one of ${REST_MODES.join(', ')}, got "${mode}"`);
    this.chosen = mode;
    this.rest.behave = behave;
  }
}
