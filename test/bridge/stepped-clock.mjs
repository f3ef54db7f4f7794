// Loaded before the bridge (node --import): a machine whose clock is set again and again, also while the bridge is down.
// Not by an hour or more, beyond which the webhook handler takes no event.
const STEPS = [0, 300_000, -300_000, 2_400_000, -2_400_000];
const anyStep = () => STEPS[Math.floor(Math.random() * STEPS.length)];

const realNow = Date.now.bind(Date);
let offset = anyStep();
Date.now = () => realNow() + offset;
Object.defineProperty(performance, 'timeOrigin', { value: performance.timeOrigin + offset });
setInterval(() => {
  offset = anyStep();
}, 200).unref();
