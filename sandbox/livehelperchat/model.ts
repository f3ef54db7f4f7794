import type { Writing } from './addmsgadmin';

/** A message of a chat. `user_id`: 0 the visitor, above 0 an operator, -1 system, -2 a bot. */
export interface Message {
  id: number;
  chat_id: number;
  user_id: number;
  name_support: string;
  msg: string;
  meta_msg: string;
  /** Seconds since 1970, like all times here. */
  time: number;
  del_st: number;
  /** Further files of the message, as `extract_media` returns them; those that the text names come from `files`. */
  media: { url: string; upload_name: string; type: string }[];
}

/** A file that somebody has uploaded. */
export interface StoredFile {
  id: number;
  /** 0: it belongs to no chat. */
  chat_id: number;
  /** 0: the visitor. */
  user_id: number;
  upload_name: string;
  type: string;
  extension: string;
  size: number;
  /** Part of the file's tag in a message. */
  security_hash: string;
  content: Buffer;
}

/** What a visitor has filled in; `max_stars_1` is 0 if that was left out. */
export interface Survey {
  id: number;
  survey_id: number;
  chat_id: number;
  status: number;
  ftime: number;
  [answer: `max_stars_${number}` | `question_options_${number}`]: number;
  [answer: `question_plain_${number}`]: string;
}

/**
 * The fields of a chat that are used. `status`: 0 pending, 1 active, 2 closed, 4 between operators, 5 with a bot.
 * `status_sub`: 3 or 9 the visitor has left for good.
 */
export interface Chat {
  id: number;
  nick: string;
  email: string;
  status: number;
  status_sub: number;
  time: number;
  user_id: number;
  dep_id: number;
  referrer: string;
  chat_variables: string;
  chat_initiator: number;
  last_msg_id: number;
  last_user_msg_time: number;
  last_op_msg_time: number;
  cls_time: number;
  /** The thumb: 0 none, 1 up, 2 down. */
  fbst: number;
}

/** What belongs to a message besides its text. */
export interface Saying {
  name?: string;
  isWhisper?: boolean;
  media?: Message['media'];
}

/** The data of a Live Helper Chat server. Ids rise and are never reused, until a new installation. */
export class LivehelperchatModel {
  readonly chats = new Map<number, Chat>();
  messages: Message[] = [];
  readonly files = new Map<number, StoredFile>();
  readonly surveys: Survey[] = [];
  readonly departments = new Map([[1, 'Service desk']]);
  /** How far the server's clock is ahead, in seconds. */
  clock = 0;
  #chatId = 0;
  #messageId = 0;

  /** Seconds since 1970, by the server's clock. */
  now(): number {
    return Math.floor(Date.now() / 1000) + this.clock;
  }

  /** A visitor starts a chat with a message. @param variables what the page sends, such as `itop_token` */
  begin(question: string, given: Partial<Chat> = {}, variables: Record<string, unknown> = {}): Chat {
    const chat: Chat = {
      id: ++this.#chatId,
      nick: 'Visitor',
      email: '',
      status: 0,
      status_sub: 0,
      time: this.now(),
      user_id: 0,
      dep_id: 1,
      referrer: '',
      chat_variables: Object.keys(variables).length === 0 ? '' : JSON.stringify(variables),
      chat_initiator: 0,
      last_msg_id: 0,
      last_user_msg_time: 0,
      last_op_msg_time: 0,
      cls_time: 0,
      fbst: 0,
      ...given,
    };
    this.chats.set(chat.id, chat);
    if (question !== '') {
      this.#write(chat, 0, question, {});
    }
    return chat;
  }

  visitorSays(chat: Chat, text: string, saying: Saying = {}): Message {
    chat.last_user_msg_time = this.now();
    return this.#write(chat, 0, text, saying);
  }

  /** The operator also accepts the chat if it is pending; a whisper changes nothing but the last message. */
  operatorSays(chat: Chat, text: string, saying: Saying = {}): Message {
    if (!saying.isWhisper) {
      if (chat.status === 0) Object.assign(chat, { status: 1, user_id: 2 });
      chat.last_op_msg_time = this.now();
    }
    return this.#write(chat, 2, text, { name: 'Agnes Agent', ...saying });
  }

  systemSays(chat: Chat, text: string): Message {
    return this.#write(chat, -1, text, {});
  }

  botSays(chat: Chat, text: string): Message {
    return this.#write(chat, -2, text, { name: 'Bot' });
  }

  /**
   * What `addmsgadmin` writes. Like the real server, it takes also words of a bot or the system for the time of an
   * operator's last message, and writes into a closed chat.
   */
  adminWrites(chat: Chat, { user_id, msg, name_support: name, isWhisper }: Writing): Message {
    if (!isWhisper) chat.last_op_msg_time = this.now();
    if (!isWhisper && user_id > 0 && chat.status === 0) Object.assign(chat, { status: 1, user_id });
    return this.#write(chat, user_id, msg, { name, isWhisper });
  }

  /** Stores a file of a chat, without a message. The server counts its bytes itself. */
  store(chat: Chat, upload_name: string, content: Buffer | string, given: Partial<StoredFile> = {}): StoredFile {
    const bytes = Buffer.from(content);
    const id = this.files.size + 1;
    const extension = upload_name.split('.').at(-1)?.toLowerCase() ?? '';
    const own = { id, chat_id: chat.id, user_id: 0, upload_name, type: 'application/octet-stream', extension };
    const file = { ...own, size: bytes.length, security_hash: `${id}a`.padStart(32, '0'), content: bytes, ...given };
    this.files.set(id, file);
    return file;
  }

  visitorSends(chat: Chat, name: string, content: Buffer | string): StoredFile {
    const file = this.store(chat, name, content);
    this.visitorSays(chat, tagOf(file));
    return file;
  }

  operatorSends(chat: Chat, name: string, content: Buffer | string, saying: Saying = {}): StoredFile {
    const file = this.store(chat, name, content, { user_id: 2 });
    this.operatorSays(chat, tagOf(file), saying);
    return file;
  }

  /** The visitor fills in the survey, often after the chat was closed: nothing in the chat changes. */
  fillIn(chat: Chat, answers: Partial<Survey>): void {
    const id = this.surveys.length + 1;
    this.surveys.push({ id, survey_id: 1, chat_id: chat.id, status: 0, ftime: this.now(), ...answers });
  }

  close(chat: Chat): void {
    this.systemSays(chat, 'Agnes Agent has closed the chat!');
    Object.assign(chat, { status: 2, cls_time: this.now() });
  }

  /** The visitor ends the chat, or withdraws the consent: the chat stays open. @param sub 3 or 9 */
  leave(chat: Chat, sub: number): void {
    this.systemSays(chat, 'Visitor has closed the chat explicitly!');
    chat.status_sub = sub;
  }

  reopen(chat: Chat): void {
    chat.status = 1;
  }

  delete(chat: Chat): void {
    this.chats.delete(chat.id);
    this.messages = this.messages.filter(({ chat_id }) => chat_id !== chat.id);
  }

  /** Like a new installation: ids start at 1 again. */
  installAnew(): void {
    this.chats.clear();
    this.messages = [];
    this.files.clear();
    this.surveys.length = 0;
    this.#chatId = this.#messageId = 0;
  }

  #write(chat: Chat, user_id: number, msg: string, { name = '', isWhisper, media = [] }: Saying): Message {
    const message: Message = {
      id: ++this.#messageId,
      chat_id: chat.id,
      user_id,
      name_support: name,
      msg,
      meta_msg: isWhisper ? JSON.stringify({ content: { whisper: true } }) : '',
      time: this.now(),
      del_st: 1,
      media,
    };
    this.messages.push(message);
    chat.last_msg_id = message.id;
    return message;
  }
}

/** What stands in a message for a file. */
export const tagOf = ({ id, security_hash }: StoredFile): string => `[file=${id}_${security_hash}]`;
