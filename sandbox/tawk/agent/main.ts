import { PARTS, type Part } from '../parts';
import type { AgentView, DeskState, ShownVisitor } from '../tawk';
import type { SentWebhook } from '../webhook-sender';

const STATUSES: DeskState['status'][] = ['online', 'away', 'offline'];
const NOTHING = 'nothing';
const FAULTS = ['not found', 'server error', 'absent', 'hang', 'broken', 'comes after 5 s'];
const SESSION_FAULTS = [...FAULTS, 'refused'];
const SOCKET_FAULTS = ['refused', 'hang', 'silent', 'comes after 5 s'];

const main = document.querySelector('main') as HTMLElement;
const webhookList = document.querySelector('#webhooks') as HTMLElement;
const controls = {
  status: document.querySelector('#status') as HTMLSelectElement,
  hidden: document.querySelector('#hidden') as HTMLInputElement,
  part: document.querySelector('#part') as HTMLSelectElement,
  fault: document.querySelector('#fault') as HTMLSelectElement,
};
let settings: DeskState['settings'];
const chats = new Map<string, { article: HTMLElement; show(visitor: ShownVisitor): void }>();

fill(controls.status, STATUSES);
fill(controls.part, [NOTHING, ...PARTS]);
for (const control of Object.values(controls)) control.addEventListener('change', setDesk);

new EventSource('/agent/live').onmessage = ({ data }) => {
  const { visitors, webhooks, ...desk } = JSON.parse(data) as AgentView;
  showDesk(desk);
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

function showDesk({ status, faults, ...desk }: DeskState): void {
  settings = desk.settings;
  controls.status.value = status;
  controls.hidden.checked = !settings.showWhenOffline;
  const [part = NOTHING, fault] = Object.entries(faults)[0] ?? [];
  controls.part.value = part;
  fill(controls.fault, part === 'socket' ? SOCKET_FAULTS : part === 'session' ? SESSION_FAULTS : FAULTS);
  controls.fault.disabled = part === NOTHING;
  controls.fault.value = typeof fault === 'object' ? 'comes after 5 s' : (fault ?? '');
}

function setDesk({ target }: Event): void {
  const part = controls.part.value as Part | typeof NOTHING;
  // Another part begins with a fault that every part of its kind can have.
  const chosen = target === controls.part ? (part === 'socket' ? 'refused' : 'absent') : controls.fault.value;
  const fault = chosen === 'comes after 5 s' ? { delay: 5000 } : chosen;
  post('/agent/desk', {
    status: controls.status.value,
    faults: part === NOTHING ? {} : { [part]: fault },
    settings: { ...settings, showWhenOffline: !controls.hidden.checked },
  });
}

function fill(select: HTMLSelectElement, words: readonly string[]): void {
  if (select.length !== words.length) select.replaceChildren(...words.map((word) => new Option(word)));
}

/** One visitor's chat; what is being typed stays while the rest changes. */
function addChat(uuid: string): { article: HTMLElement; show(visitor: ShownVisitor): void } {
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
        element('div', describe(visitor.attributes), 'attributes'),
        ...visitor.events.map(({ name, metadata }) => element('div', `${name} ${describe(metadata)}`, 'event')),
        ...visitor.messages.map(({ from, text }) => element('div', text, from)),
      );
    },
  };
}

function describe(facts: unknown): string {
  return Object.entries(facts ?? {})
    .map((pair) => pair.join(': '))
    .join(', ');
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
