// The load generator: signed arrays of events at a steady rate. It goes on while other pages are shown.
import { h, count, post, say, set } from './dom.js';

const TICK = 250;
const EVENT = 'Load';
const fields = { rate: 20, people: 10, seconds: 30 };
let running = null;
const status = h('p', { class: 'facts', role: 'status' }, 'Nothing is running.');

function batch(size) {
  return Array.from({ length: size }, () => {
    running.sent++;
    return { type: 'track', event: EVENT, userId: `load-${running.sent % running.people}`, properties: { n: running.sent, run: running.id }, timestamp: new Date().toISOString() };
  });
}

async function tick() {
  const run = running;
  const elapsed = (performance.now() - run.began) / 1_000;
  const due = Math.floor(Math.min(elapsed, run.seconds) * run.rate) - run.sent;
  if (due > 0 && !run.isPosting) {
    run.isPosting = true;
    const result = await post('send?signature=none&token=right', JSON.stringify(batch(due)));
    run.isPosting = false;
    if (running !== run) return;
    if (result?.status === 200) run.accepted += result.answer.accepted;
    else run.refused += due;
  }
  if (elapsed > run.seconds && run.accepted + run.refused >= run.sent && !run.isPosting) stop();
  else set(status, `${words(run)}, ${Math.max(0, Math.ceil(run.seconds - elapsed))} s to go.`);
}

const words = (run) => `${count(run.accepted, 'event')} accepted${run.refused > 0 ? `, ${run.refused.toLocaleString('en')} not` : ''}`;

function start() {
  if (running) stop();
  running = { ...fields, id: Date.now(), began: performance.now(), sent: 0, accepted: 0, refused: 0, isPosting: false };
  running.timer = setInterval(tick, TICK);
  say('The load is running.');
}

function stop() {
  if (!running) return;
  clearInterval(running.timer);
  set(status, `${words(running)}. The load has ended.`);
  running = null;
}

export function load() {
  const field = (name, label, max) => h('label', {}, `${label} `, h('input', {
    type: 'number', min: '1', max: String(max), value: String(fields[name]),
    onchange: ({ target }) => {
      if (target.checkValidity()) fields[name] = Number(target.value);
      else target.reportValidity();
    },
  }));
  return h('section', { class: 'card' }, h('h2', {}, 'Load'),
    h('div', { class: 'for' }, field('rate', 'Events per second', 500), field('people', 'People', 1_000), field('seconds', 'Seconds', 3_600)),
    h('div', { class: 'buttons' }, h('button', { type: 'button', class: 'primary', onclick: start }, 'Start the load'), h('button', { type: 'button', onclick: stop }, 'Stop')), status);
}
