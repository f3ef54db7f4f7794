import type { Viewed } from '../../contract/panel-answer';
import type { Client } from '../chat/client';
import { every, objectOnPage } from './dom';
import { tellAgent } from './tell';

const LOOK_EVERY_MS = 1000;
/** The name in the tab's storage: whose visit it is, and which objects were reported during it. */
const NAME = 'itop-tawk:viewed';

/**
 * Tells the agent which object of iTop the user looks at during a conversation: each object once per visit, which lasts
 * as long as the tab.
 *
 * @param find asks for title and address of an object
 */
export function watchViewed(
  user: string,
  api: () => Client | undefined,
  find: (id: string) => Promise<{ viewed: Viewed | null }>,
  ended: AbortSignal,
): void {
  const told = (): string => {
    const all: string = sessionStorage[NAME] ?? '';
    return all.startsWith(user) ? all : user;
  };
  let asked = '';
  const look = (): void => {
    const now = api();
    if (!now?.isVisitorEngaged?.() && !now?.isChatOngoing?.()) return;
    const id = objectOnPage();
    if (!id || id === asked || told().split(' ').includes(id)) return;
    asked = id;
    find(id).then(
      ({ viewed }) => {
        sessionStorage[NAME] = `${told()} ${id}`;
        if (viewed) tellAgent((client, heard) => client.addEvent?.('looks-at', { ...viewed }, heard), api, ended);
      },
      // The next page asks again.
      () => {},
    );
  };
  every(LOOK_EVERY_MS, look, ended);
  look();
}
