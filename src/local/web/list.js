// The live list. However many events there are, only the rows in sight stand in the page.
import { h, fill, count, say, time } from './dom.js';
import { masked, onToggle } from './mask.js';
import { STATES, hue, pill, reason } from './states.js';
import { onChange, store } from './store.js';

const MOST_ROWS = 200;
const BEYOND_SIGHT = 6;
const filter = { text: '', states: new Set() };

function matches(row) {
  if (filter.states.size > 0 && !filter.states.has(row.state)) return false;
  if (filter.text === '') return true;
  const text = `${row.type} ${row.name} ${row.person} ${row.reason} ${row.detail}`;
  return text.toLowerCase().includes(filter.text);
}

/** The list and its filter; `open` is called with an event's number. */
export function list(open) {
  let view = [];
  let newest = 0;
  let active = -1;
  let isPaused = false;
  let isHovered = false;
  const inSight = new Map();
  const reading = () => isPaused || isHovered || viewport.scrollTop > 4 || viewport.matches(':focus');

  const search = h('input', {
    type: 'search', id: 'filter', placeholder: 'Filter by name, person, type, reason', 'aria-label': 'Filter by text',
    oninput: () => { filter.text = search.value.trim().toLowerCase(); refresh(); },
  });
  search.value = filter.text;
  const chips = STATES.map(([state, words]) => h('button', {
    class: `chip ${state}`, type: 'button', 'aria-pressed': String(filter.states.has(state)),
    onclick: (event) => {
      if (!filter.states.delete(state)) filter.states.add(state);
      event.currentTarget.setAttribute('aria-pressed', String(filter.states.has(state)));
      refresh();
    },
  }, words, h('b', { 'data-state': state }, '')));
  const pause = h('button', { type: 'button', class: 'quiet', 'aria-pressed': 'false', onclick: togglePause }, 'Pause');
  const fresh = h('button', { type: 'button', class: 'fresh', hidden: true, onclick: toTop }, '');
  const space = h('div', { class: 'space', role: 'presentation' });
  const viewport = h('div', {
    class: 'viewport', role: 'listbox', tabindex: '0', 'aria-label': 'Events, newest first', id: 'events',
    onscroll: draw, onkeydown: key,
    onfocus: () => { if (active < 0 && view.length > 0) active = top(); draw(); },
    onblur: update,
    onpointerenter: (event) => { isHovered = event.pointerType === 'mouse'; },
    onpointerleave: () => { isHovered = false; update(); },
  }, space);
  const empty = h('div', { class: 'empty' });
  const element = h('section', { class: 'list', 'aria-label': 'Events' },
    h('div', { class: 'filters' }, search, pause, h('div', { class: 'chips', role: 'group', 'aria-label': 'Filter by state' }, chips)),
    h('div', { class: 'frame' }, fresh, viewport, empty));

  const height = () => parseFloat(getComputedStyle(element).getPropertyValue('--row')) || 44;
  const top = () => Math.round(viewport.scrollTop / height());

  function refresh() {
    view = [];
    const numbers = store.numbers();
    for (let i = numbers.length - 1; i >= 0; i--) {
      if (matches(store.row(numbers[i]))) view.push(numbers[i]);
    }
    newest = numbers.at(-1) ?? 0;
    active = Math.min(active, view.length - 1);
    draw();
  }

  function update() {
    if (reading() && view.length > 0) {
      const missed = store.numbers().filter((n) => n > newest && matches(store.row(n))).length;
      fresh.hidden = missed === 0;
      fresh.textContent = `${count(missed, 'new event')} ↑`;
      draw();
    } else {
      fresh.hidden = true;
      refresh();
    }
  }

  function toTop() {
    viewport.scrollTop = 0;
    active = -1;
    viewport.blur();
    isHovered = false;
    setPaused(false);
    fresh.hidden = true;
    refresh();
  }

  function togglePause() {
    setPaused(!isPaused);
    say(isPaused ? 'The list is paused.' : 'The list is live.');
    update();
  }

  function setPaused(paused) {
    isPaused = paused;
    pause.setAttribute('aria-pressed', String(paused));
    pause.textContent = paused ? 'Go on' : 'Pause';
  }

  function draw() {
    const tall = height();
    space.style.height = `${view.length * tall}px`;
    const from = Math.max(0, Math.floor(viewport.scrollTop / tall) - BEYOND_SIGHT);
    const sight = Math.ceil(viewport.clientHeight / tall) + 2 * BEYOND_SIGHT;
    const shown = view.slice(from, from + Math.min(sight, MOST_ROWS));
    for (const [n, element] of inSight) {
      if (!shown.includes(n)) {
        element.remove();
        inSight.delete(n);
      }
    }
    shown.forEach((n, i) => drawRow(n, from + i, tall));
    viewport.setAttribute('aria-activedescendant', active >= 0 ? `row-${view[active]}` : '');
    for (const badge of element.querySelectorAll('[data-state]')) {
      const n = store.gauges?.states[badge.dataset.state] ?? 0;
      badge.textContent = n > 0 ? n.toLocaleString('en') : '';
    }
    drawEmpty();
  }

  /** An event keeps its element, and that its place in the page, while it is in sight: a click on it is not lost. */
  function drawRow(n, index, tall) {
    const row = store.row(n);
    if (!row) return;
    let element = inSight.get(n);
    if (!element) {
      element = h('div', { class: 'row', role: 'option', id: `row-${n}`, 'data-n': n, onclick: () => pick(n) });
      inSight.set(n, element);
      space.append(element);
    }
    element.setAttribute('aria-setsize', view.length);
    element.setAttribute('aria-posinset', index + 1);
    element.setAttribute('aria-selected', String(index === active));
    element.style.transform = `translateY(${index * tall}px)`;
    fill(element,
      h('span', { class: 'time' }, time(row.at)),
      pill(row),
      h('span', { class: 'what' }, h('i', {}, row.type), row.name ? h('b', {}, row.name) : null),
      h('span', { class: 'why' }, reason(row)),
      h('span', { class: 'person' }, row.person ? dot(row.person) : null, row.person ? masked(row.person) : '—'),
      h('span', { class: 'attempts' }, row.attempts === 0 ? '' : count(row.attempts, 'attempt')));
  }

  function pick(n) {
    active = view.indexOf(n);
    draw();
    open(n);
  }

  function dot(person) {
    const element = h('s', { 'aria-hidden': 'true' });
    element.style.background = `hsl(${hue(person)} 60% 55%)`;
    return element;
  }

  function drawEmpty() {
    empty.hidden = view.length > 0;
    if (view.length > 0) return;
    const isFiltered = store.numbers().length > 0;
    fill(empty, isFiltered
      ? [h('p', {}, 'No event matches the filter.'), h('button', { type: 'button', onclick: clear }, 'Clear the filter')]
      : [h('p', {}, 'No event yet.'), h('p', {}, h('a', { href: '#/compose' }, 'Compose one'), ' from an example, or point a sender at ', h('code', {}, `POST ${location.origin}/segment`), '.')]);
  }

  function clear() {
    filter.text = '';
    filter.states.clear();
    search.value = '';
    chips.forEach((chip) => chip.setAttribute('aria-pressed', 'false'));
    refresh();
  }

  function key(event) {
    const page = Math.max(1, Math.floor(viewport.clientHeight / height()) - 1);
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -view.length, End: view.length }[event.key];
    if (event.key === 'Enter' && active >= 0) open(view[active]);
    if (move === undefined || view.length === 0) return;
    event.preventDefault();
    active = Math.min(Math.max(active + move, 0), view.length - 1);
    const at = active * height();
    if (at < viewport.scrollTop) viewport.scrollTop = at;
    if (at + height() > viewport.scrollTop + viewport.clientHeight) viewport.scrollTop = at + height() - viewport.clientHeight;
    draw();
  }

  const ends = [onChange(update), onToggle(draw)];
  const clock = setInterval(draw, 1000);
  const resized = new ResizeObserver(draw);
  resized.observe(viewport);
  refresh();
  return {
    element,
    focusFilter: () => search.focus(),
    togglePause,
    close: () => { ends.forEach((end) => end()); clearInterval(clock); resized.disconnect(); },
  };
}
