// Order, person by person: one square for each event.
import { h, fill, count, set } from './dom.js';
import { link } from './address.js';
import { masked, onToggle, visible } from './mask.js';
import { dot, words } from './states.js';
import { onChange, store } from './store.js';

const PEOPLE = 8;
const EVENTS = 24;

/** The newest events of the people who had one last, oldest first. */
function newest() {
  const groups = new Map();
  const rows = store.rows();
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i];
    if (row.state === 'rejected' || !row.person) continue;
    if (!groups.has(row.person)) {
      if (groups.size === PEOPLE) continue;
      groups.set(row.person, []);
    }
    const events = groups.get(row.person);
    if (events.length < EVENTS) events.unshift(row);
  }
  return groups;
}

function promise() {
  const overtaken = store.gauges?.overtaken ?? 0;
  return overtaken === 0 ? 'No event was overtaken so far.' : `${count(overtaken, 'event')} overtook an earlier one of the same person: that must not happen.`;
}

function square(row) {
  const label = `${visible(row.name || row.type)}: ${words(row)}`;
  return h('a', { class: `square ${row.state}`, href: link('events', row.n), 'aria-label': label, title: label });
}

export function order() {
  const facts = h('p', { class: 'facts', role: 'status' });
  const lines = h('ul', {});
  const empty = h('div', { class: 'empty' }, h('p', {}, 'No events yet.'), h('p', {}, h('a', { href: '#/compose' }, 'Compose an event'), ' or start a load.'));
  const element = h('section', { class: 'card people' }, h('h2', {}, 'Order, person by person'), facts, lines, empty);

  function draw() {
    const groups = newest();
    empty.hidden = groups.size > 0;
    set(facts, groups.size === 0 ? '' : `Each square is one event, the oldest on the left. A person's events turn green from left to right. ${promise()}`);
    if (lines.matches(':focus-within')) return;
    fill(lines, [...groups].map(([who, events]) => h('li', {}, h('span', { class: 'person' }, dot(who), h('bdi', {}, masked(who))), ' ', h('span', { class: 'squares' }, events.map(square)))));
  }

  const ends = [onChange((what) => { if (what !== 'connection') draw(); }), onToggle(draw)];
  draw();
  return { element, close: () => ends.forEach((end) => end()) };
}
