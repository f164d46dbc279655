// What happened to one event, as a waterfall: a line for each receive, with Regal's response and how long it took.
import { h, count, duration, fold, fullTime } from './dom.js';
import { shown, visible } from './mask.js';
import { now } from './store.js';

const FIRST = 3;
const LAST = 9;
const NOTES = ['outcome', 'delay', 'said'];
const MASKED = '••• (masked: it may quote the event)';

/** Steps of one receive belong together; every other step is a line of its own. */
function lines(steps) {
  const all = [];
  let receive = null;
  for (const step of steps) {
    const at = Date.parse(step.at);
    if (step.kind === 'taken') {
      receive = { kind: 'receive', at, end: at, text: step.text, posts: [], notes: [] };
      all.push(receive);
    } else if (receive && (step.kind === 'regal' || NOTES.includes(step.kind))) {
      (step.kind === 'regal' ? receive.posts : receive.notes).push(step);
      receive.end = Math.max(receive.end, step.kind === 'regal' ? endOf(step) : at);
    } else {
      receive = null;
      all.push({ kind: step.kind, at, end: at, text: step.text, posts: [], notes: [] });
    }
  }
  return all;
}

/** Regal has not responded yet. */
export const isWaiting = (post) => post.waiting === true;
const endOf = (post) => (isWaiting(post) ? now() : Date.parse(post.at) + (post.ms ?? 0));
const kindOf = ({ status }) => (!status ? '' : status < 300 ? 'good' : status < 500 && status !== 429 ? 'bad' : 'slow');

/** The timeline of an event that began at `start`; `open` keeps what the reader has unfolded. */
export function timeline(steps, start, open, redraw) {
  const all = lines(steps);
  const from = Date.parse(start);
  const whole = Math.max(1, ...all.map((line) => line.end - from));
  const isLong = all.length > FIRST + LAST + 1 && !open.has('all');
  let attempts = 0;
  const drawn = all.map((line) => draw(line));
  const folded = isLong ? drawn.slice(FIRST, -LAST) : [];
  return h('div', { class: 'history' }, h('h3', {}, 'Timeline'), h('ol', { class: 'timeline', 'aria-label': 'Timeline' },
    drawn.slice(0, isLong ? FIRST : drawn.length),
    isLong ? h('li', { class: 'fold' }, h('button', { type: 'button', class: 'quiet', onclick: () => { open.add('all'); redraw(); } }, `Show ${count(folded.length, 'more step')}`)) : null,
    isLong ? drawn.slice(-LAST) : null));

  function draw(line) {
    const posts = line.posts.map((post) => {
      attempts++;
      return posted(post, attempts);
    });
    const main = line.kind !== 'receive' ? h('span', {}, line.text) : posts.length > 0 ? posts : h('span', {}, 'Received, nothing posted');
    return h('li', { class: line.kind, title: line.kind === 'receive' ? line.text : null },
      h('time', { datetime: new Date(line.at).toISOString(), title: fullTime(new Date(line.at).toISOString()) }, `+${(Math.max(0, line.at - from) / 1000).toFixed(1)} s`),
      h('span', { class: 'track', 'aria-hidden': 'true' }, bar(line)),
      h('div', {}, main, line.notes.map((note) => h('span', { class: `note ${note.kind}` }, ' ', note.kind === 'said' ? `Regal's message: ${shown() ? visible(note.text) : MASKED}` : note.text))));
  }

  function bar(line) {
    const last = line.posts.at(-1);
    const element = h('i', { class: last ? kindOf(last) : '' });
    element.style.left = `${(Math.max(0, line.at - from) / whole) * 100}%`;
    element.style.width = `${((line.end - line.at) / whole) * 100}%`;
    return element;
  }

  function posted(post, n) {
    const took = isWaiting(post) ? `waiting for ${duration(now() - Date.parse(post.at))}` : post.ms === undefined ? '' : duration(post.ms);
    return h('span', { class: 'post' }, h('b', {}, `Attempt ${n}`), ' ', h('span', { class: `status ${kindOf(post)}` }, visible(post.text)), took ? ` ${took}` : '',
      post.body ? body(post, n) : null);
  }

  function body(post, n) {
    return fold(open, n, `Body of response ${n}`, h('code', {}, shown() ? visible(post.body) : MASKED));
  }
}
