// The console: which page is shown, and the keys.
import { h, fill, say } from './dom.js';
import { badDay } from './badday.js';
import { compose } from './compose.js';
import { detail } from './detail.js';
import { gauges } from './gauges.js';
import { list } from './list.js';
import { shown, toggle, onToggle } from './mask.js';
import { deadLetters } from './deadletters.js';
import { connect, onChange, store } from './store.js';

const PAGES = [['events', 'Events'], ['compose', 'Compose'], ['badday', 'Bad day'], ['deadletters', 'Dead letters']];
const main = document.getElementById('page');
let page = null;
let name = '';
let panel = null;
let drawn = null;

function route() {
  const [next = 'events', n] = location.hash.replace(/^#\/?/, '').split('/').filter(Boolean);
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
  }
  if (known === 'events') {
    closePanel();
    if (n) {
      panel = detail(Number(n), () => { location.hash = '#/events'; });
      main.append(panel.element);
      main.classList.add('open');
      if (matchMedia('(max-width: 900px)').matches) panel.element.focus();
    }
  }
}

function closePanel() {
  panel?.close();
  panel?.element.remove();
  panel = null;
  main.classList.remove('open');
}

function open(n) {
  location.hash = `#/events/${n}`;
}

// Drawn only where something changed: a link that is replaced between press and release loses the click.
function drawNav() {
  const letters = store.gauges?.sqs.deadLetters ?? 0;
  if (drawn === `${name} ${letters}`) return;
  drawn = `${name} ${letters}`;
  fill(document.getElementById('nav'), PAGES.map(([id, words]) => h('a', { href: `#/${id}`, 'aria-current': id === name ? 'page' : null },
    words, id === 'deadletters' && letters > 0 ? h('b', {}, String(letters)) : null)));
}

function drawTools() {
  fill(document.getElementById('tools'),
    h('span', { class: `link ${store.isConnected ? 'on' : 'off'}` }, store.isConnected ? 'live' : 'not connected'),
    h('button', { type: 'button', 'aria-pressed': String(shown()), onclick: toggle }, shown() ? 'Mask personal data' : 'Show personal data'));
}

function key(event) {
  const isTyping = event.target.matches('input, textarea, select');
  if (event.key === 'Escape') {
    if (isTyping || (!panel && event.target.id === 'events')) event.target.blur();
    else if (panel) {
      location.hash = '#/events';
      document.getElementById('events')?.focus();
    }
    return;
  }
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const number = Number(event.key);
  if (number >= 1 && number <= PAGES.length) location.hash = `#/${PAGES[number - 1][0]}`;
  else if (event.key === 'v' || event.key === 'V') toggle();
  else if ((event.key === 'p' || event.key === 'P') && name === 'events') page.togglePause();
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
  }
  if (what === 'gauges') drawNav();
});
onToggle(drawTools);
addEventListener('hashchange', route);
addEventListener('keydown', key);
drawTools();
gauges(document.getElementById('gauges'));
route();
connect();
