import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import type { LhcAddress } from '../../../sandbox/livehelperchat/address';

/** A chat, as the REST API of Live Helper Chat returns it. */
export interface LhcChat {
  id: number;
  nick: string;
  email: string;
  /** 0: waiting, 1: with an agent, 2: closed. */
  status: number;
  hash: string;
  /** JSON: the page's data about the visitor that agents do not see. */
  chat_variables: string;
  /** JSON: what agents see next to the chat. */
  additional_data: string;
  /** 9: the visitor ended the chat, and the server may ask for an opinion. */
  status_sub: number;
}

/** A server, the real one or the stand-in, with its agent. */
export class LhcServer {
  #since = 0;

  constructor(readonly address: LhcAddress) {}

  get embedUrl(): string {
    return `${this.address.url}${this.address.department ?? 0}`;
  }

  async rest<Answer>(path: string, form?: Record<string, string>): Promise<Answer> {
    const { url, user, key } = this.address;
    const response = await fetch(`${url}index.php/restapi/${path}`, {
      headers: { authorization: `Basic ${btoa(`${user}:${key}`)}` },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    return (await response.json()) as Answer;
  }

  /** The chats since the start of the test, the newest first. */
  async chats(): Promise<LhcChat[]> {
    const { list } = await this.rest<{ list: Record<string, LhcChat> | LhcChat[] }>('chats?limit=100');
    return Object.values(list)
      .filter(({ id }) => +id > this.#since)
      .sort((a, b) => b.id - a.id);
  }

  /** All messages of a chat. */
  async messages({ id }: LhcChat): Promise<string[]> {
    const { result } = await this.rest<{ result: { messages: { msg: string }[] } }>(
      `fetchchatmessages?chat_id=${id}&last_message_id=0`,
    );
    return result.messages.map(({ msg }) => msg);
  }

  /** The newest chat, once there is one. */
  async chat(): Promise<LhcChat> {
    for (;;) {
      const [chat] = await this.chats();
      if (chat) return chat;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async say({ id, status }: LhcChat, msg: string): Promise<void> {
    if (+status === 0) await this.rest('setchatstatus', { chat_id: `${id}`, status: '1' });
    await this.rest('addmsgadmin', { chat_id: `${id}`, sender: '', msg });
  }

  /** Closes a chat that an agent has accepted. The real server can lose that while the visitor's page sends something. */
  async close({ id }: LhcChat): Promise<void> {
    const isClosed = async () => (await this.chats()).some((chat) => chat.id === id && +chat.status === 2);
    do await this.rest('setchatstatus', { chat_id: `${id}`, status: '2' });
    while (!(await isClosed()));
  }

  async setOnline(isOnline: boolean): Promise<void> {
    const command = isOnline ? this.address.online : this.address.offline;
    if (command) await promisify(exec)(command);
    else await this.rest(`setoperatorstatus?username=${this.address.user}&status=${isOnline}`);
  }

  /** Starts a test: an agent is online, and earlier chats do not count. */
  async reset(): Promise<void> {
    this.#since = 0;
    const [last] = await this.chats();
    this.#since = last ? +last.id : 0;
    await this.setOnline(true);
  }
}
