/** The start page's script: shows the progress, and takes iTop down and up. */
export const START_SCRIPT = `
const state = document.querySelector('#state');
const button = document.querySelector('#break');
const chat = document.querySelector('[data-chat]');
const set = (element, text) => { if (element.textContent !== text) element.textContent = text; };

async function look() {
  if (document.hidden) return;
  const { done, restMode, waiting, chatId } = await (await fetch('/sandbox/walk')).json();
  for (const tick of document.querySelectorAll('[data-tick]')) {
    const isDone = done.includes(tick.dataset.tick);
    tick.classList.toggle('done', isDone);
    set(tick.querySelector('.not'), isDone ? 'Done: ' : 'Not yet: ');
  }
  const steps = [...document.querySelectorAll('.steps > li')];
  const isOpen = (step) => step.querySelector('[data-tick]:not(.done)');
  for (const step of steps) step.classList.toggle('next', step === steps.find(isOpen));
  document.querySelector('#end').hidden = steps.some(isOpen);
  if (chatId) chat.href = chat.dataset.chat + chatId;
  const works = restMode === 'works';
  button.dataset.mode = works ? 'is down' : 'works';
  set(button, works ? 'Take iTop down' : 'Bring iTop back');
  const waits = waiting === 0 ? 'Nothing waits' : waiting + (waiting === 1 ? ' event waits' : ' events wait');
  set(state, 'iTop ' + restMode + '. ' + waits + ' in the bridge.');
  state.classList.toggle('ails', !works);
}
button.addEventListener('click', async () => {
  await fetch('/sandbox/rest', { method: 'POST', body: button.dataset.mode });
  await look();
});
const quietly = () => look().catch(() => set(state, 'The demo has ended: start it again with npm start.'));
setInterval(quietly, 1000);
document.addEventListener('visibilitychange', quietly);
quietly();
`;
