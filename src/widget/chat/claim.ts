import { cookie } from '../page/owner';
import type { Page } from '../scripts';
import { forgetStored, forgetVisitor, setCookie } from './forget';
import type { Provider } from './provider';

/** Whose the chat in this browser is. */
export type Claim = [
  /** Whether it still belongs to the page's user. */
  holds: () => boolean,
  /** Makes it belong to nobody. */
  giveUp: () => void,
  /**
   * Cleans up after the chat no longer belongs to the user: forgets a visitor that belongs to nobody, otherwise only
   * what this tab stored.
   */
  leave: () => void,
  /** Whether a conversation with another desk goes on in another tab; it would be lost if the chat started here. */
  isElsewhere: () => boolean,
  /** Prepares the visitor in this browser for the page's desk; call it before the provider's client starts. */
  takeDesk: () => void,
  /** Tells the other tabs whether a conversation goes on here. */
  tellTalk: (isTalking: unknown) => void,
];

/**
 * Makes the chat in this browser that of the page's user, and forgets an earlier user's.
 *
 * Desks with their own properties have their own visitors. Widgets of one property share the visitor, and the agents of
 * one desk must not see its conversation with another desk: it is forgotten, unless it goes on in another tab.
 *
 * Another iTop on the same host, or below the same domain, has its own marks. If it uses the same property, and so the
 * same visitor, a mark of that property tells whose visitor it is: in secure mode by the hash of the e-mail, which both
 * iTops know; otherwise each has its own key.
 *
 * A page that is older than the last change of users does not get the chat: it was still loading when its user left.
 * (iTop's pages are not in the browser's cache.)
 */
export function claim(
  [context, , , , recall, remember, owners]: Page,
  property: string,
  leaveDesk: Provider[10],
): Claim {
  const { user, embedUrl, mark, visitor } = context;
  const talks = `talks:${embedUrl}`;
  let hasTalked = false;
  /** The desk of the last page, if it was another one with the same visitor. */
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
    // A time in the future is left by a clock that was set back.
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
      // A tab that closed may have withdrawn what another tab says too.
      if (isTalking ? recall(talks) !== user : hasTalked) remember(talks, isTalking ? user : '');
      hasTalked = !!isTalking;
    },
  ];
}
