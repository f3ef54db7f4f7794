import { escapeHtml } from '../http';
import type { ItopModel } from './model';
import { factList, state } from './requests';

/** A chat as the console's pages show it. */
export interface Chat {
  id: string;
  desk?: string;
  status: string;
  started_at?: string;
  first_answer_at?: string;
  ended_at?: string;
  erased_at?: string;
  agents?: string;
  message_count?: number;
  visitor_name?: string;
  visitor_email?: string;
  page?: string;
  /** HTML, not sanitized: the code that writes it into iTop has to do that. */
  transcript?: string;
  caller?: string;
  /** The references of its tickets, by their ids. */
  tickets: [id: string, ref: string][];
}

/** All chats, the newest first. */
export function chatsOf(model: ItopModel): Chat[] {
  const links = model.all('lnkTawkChatToTicket');
  const requests = model.all('UserRequest');
  const persons = model.all('Person');
  return model
    .all('TawkChat')
    .map((chat) => {
      const caller = persons.find(({ id }) => id === chat.caller_id);
      const own = links.filter(({ tawkchat_id }) => tawkchat_id === chat.id).map(({ ticket_id }) => ticket_id);
      return {
        ...(chat as unknown as Chat),
        caller: caller === undefined ? '' : `${caller.first_name} ${caller.name}`,
        tickets: requests
          .filter(({ id }) => own.includes(id))
          .map(({ id, ref }): [string, string] => [String(id), String(ref)]),
      };
    })
    .reverse();
}

/** A list of links to chats, by the address of each. */
export function chatList(chats: Chat[], address: (id: string) => string): string {
  const items = chats.map((chat) => {
    const who = chat.caller || chat.visitor_name || 'somebody';
    const text = `${chat.started_at}, ${who}`;
    return `<li>${state(chat.status)}<a href="${address(chat.id)}">${escapeHtml(text)}</a></li>`;
  });
  return items.length === 0 ? '<p class="none">No chat</p>' : `<ul class="rows">${items.join('')}</ul>`;
}

/** A chat as agents see it in the console. */
export function chatInConsole(chat: Chat, ticketAddress: (id: string) => string): string {
  const facts = {
    Status: chat.status,
    Desk: chat.desk,
    Begin: chat.started_at,
    'First answer': chat.first_answer_at,
    End: chat.ended_at,
    Caller: chat.caller,
    Visitor: [chat.visitor_name, chat.visitor_email].filter(Boolean).join(', '),
    Agents: chat.agents,
    Messages: String(chat.message_count ?? ''),
    Page: chat.page,
    Erased: chat.erased_at,
  };
  const tickets = chat.tickets.map(([id, ref]) => `<li><a href="${ticketAddress(id)}">${escapeHtml(ref)}</a></li>`);
  const transcript = chat.transcript || '<p class="none">It comes when the chat has ended.</p>';
  return `<div class="card"><h2 class="chat-title">Chat of ${escapeHtml(chat.caller || chat.visitor_name || 'somebody')}</h2>
<div class="columns"><section class="log" aria-label="Transcript"><h3>Transcript</h3>${transcript}</section>
<div>${factList(facts)}<section class="log" aria-label="Tickets"><h3>Tickets</h3>
${tickets.length === 0 ? '<p class="none">None</p>' : `<ul>${tickets.join('')}</ul>`}</section></div></div></div>`;
}
