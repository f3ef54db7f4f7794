import { cookie } from '../page/owner';
import type { Page } from '../scripts';
import { forgetStored, forgetVisitor, setCookie } from './forget';
import type { Provider } from './provider';

/** Whose the chat in this browser is. */
export type Claim = [
  /** Whether it is the page's user's still. */
  holds: () => boolean,
  /** Makes it nobody's. */
  giveUp: () => void,
  /** Forgets what may be forgotten where it does not hold: a visitor whom nobody has, else only what this tab kept. */
  leave: () => void,
  /** Whether a conversation with another desk goes on in another tab, which would be lost if the chat started here. */
  isElsewhere: () => boolean,
  /** Makes the visitor in this browser that of the page's desk; to be done before tawk.to starts. */
  takeDesk: () => void,
  /** Tells the other tabs whether a conversation goes on here. */
  tellTalk: (isTalking: unknown) => void,
];

/**
 * Makes the chat in this browser that of the page's user, and forgets whoever was there before.
 *
 * Desks with properties of their own have visitors of their own. Widgets of one property have the same one, whose
 * conversation with one desk is not to be seen at the other: it is forgotten, unless it goes on in another tab.
 *
 * Another iTop on the same host, or below the same domain, has marks of its own. Where it has the same property, and with
 * it the same visitor, a mark of that property tells whose that is: in secure mode by the hash of the e-mail, which both
 * iTops know; else each has its own key.
 *
 * It does not hold on a page that is older than the last change of users: that was still loading then, and its user is
 * gone. (iTop has no page kept in a browser's cache.)
 */
export function claim(
  [context, , , , recall, remember, owners]: Page,
  property: string,
  leaveDesk: Provider[10],
): Claim {
  const { user, embedUrl, mark, visitor } = context;
  const talks = `talks:${embedUrl}`;
  let hasTalked = false;
  /** Of the last page, where it was another one with the same visitor. */
  const otherDesk = (desk = recall('desk')): string | undefined =>
    desk !== embedUrl && desk?.startsWith(embedUrl.replace(/[^/]*$/, '')) ? desk : undefined;
  const ofProperty = `itop-tawk-${property}`;
  const who = visitor?.hash?.slice(0, 16) ?? user;
  const others = (): string[] => owners().filter((owner = user) => !owner.startsWith(user)) as string[];
  const write = (owner: string, since: number): void => {
    const value = `${owner}.${since}`;
    remember('user', value);
    setCookie(mark, value, 3e7);
  };
  const now = Date.now();
  const born = now - performance.now();
  const isOlder = others().some((owner) => {
    const since = +(owner.split('.')[1] as string);
    // Later than now is what a clock that was put back leaves.
    return born < since && since <= now;
  });
  if (!isOlder) {
    const last = cookie(ofProperty);
    if (others().length || (last ? last !== who : !owners().some(Boolean))) {
      forgetVisitor(context);
      remember(`unread:${user}`, '');
    }
    setCookie(ofProperty, who, 3e7);
    write(user, born);
    remember('ongoing', recall(`ongoing:${embedUrl}`) ?? '');
  }
  return [
    () => !others().length,
    () => write('', Date.now()),
    () => {
      const [other] = others();
      if (other?.startsWith('.')) forgetVisitor(context);
      else if (other) forgetStored('sessionStorage', context);
    },
    () => recall(`talks:${otherDesk()}`) === user,
    () => {
      const desk = otherDesk();
      if (desk) {
        remember(`ongoing:${desk}`, '');
        forgetVisitor(context);
      }
      if (recall('desk') !== embedUrl) leaveDesk();
      remember('desk', embedUrl);
    },
    (isTalking) => {
      // A tab that has gone has taken back what another one tells too.
      if (isTalking ? recall(talks) !== user : hasTalked) remember(talks, isTalking ? user : '');
      hasTalked = !!isTalking;
    },
  ];
}
