import { PARTS, type Part } from '../parts';
import type { AgentView, DeskState } from '../tawk';
import type { SentWebhook } from '../webhook-sender';
import { addChat, type ShownChat } from './chat';
import { element, post } from './dom';
import { effectOf } from './effects';

const STATUSES: DeskState['status'][] = ['online', 'away', 'offline'];
const NOTHING = 'nothing';
const FAULTS = ['not found', 'server error', 'absent', 'hang', 'broken', 'comes after 5 s'];
const SESSION_FAULTS = [...FAULTS, 'refused'];
const SOCKET_FAULTS = ['refused', 'hang', 'silent', 'comes after 5 s'];

const main = document.querySelector('main') as HTMLElement;
const list = document.querySelector('.list ul') as HTMLElement;
const webhookList = document.querySelector('#webhooks') as HTMLElement;
const effect = document.querySelector('#effect') as HTMLElement;
const controls = {
  status: document.querySelector('#status') as HTMLSelectElement,
  hidden: document.querySelector('#hidden') as HTMLInputElement,
  part: document.querySelector('#part') as HTMLSelectElement,
  fault: document.querySelector('#fault') as HTMLSelectElement,
};
let settings: DeskState['settings'];
const chats = new Map<string, ShownChat>();

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
      list.prepend(chat.entry);
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
  explain();
}

function setDesk({ target }: Event): void {
  const part = controls.part.value as Part | typeof NOTHING;
  // For another part, a fault is chosen that every part of its kind can have.
  const chosen = target === controls.part ? (part === 'socket' ? 'refused' : 'absent') : controls.fault.value;
  const fault = chosen === 'comes after 5 s' ? { delay: 5000 } : chosen;
  explain();
  post('/agent/desk', {
    status: controls.status.value,
    faults: part === NOTHING ? {} : { [part]: fault },
    settings: { ...settings, showWhenOffline: !controls.hidden.checked },
  });
}

/** Explains the visible effect of the chosen fault. */
function explain(): void {
  const part = controls.part.value as Part | typeof NOTHING;
  const words = part === NOTHING || !controls.fault.value ? '' : effectOf(part, controls.fault.value);
  if (effect.textContent !== words) effect.textContent = words;
}

function fill(select: HTMLSelectElement, words: readonly string[]): void {
  if (select.length !== words.length) select.replaceChildren(...words.map((word) => new Option(word)));
}

function webhookItem({ event, attempts, status }: SentWebhook): HTMLElement {
  if (status === undefined) return element('li', `${event}: on its way`);
  const isTaken = status >= 200 && status < 300;
  const answer = status === 0 ? 'no answer' : `answered ${status}`;
  const words = `${event}: ${answer}, attempt ${attempts}${isTaken ? '' : ', to be retried'}`;
  return element('li', words, isTaken ? 'taken' : 'failed');
}
