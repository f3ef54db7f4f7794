import type { EmbedBehaviour } from '../tawk';
import type { Visitor } from '../visitors';

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
const select = document.querySelector('#embed') as HTMLSelectElement;
const chats = new Map<string, { article: HTMLElement; show(visitor: Visitor): void }>();

select.append(...BEHAVIOURS.map(({ mode }) => new Option(mode)));
select.addEventListener('change', () => post('/agent/embed', BEHAVIOURS[select.selectedIndex]));

new EventSource('/agent/live').onmessage = ({ data }) => {
  const { visitors, embed } = JSON.parse(data) as { visitors: Visitor[]; embed: EmbedBehaviour };
  select.value = embed.mode;
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
  const form = document.createElement('form');
  const input = Object.assign(document.createElement('input'), { placeholder: 'Answer', required: true });
  form.append(input, Object.assign(document.createElement('button'), { textContent: 'Send' }));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    post('/agent/reply', { uuid, text: input.value });
    input.value = '';
  });
  article.append(about, form);
  return {
    article,
    show(visitor) {
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

function element(tag: string, text: string, className = ''): HTMLElement {
  return Object.assign(document.createElement(tag), { textContent: text, className });
}

function post(path: string, body: unknown): void {
  fetch(path, { method: 'POST', body: JSON.stringify(body) });
}
