import type { ShownVisitor } from '../tawk';
import { box, element, post } from './dom';

/** One visitor's chat on the agents' page. */
export interface ShownChat {
  /** The conversation, and the agent's actions. */
  article: HTMLElement;
  /** Its entry in the list. */
  entry: HTMLElement;
  show(visitor: ShownVisitor): void;
}

/** Text that is being typed stays while the rest changes. */
export function addChat(uuid: string): ShownChat {
  const article = Object.assign(document.createElement('article'), { id: `chat-${uuid}` });
  const about = document.createElement('div');
  const entry = document.createElement('li');
  const said = element('p', '', 'said');
  const answer = lineForm('Answer', 'Send', (text) => post('/agent/reply', { uuid, text }));
  const ticket = lineForm("Ticket's subject", 'Make a ticket', (subject) => {
    post('/agent/ticket', { uuid, subject });
    said.textContent = `Ticket made: ${subject}`;
  });
  const ended = element(
    'p',
    'This chat has ended: its transcript is on its way to iTop. An answer begins a new one.',
    'hint',
  );
  answer.button.className = 'main';
  const end = Object.assign(document.createElement('button'), { textContent: 'End chat', type: 'button' });
  end.addEventListener('click', () => post('/agent/end', { uuid }));
  article.append(about, box('div', 'acts', ended, answer.form, ticket.form, said, end));
  return {
    article,
    entry,
    show(visitor) {
      end.disabled = !visitor.ongoing;
      ended.hidden = visitor.ongoing || visitor.messages.length === 0;
      about.replaceChildren(who(visitor), facts(visitor), messages(visitor));
      entry.replaceChildren(inList(visitor, article.id));
      ticket.suggest(visitor.messages.find(({ from }) => from === 'visitor')?.text);
    },
  };
}

function who({ name, email, verified, online }: ShownVisitor): HTMLElement {
  const line = box(
    'p',
    '',
    element('span', email ?? 'no e-mail', 'email'),
    element('span', verified ? ' ✔ verified' : ' not verified', verified ? 'verified' : ''),
    element('span', online ? ' · here' : ' · left'),
  );
  return box('div', 'who', avatar(name), element('h2', name, 'name'), line);
}

function facts({ attributes, events }: ShownVisitor): HTMLElement {
  return box(
    'ul',
    'facts',
    ...pairs(attributes).map((pair) => element('li', pair)),
    ...events.map(({ name, metadata }) => element('li', `${name} ${pairs(metadata).join(', ')}`, 'event')),
  );
}

function messages({ messages }: ShownVisitor): HTMLElement {
  return box('div', 'messages', ...messages.map(({ from, text }) => element('div', text, from)));
}

function inList({ name, messages, ongoing }: ShownVisitor, id: string): HTMLElement {
  const last = messages.at(-1);
  const link = document.createElement('a');
  link.href = `#${id}`;
  const words = last ? `${last.from === 'agent' ? 'You: ' : ''}${last.text}` : 'is on a page of iTop';
  link.append(avatar(name), element('b', name), element('small', words));
  if (ongoing && last?.from === 'visitor') link.append(element('span', 'waits', 'waits'));
  return link;
}

function avatar(name: string): HTMLElement {
  const [first = '', second = ''] = name.split(/\s+/);
  const letters = element('span', ([...first][0] ?? '') + ([...second][0] ?? ''), 'avatar');
  letters.setAttribute('aria-hidden', 'true');
  return letters;
}

function pairs(facts: unknown): string[] {
  return Object.entries(facts ?? {}).map((pair) => pair.join(': '));
}

/** A text field and a button. `suggest` fills in a text as long as nobody has typed. */
function lineForm(placeholder: string, name: string, send: (text: string) => void) {
  const form = document.createElement('form');
  const input = Object.assign(document.createElement('input'), { placeholder, required: true });
  const button = Object.assign(document.createElement('button'), { textContent: name });
  let isTouched = false;
  input.setAttribute('aria-label', placeholder);
  input.addEventListener('input', () => {
    isTouched = true;
  });
  form.append(input, button);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(input.value);
    input.value = '';
    isTouched = true;
  });
  const suggest = (text = '') => {
    if (!isTouched) input.value = text.slice(0, 80);
  };
  return { form, button, suggest };
}
