import { BridgeError } from '../../base/errors';
import type { Note } from '../../store/notes';
import {
  type ChatDetails,
  type ChatMessage,
  type ChatRow,
  OPEN,
  readDetails,
  readList,
  readMessages,
  readWritten,
} from './answers';
import { OWN_NAME, SENDERS } from './own-words';
import { type Answer, Rest, type RestAccess } from './rest';

/** The conditions of a list, all of which must hold. Times are seconds since 1970, by the server's clock. */
export interface Which {
  /** Chats with a higher id. */
  after?: number;
  /** Chats that started later. */
  begunAfter?: number;
  /** Chats whose visitor wrote later. The message that started the chat does not count. */
  visitorWroteAfter?: number;
  isOpen?: boolean;
}

/** Chats per request, and how many of them the next request repeats. */
const CHATS_PER_PAGE = 500;
const OVERLAP = 20;

/** A list can change while its pages are read. If chats are deleted meanwhile, reading starts again, up to this often. */
const MAX_TRIES = 5;

/** The fields that the bridge does not need in a list: nine tenths of the bytes, and personal data. */
const NOT_NEEDED =
  `nick,email,phone,ip,hash,referrer,session_referrer,chat_variables,additional_data,remarks,uagent,user_typing,
  user_typing_txt,operator_typing,operator_typing_id,user_id,sender_user_id,user_status,support_informed,country_code,
  country_name,has_unread_messages,has_unread_op_messages,mail_send,lat,lon,city,wait_time,chat_duration,priority,
  online_user_id,lsync,transfer_if_na,transfer_timeout_ts,transfer_timeout_ac,transfer_uid,pnd_time,auto_responder_id,
  user_tz_identifier,na_cb_executed,nc_cb_executed,operation,operation_admin,screenshot_id,reinform_timeout,
  unread_messages_informed,unread_op_messages_informed,user_closed_ts,unanswered_chat,product_id,usaccept,
  status_sub_sub,status_sub_arg,tslasign,chat_locale,chat_locale_to,anonymized,invitation_id,device_type,gbot_id,theme_id,
  cls_us,iwh_id,frt,aart,mart,chat_initiator,updateIgnoreColumns`.replace(/\s+/g, '');

/** The last survey of each chat: the only sign that one was filled in after the chat was closed. */
const WITH_SURVEY = { include_survey: 'true' };

/** The chats of one server, or of one of its departments, as far as the REST key may read them. */
export class Server {
  readonly #rest: Rest;

  /** @param department read only its chats @param signal aborts running requests */
  constructor(
    access: RestAccess,
    private readonly department: number | undefined,
    private readonly signal: AbortSignal,
    timeout?: number,
  ) {
    this.#rest = new Rest(access, timeout);
  }

  /**
   * All chats that meet the conditions, and the server's time before it read them.
   * @param moved called after each request
   * @throws BridgeError SOURCE_…
   */
  async list(which: Which, moved: () => void = () => {}): Promise<{ rows: ChatRow[]; now: number }> {
    for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
      const found = new Map<number, ChatRow>();
      const { count, now, ...first } = await this.#page(which, 0);
      // the newest chats come first: a new one pushes others onto the next page, and they appear twice
      let page = first.rows;
      for (let offset = CHATS_PER_PAGE - OVERLAP; page.length === CHATS_PER_PAGE; offset += CHATS_PER_PAGE - OVERLAP) {
        for (const row of page) found.set(row.id, row);
        moved();
        page = (await this.#page(which, offset)).rows;
      }
      for (const row of page) found.set(row.id, row);
      moved();
      // if chats were deleted meanwhile, others may have moved to a page that was already read
      if (found.size < CHATS_PER_PAGE || (await this.#page(which, 0)).count >= count) {
        return { rows: [...found.values()], now };
      }
    }
    throw new BridgeError('SOURCE_HTTP', 'the list of chats changes faster than it can be read');
  }

  async #page(which: Which, offset: number) {
    const page = { limit: CHATS_PER_PAGE, ...(offset > 0 && { offset }), ignore_fields: NOT_NEEDED };
    const { content, now } = await this.#chats({ ...this.#filter(which), ...page });
    return { ...readList(content), now };
  }

  async #chats(parameters: Record<string, string | number>): Promise<Answer> {
    const ask = (more: object) => this.#rest.get('chats', { ...parameters, ...more }, this.signal);
    return ask(WITH_SURVEY).catch((error) => {
      // visitors decide how long their answers are: a rating may be missed, a chat may not
      if (error instanceof BridgeError && error.code === 'SOURCE_TOO_LONG') return ask({});
      throw error;
    });
  }

  #filter({ after, begunAfter, visitorWroteAfter, isOpen }: Which): Record<string, string | number> {
    return {
      ...(after !== undefined && { id_gt: after }),
      ...(begunAfter !== undefined && { time_gt: begunAfter }),
      ...(visitorWroteAfter !== undefined && { last_user_msg_time_gt: visitorWroteAfter }),
      ...(isOpen && { status_ids: OPEN.join(',') }),
      ...(this.department !== undefined && { departament_id: this.department }),
    };
  }

  /** One chat; undefined if it was deleted or is not in this department. @throws BridgeError SOURCE_… */
  async details({ id, time }: Pick<ChatRow, 'id' | 'time'>): Promise<ChatDetails | undefined> {
    // the API has no filter for one id: this asks for the chats that started in that second
    const which = {
      ...this.#filter({ after: id - 1, begunAfter: time - 1 }),
      time_lt: time + 1,
      limit: CHATS_PER_PAGE,
    };
    const { content } = await this.#chats({ ...which, prefill_fields: 'department_name' });
    return readDetails(content).find((each) => each.id === id);
  }

  /** The messages of a chat, in the order of writing. @param after only those with a higher id @throws BridgeError SOURCE_… */
  async messages(id: number, after = 0): Promise<ChatMessage[]> {
    const which = { chat_id: id, extract_media: 'true', ...(after > 0 && { last_message_id: after }) };
    const { content } = await this.#rest.get('fetchchatmessages', which, this.signal);
    return readMessages(content).sort((a, b) => a.id - b.id);
  }

  /**
   * Writes into a chat under the name of the bridge (see own-words.ts).
   * @returns the message's time by the server's clock, in seconds since 1970
   * @throws BridgeError as Rest.post: after SOURCE_REFUSED nothing was written
   */
  async say(id: number, to: Note['to'], text: string): Promise<number> {
    const words = { chat_id: id, msg: text, sender: SENDERS[to].sender, operator_name: OWN_NAME };
    const { content } = await this.#rest.post('addmsgadmin', words, this.signal);
    return readWritten(content);
  }
}
