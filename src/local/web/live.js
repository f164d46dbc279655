// The newest outcomes of both dispatch functions, refreshed while the page is open and seen.
import { h, fill, fullTime, refill, time } from './dom.js';
import { ask, problem } from './ask.js';
import { pill } from './find.js';

const EVERY = 5_000;
const FIRST_SECONDS = 300;
const LONGEST_SECONDS = 900;
/** CloudWatch shows a line some seconds after it was written. */
const LATE_SECONDS = 20;
const MOST_SHOWN = 200;

const key = (line) => `${line.messageId} ${line.at} ${line.outcome}`;

export function live() {
  let lines = new Map();
  let readAt = 0;
  let isStopped = false;
  let isReading = false;
  const list = h('ol', { class: 'card steps-of', 'aria-label': 'Newest outcomes', tabindex: '0' });
  const note = h('div', {});
  const state = h('span', { class: 'facts', role: 'status' });
  const button = h('button', { type: 'button', onclick: () => {
    isStopped = !isStopped;
    draw();
    load();
  } });

  function draw() {
    button.textContent = isStopped ? 'Resume' : 'Pause';
    state.textContent = isStopped ? 'Paused.' : document.hidden ? 'Paused while nobody sees the page.' : `Refreshed every ${EVERY / 1_000} seconds; CloudWatch is some seconds behind.`;
  }

  async function load() {
    if (isStopped || isReading || document.hidden) return;
    isReading = true;
    const now = Date.now();
    const since = readAt === 0 ? FIRST_SECONDS : Math.ceil((now - readAt) / 1_000) + LATE_SECONDS;
    const answer = await ask('newest', { seconds: Math.min(since, LONGEST_SECONDS) });
    isReading = false;
    if (answer.problem) {
      fill(note, problem(answer));
      return;
    }
    readAt = now;
    answer.lines.forEach((line) => lines.set(key(line), line));
    lines = new Map([...lines].sort(([, a], [, b]) => a.at.localeCompare(b.at)).slice(-MOST_SHOWN));
    fill(note, answer.isComplete ? null : h('p', { class: 'notice' }, 'There are more lines than can be shown: these are the newest.'));
    refill(list, () => (lines.size === 0 ? h('li', {}, h('span', {}), h('span', {}, 'No event left a queue in the last minutes.')) : [...lines.values()].reverse().map(row)));
  }

  function row(line) {
    const id = line.segmentMessageId || line.messageId;
    return h('li', {}, h('time', { datetime: line.at, title: fullTime(line.at) }, time(line.at)),
      h('div', {}, pill(line.outcome), ' ', line.words, ' ', line.reason ? h('code', {}, line.reason) : null,
        h('p', { class: 'facts' }, line.function === 'dispatch' ? 'events queue' : 'bulk queue', ' · ', h('a', { href: `#/find/${encodeURIComponent(id)}` }, id))));
  }

  const seen = () => {
    draw();
    load();
  };
  document.addEventListener('visibilitychange', seen);
  const timer = setInterval(load, EVERY);
  draw();
  load();
  return {
    element: h('div', { class: 'finding' }, h('div', { class: 'head' }, h('h2', {}, 'Live'), button, state), note, list),
    close: () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
    },
  };
}
