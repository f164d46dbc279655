// The live list. However many events there are, only the rows in sight are in the page.
import { h, fill, count, duration, fullTime, say, set, time } from './dom.js';
import { filters } from './filters.js';
import { welcome } from './welcome.js';
import { masked, onToggle, visible } from './mask.js';
import { reason } from './reasons.js';
import { dot, words } from './states.js';
import { latency, now, onChange, store } from './store.js';

const MOST_ROWS = 200;
const BEYOND_SIGHT = 6;
const HEADS = ['time', 'state', 'event', 'reason', 'person', 'attempts', 'latency', 'age'];

/** The list and its filter; `open` is called with an event's number. */
export function list(open) {
  let view = [];
  let newest = 0;
  let active = -1;
  let isPaused = false;
  let isHovered = false;
  const inSight = new Map();
  const reading = () => isPaused || isHovered || viewport.scrollTop > 4 || viewport.matches(':focus');

  const pause = h('button', { type: 'button', class: 'quiet', 'aria-pressed': 'false', onclick: togglePause }, 'Pause');
  const clear = h('button', { type: 'button', class: 'quiet', onclick: () => filter.clear() }, 'Clear the filter');
  const total = h('output', { class: 'total' });
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
  const heads = h('div', { class: 'heads cells', 'aria-hidden': 'true' }, HEADS.map((name) => h('span', { class: name }, name)));
  const filter = filters(() => refresh());
  filter.element.append(h('span', { class: 'end' }, total, clear, pause));
  const element = h('section', { class: 'list', 'aria-label': 'Events' }, filter.element,
    h('div', { class: 'frame' }, heads, h('div', { class: 'stack' }, fresh, viewport, empty)));

  const height = () => parseFloat(getComputedStyle(viewport).getPropertyValue('--row')) || 40;
  const top = () => Math.round(viewport.scrollTop / height());

  function refresh() {
    view = [];
    const numbers = store.numbers();
    for (let i = numbers.length - 1; i >= 0; i--) {
      if (filter.matches(store.row(numbers[i]))) view.push(numbers[i]);
    }
    newest = numbers.at(-1) ?? 0;
    active = Math.min(active, view.length - 1);
    draw();
  }

  function update() {
    if (reading() && view.length > 0) {
      const missed = store.numbers().filter((n) => n > newest && filter.matches(store.row(n))).length;
      fresh.hidden = missed === 0;
      set(fresh, `${count(missed, 'new event')} ↑`);
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
  }

  function draw() {
    const tall = height();
    space.style.height = `${view.length * tall}px`;
    const from = Math.max(0, Math.floor(viewport.scrollTop / tall) - BEYOND_SIGHT);
    const sight = Math.ceil(viewport.clientHeight / tall) + 2 * BEYOND_SIGHT;
    const shown = view.slice(from, from + Math.min(sight, MOST_ROWS));
    for (const [n, { row }] of inSight) {
      if (!shown.includes(n)) {
        row.remove();
        inSight.delete(n);
      }
    }
    shown.forEach((n, i) => drawRow(n, from + i, tall));
    if (active >= 0) viewport.setAttribute('aria-activedescendant', `row-${view[active]}`);
    else viewport.removeAttribute('aria-activedescendant');
    const all = store.numbers().length;
    set(total, filter.isSet() ? `${view.length.toLocaleString('en')} of ${count(all, 'event')}` : count(all, 'event'));
    clear.hidden = !filter.isSet();
    drawEmpty();
  }

  function newRow(n) {
    const cells = Object.fromEntries(HEADS.map((name) => [name, h('span', { class: name })]));
    const row = h('div', { class: 'row cells', role: 'option', id: `row-${n}`, 'data-n': n, onclick: () => pick(n) }, Object.values(cells));
    const pill = h('span', { class: 'pill' });
    cells.state.append(pill);
    const event = store.row(n);
    fill(cells.event, h('i', {}, event.type), ' ', h('bdi', {}, visible(event.name)));
    const person = h('bdi');
    fill(cells.person, event.person ? [dot(event.person), person] : '—');
    inSight.set(n, { row, cells, pill, person });
    space.append(row);
  }

  /** An event keeps its elements while it is in sight: a click on one of them is not lost. */
  function drawRow(n, index, tall) {
    const event = store.row(n);
    if (!event) return;
    if (!inSight.has(n)) newRow(n);
    const { row, cells, pill, person } = inSight.get(n);
    const took = latency(event);
    const age = duration(now() - Date.parse(event.at));
    const state = words(event);
    const who = event.person ? masked(event.person) : '';
    const tries = event.attempts === 0 ? '' : String(event.attempts);
    row.style.transform = `translateY(${index * tall}px)`;
    set(cells.time, time(event.at), { title: fullTime(event.at) });
    set(pill, state, { class: `pill ${event.state}` });
    set(cells.event, null, { title: `${event.type} ${visible(event.name)}` });
    set(cells.reason, reason(event), { title: reason(event) });
    if (who) set(person, who);
    set(cells.attempts, tries);
    set(cells.latency, took === null ? '' : duration(took), took === null ? {} : { title: `ended ${fullTime(event.ended)}` });
    set(cells.age, age);
    const label = [visible(event.name) || event.type, event.name ? event.type : '', state, reason(event), who ? `person ${who}` : 'no person',
      event.attempts === 0 ? '' : count(event.attempts, 'attempt'), took === null ? '' : `after ${duration(took)}`, time(event.at)];
    set(row, null, { 'aria-setsize': view.length, 'aria-posinset': index + 1, 'aria-selected': index === active, 'aria-label': label.filter(Boolean).join(', ') });
  }

  function pick(n) {
    active = view.indexOf(n);
    draw();
    open(n);
  }

  let drawn = null;
  function drawEmpty() {
    empty.hidden = view.length > 0;
    heads.hidden = view.length === 0;
    const wanted = view.length > 0 ? null : store.numbers().length > 0 ? 'filtered' : 'none';
    if (wanted === drawn) return;
    drawn = wanted;
    if (wanted === 'none') fill(empty, welcome());
    if (wanted === 'filtered') fill(empty, h('p', {}, 'No event matches the filter.'), h('button', { type: 'button', onclick: () => filter.clear() }, 'Clear the filter'));
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
    element, togglePause,
    readAddress: filter.read,
    focusFilter: filter.focus,
    close: () => { ends.forEach((end) => end()); filter.close(); clearInterval(clock); resized.disconnect(); },
  };
}
