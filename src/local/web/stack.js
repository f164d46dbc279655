// The console of a deployed stack: which page is shown, and whose rights it uses.
import { h, fill } from './dom.js';
import { ask, problem } from './ask.js';
import { find } from './find.js';
import { overview } from './overview.js';

const PAGES = [['overview', 'Overview', overview], ['find', 'Find', find]];
const main = document.getElementById('page');
let page = null;
let name = '';

function route() {
  const wanted = location.hash.replace(/^#\/?/, '').split('/')[0];
  const [id, title, make] = PAGES.find(([each]) => each === wanted) ?? PAGES[0];
  if (id === name) return;
  page?.close();
  name = id;
  page = make();
  fill(main, page.element);
  main.dataset.page = id;
  document.title = `${title} · Bridge console`;
  fill(document.getElementById('nav'), PAGES.map(([each, words]) => h('a', { href: `#/${each}`, 'aria-current': each === id ? 'page' : null }, words)));
}

async function where() {
  const place = document.getElementById('where');
  const { stack, region, isEmulator, caller, ...failure } = await ask('stack');
  if (failure.problem) {
    fill(place, problem(failure));
    return;
  }
  const fact = (title, value) => [h('span', {}, `${title} `, h('b', {}, value)), ' '];
  fill(place, fact('stack', stack), fact('region', region), isEmulator ? h('b', { class: 'pill retrying' }, 'emulator') : null, ' ',
    caller.problem ? problem(caller) : [fact('account', caller.account), fact('as', caller.role)]);
}

addEventListener('hashchange', route);
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
route();
where();
