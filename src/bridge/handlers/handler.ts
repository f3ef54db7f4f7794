import type { RecordedChat } from '../chats/chat-object';
import type { Delivered, Delivery } from '../delivery/delivery';
import type { Refusal } from '../delivery/optional-reads';
import type { TicketRef } from '../store/store';

/** What the bridge does with the events of one kind. Each handler finds what an earlier attempt has written. */
export interface EventKind {
  /** Writes an event into iTop, or finds it there. @throws BridgeError, ItopError */
  deliver(delivery: Delivery, payload: string): Promise<Delivered>;
  /**
   * Creates or completes the chat in iTop for an event that was delivered before; creates no ticket.
   * @param tickets that the event was delivered into
   * @returns why this iTop takes no chats; undefined where there was nothing to do
   */
  bringIn(delivery: Delivery, payload: string, tickets: TicketRef[]): Promise<RecordedChat | Refusal | undefined>;
  /** The event only links chats to tickets, so it comes after the events that create these. */
  linksOnly?: boolean;
}
