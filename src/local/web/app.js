// The console: which page is shown, and the keys.
import { h, fill, say, set } from './dom.js';
import { address, link } from './address.js';
import { badDay } from './badday.js';
import { compose } from './compose.js';
import { detail } from './detail.js';
import { gauges } from './gauges.js';
import { list } from './list.js';
import { shown, toggle, onToggle } from './mask.js';
import { deadLetters } from './deadletters.js';
import { areOn, shortcuts } from './shortcuts.js';
import { connect, onChange, store } from './store.js';

const PAGES = [['events', 'Events'], ['compose', 'Compose'], ['badday', 'Bad day'], ['deadletters', 'Dead letters']];
const main = document.getElementById('page');
let page = null;
let name = '';
let panel = null;
let drawn = null;

function route() {
  const { page: next, n } = address();
  const known = PAGES.some(([id]) => id === next) ? next : 'events';
  if (known !== name) {
    page?.close();
    closePanel();
    name = known;
    page = { events: () => list(open), compose, badday: badDay, deadletters: deadLetters }[known]();
    fill(main, page.element);
    main.dataset.page = known;
    drawNav();
    document.title = `${PAGES.find(([id]) => id === known)[1]} · Bridge console`;
  } else if (known === 'events') page.readAddress();
  if (known === 'events' && panel?.n !== n) {
    closePanel();
    if (n) openPanel(n);
  }
}

function openPanel(n) {
  panel = detail(n, leavePanel);
  panel.n = n;
  main.append(panel.element);
  main.classList.add('open');
  if (matchMedia('(max-width: 900px)').matches) panel.element.focus();
}

function closePanel() {
  panel?.close();
  panel?.element.remove();
  panel = null;
  main.classList.remove('open');
}

function open(n) {
  location.hash = link('events', n, address().filter);
}

function leavePanel() {
  location.hash = link('events', 0, address().filter);
  document.getElementById('events')?.focus();
}

// Drawn only where something changed: a link that is replaced between press and release loses the click.
function drawNav() {
  const letters = store.count('dead_lettered');
  if (drawn === `${name} ${letters}`) return;
  drawn = `${name} ${letters}`;
  fill(document.getElementById('nav'), PAGES.map(([id, words]) => h('a', { href: `#/${id}`, 'aria-current': id === name ? 'page' : null },
    words, id === 'deadletters' && letters > 0 ? [' ', h('b', {}, String(letters))] : null)));
}

const connection = h('span', {});
const mask = h('button', { type: 'button', onclick: toggle }, 'Show personal data');
fill(document.getElementById('tools'), connection, mask,
  h('button', { type: 'button', onclick: shortcuts, 'aria-label': 'Keyboard shortcuts', title: 'Keyboard shortcuts' }, '?'));

function drawTools() {
  set(connection, store.isConnected ? 'live' : 'not connected', { class: `link ${store.isConnected ? 'on' : 'off'}` });
  set(mask, null, { 'aria-pressed': shown() });
}

function key(event) {
  if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
  const isTyping = event.target.matches('input:not([type=checkbox], [type=radio]), textarea, select');
  if (event.key === 'Escape') {
    if (isTyping || (!panel && event.target.id === 'events')) event.target.blur();
    else if (panel) leavePanel();
    return;
  }
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !areOn()) return;
  const number = Number(event.key);
  if (number >= 1 && number <= PAGES.length) location.hash = `#/${PAGES[number - 1][0]}`;
  else if (event.key === '?') shortcuts();
  else if (event.key.toLowerCase() === 'v') toggle();
  else if (event.key.toLowerCase() === 'p' && name === 'events') page.togglePause();
  else if (event.key === '/' && name === 'events') {
    event.preventDefault();
    page.focusFilter();
  }
}

let wasConnected = false;
let isAgain = false;
onChange((what) => {
  if (what === 'connection') {
    if (wasConnected && !store.isConnected) say('The bridge is gone. Start exec:exec@local again; the page connects by itself.', true);
    if (store.isConnected && isAgain) say('Connected again.');
    isAgain = true;
    wasConnected = store.isConnected;
    drawTools();
  } else drawNav();
});
onToggle(drawTools);
addEventListener('hashchange', route);
addEventListener('keydown', key);
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
drawTools();
gauges(document.getElementById('gauges'));
route();
connect();
