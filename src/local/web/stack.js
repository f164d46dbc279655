// The console of a deployed stack: which page is shown, and whose rights it uses.
import { h, fill } from './dom.js';
import { ask, problem } from './ask.js';
import { target } from './confirm.js';
import { delivery } from './delivery.js';
import { find } from './find.js';
import { letters } from './letters.js';
import { live } from './live.js';
import { shown, toggle, onToggle } from './mask.js';
import { overview } from './overview.js';
import { secrets } from './secrets.js';

const PAGES = [['overview', 'Overview', overview], ['live', 'Live', live], ['find', 'Find', find], ['deadletters', 'Dead letters', letters], ['delivery', 'Delivery', delivery], ['secrets', 'Secrets', secrets]];
const main = document.getElementById('page');
let page = null;
let name = '';

function route() {
  const [wanted, ...rest] = location.hash.replace(/^#\/?/, '').split('/');
  const [id, title, make] = PAGES.find(([each]) => each === wanted) ?? PAGES[0];
  if (id === name) return;
  page?.close();
  name = id;
  page = make(...rest.map(decodeURIComponent));
  fill(main, page.element);
  main.dataset.page = id;
  document.title = `${title} · Bridge console`;
  fill(document.getElementById('nav'), PAGES.map(([each, words]) => h('a', { href: `#/${each}`, 'aria-current': each === id ? 'page' : null }, words)));
}

async function where() {
  const place = document.getElementById('where');
  const { stack, region, isEmulator, needsName, caller, ...failure } = await ask('stack');
  if (failure.problem) {
    fill(place, problem(failure));
    return;
  }
  Object.assign(target, { stack, needsName: needsName === true });
  const fact = (title, value) => [h('span', {}, `${title} `, h('b', {}, value)), ' '];
  fill(place, fact('stack', stack), fact('region', region), isEmulator ? h('b', { class: 'pill retrying' }, 'emulator') : null, ' ',
    caller.problem ? problem(caller) : [fact('account', caller.account), fact('as', caller.role)]);
}

const mask = h('button', { type: 'button', onclick: toggle }, 'Show personal data');
const drawMask = () => mask.setAttribute('aria-pressed', shown());
fill(document.getElementById('tools'), mask);
onToggle(drawMask);
drawMask();

addEventListener('keydown', (event) => {
  const isTyping = event.target.matches('input:not([type=checkbox]), textarea, select') || document.querySelector('dialog[open]');
  if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey && event.key.toLowerCase() === 'v') toggle();
});
addEventListener('hashchange', route);
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
route();
where();
