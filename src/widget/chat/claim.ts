import type { Page } from '../scripts';
import { forgetStored, forgetVisitor, setCookie } from './forget';

/** Whose the chat in this browser is. */
export type Claim = [
  /** Whether it is the page's user's still. */
  holds: () => boolean,
  /** Makes it nobody's. */
  giveUp: () => void,
  /** Forgets what may be forgotten where it does not hold: a visitor whom nobody has, else only what this tab kept. */
  leave: () => void,
];

/**
 * Makes the chat in this browser that of the page's user and desk, and forgets whoever was there before.
 *
 * Desks with properties of their own have visitors of their own. Widgets of one property have the same one, whose
 * conversation with one desk is not to be seen at the other: it is forgotten.
 *
 * It does not hold on a page that is older than the last change of users: that was still loading then, and its user is
 * gone. (iTop has no page kept in a browser's cache.)
 */
export function claim([{ user, embedUrl }, , , , recall, remember, owners]: Page): Claim {
  const others = (): string[] => owners().filter((owner = user) => !owner.startsWith(user)) as string[];
  const write = (owner: string, since: number): void => {
    const value = `${owner}.${since}`;
    remember('user', value);
    setCookie('itop-tawk', value, 3e7);
  };
  const now = Date.now();
  const born = now - performance.now();
  const isOlder = others().some((owner) => {
    const since = +(owner.split('.')[1] as string);
    // Later than now is what a clock that was put back leaves.
    return born < since && since <= now;
  });
  if (!isOlder) {
    const desk = recall('desk') ?? embedUrl;
    const isOther = desk !== embedUrl && desk.startsWith(embedUrl.replace(/[^/]*$/, ''));
    if (isOther) remember(`ongoing:${desk}`, '');
    // Of a new visitor's first request; the next desk's is another one.
    if (desk !== embedUrl) setCookie('twk_idm_key');
    if (isOther || others().length || !owners().some(Boolean)) forgetVisitor();
    write(user, born);
    remember('desk', embedUrl);
    remember('ongoing', recall(`ongoing:${embedUrl}`) ?? '');
  }
  return [
    () => !others().length,
    () => write('', Date.now()),
    () => {
      const [other] = others();
      if (other?.startsWith('.')) forgetVisitor();
      else if (other) forgetStored('sessionStorage');
    },
  ];
}
