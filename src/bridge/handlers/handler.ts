import type { RecordedChat } from '../chats/chat-object';
import type { Delivered, Delivery } from '../delivery/delivery';
import type { Refusal } from '../delivery/optional-reads';
import type { TicketRef } from '../store/store';

/** What the bridge does with the events of one kind. Each finds what an earlier attempt has written. */
export interface EventKind {
  /**
   * Brings an event into iTop, or finds it there.
   * @throws BridgeError, ItopError
   */
  deliver(delivery: Delivery, payload: string): Promise<Delivered>;
  /**
   * Makes or completes the chat in iTop of an event that was delivered before; makes no ticket.
   * @param tickets that it was brought into
   * @returns why this iTop takes no chats; undefined where there was nothing to do
   */
  bringIn(delivery: Delivery, payload: string, tickets: TicketRef[]): Promise<RecordedChat | Refusal | undefined>;
  /** It only links chats to tickets, so it is brought in when these are there. */
  linksOnly?: boolean;
}
