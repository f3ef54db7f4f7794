import type { AgentView, EmbedBehaviour } from '../tawk';
import type { Visitor } from '../visitors';
import type { SentWebhook } from '../webhook-sender';

const BEHAVIOURS: EmbedBehaviour[] = [
  { mode: 'works' },
  { mode: 'slow', milliseconds: 5000 },
  { mode: 'heavy' },
  { mode: 'broken' },
  { mode: 'syntax error' },
  { mode: 'not found' },
  { mode: 'silent' },
  { mode: 'absent' },
];

const main = document.querySelector('main') as HTMLElement;
const webhookList = document.querySelector('#webhooks') as HTMLElement;
const select = document.querySelector('#embed') as HTMLSelectElement;
const chats = new Map<string, { article: HTMLElement; show(visitor: Visitor): void }>();

select.append(...BEHAVIOURS.map(({ mode }) => new Option(mode)));
select.addEventListener('change', () => post('/agent/embed', BEHAVIOURS[select.selectedIndex]));

new EventSource('/agent/live').onmessage = ({ data }) => {
  const { visitors, embed, webhooks } = JSON.parse(data) as AgentView;
  select.value = embed.mode;
  webhookList.replaceChildren(...webhooks.map(webhookItem).reverse());
  for (const visitor of visitors) {
    let chat = chats.get(visitor.uuid);
    if (!chat) {
      chat = addChat(visitor.uuid);
      chats.set(visitor.uuid, chat);
      main.prepend(chat.article);
    }
    chat.show(visitor);
  }
};

/** One visitor's chat; what is being typed stays while the rest changes. */
function addChat(uuid: string): { article: HTMLElement; show(visitor: Visitor): void } {
  const article = document.createElement('article');
  const about = document.createElement('div');
  const answer = lineForm('Answer', 'Send', (text) => post('/agent/reply', { uuid, text }));
  const ticket = lineForm("Ticket's subject", 'Make a ticket', (subject) => post('/agent/ticket', { uuid, subject }));
  const end = Object.assign(document.createElement('button'), { textContent: 'End chat' });
  end.addEventListener('click', () => post('/agent/end', { uuid }));
  article.append(about, answer, ticket, end);
  return {
    article,
    show(visitor) {
      end.disabled = !visitor.ongoing;
      about.replaceChildren(
        element('h2', visitor.name, 'name'),
        element('span', visitor.email ?? 'no e-mail', 'email'),
        element('span', visitor.verified ? ' ✔ verified' : ' not verified', visitor.verified ? 'verified' : ''),
        element('span', visitor.online ? ' · here' : ' · left'),
        element(
          'div',
          Object.entries(visitor.attributes)
            .map((pair) => pair.join(': '))
            .join(', '),
          'attributes',
        ),
        ...visitor.messages.map(({ from, text }) => element('div', text, from)),
      );
    },
  };
}

/** A line to write, and a button. */
function lineForm(placeholder: string, button: string, send: (text: string) => void): HTMLFormElement {
  const form = document.createElement('form');
  const input = Object.assign(document.createElement('input'), { placeholder, required: true });
  input.setAttribute('aria-label', placeholder);
  form.append(input, Object.assign(document.createElement('button'), { textContent: button }));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(input.value);
    input.value = '';
  });
  return form;
}

function webhookItem({ event, attempts, status }: SentWebhook): HTMLElement {
  if (status === undefined) return element('li', `${event}: on its way`);
  const isTaken = status >= 200 && status < 300;
  const answer = status === 0 ? 'no answer' : `answered ${status}`;
  return element('li', `${event}: ${answer}, attempt ${attempts}${isTaken ? '' : ', to be retried'}`);
}

function element(tag: string, text: string, className = ''): HTMLElement {
  return Object.assign(document.createElement(tag), { textContent: text, className });
}

function post(path: string, body: unknown): void {
  fetch(path, { method: 'POST', body: JSON.stringify(body) });
}
