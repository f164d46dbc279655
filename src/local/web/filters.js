// The filter of the list. It is kept in the address alone, so that a link shows the same rows.
import { h, fill, post } from './dom.js';
import { address, refine } from './address.js';
import { inWords, reason } from './reasons.js';
import { isOpen } from './states.js';
import { latency, now, onChange, store } from './store.js';

const WAIT_BEFORE_SEARCH = 300;
const WITHIN = [['', 'Any time'], ['60', 'Last minute'], ['300', 'Last 5 minutes'], ['900', 'Last 15 minutes'], ['3600', 'Last hour']];

/** The fields of the filter, and whether a row matches; `changed` is called after each change. */
export function filters(changed) {
  let { filter } = address();
  let found = null;
  let timer = null;
  const inputs = new Map();

  const apply = (changes) => refine({ ...filter, ...changes });

  function read() {
    const before = filter.payload;
    filter = address().filter;
    showFields();
    if (filter.payload !== before) {
      found = null;
      search();
    }
    changed();
  }

  function showFields() {
    for (const [key, input] of inputs) {
      if (document.activeElement !== input) input.value = filter[key] ?? '';
    }
  }

  const field = (key, label, placeholder, props = {}) => {
    const input = h('input', {
      type: 'search', placeholder, 'aria-label': label, autocomplete: 'off', spellcheck: 'false', ...props,
      oninput: () => apply({ [key]: input.value.trim() }),
      onkeydown: (event) => {
        if (event.key !== 'Escape' || input.value === '') return;
        event.preventDefault();
        event.stopPropagation();
        input.value = '';
        apply({ [key]: '' });
      },
    });
    inputs.set(key, input);
    return input;
  };
  const choice = (key, label) => {
    const select = h('select', { 'aria-label': label, onchange: () => apply({ [key]: select.value }) });
    inputs.set(key, select);
    return select;
  };

  const text = field('text', 'Filter by name or type', 'Name or type', { id: 'filter' });
  const why = choice('reason', 'Filter by reason');
  const within = choice('within', 'Filter by time');
  fill(within, WITHIN.map(([value, words]) => h('option', { value }, words)));
  const more = h('button', { type: 'button', class: 'more quiet', 'aria-expanded': 'false', onclick: () => {
    more.setAttribute('aria-expanded', String(element.classList.toggle('all')));
  } }, 'More');
  const element = h('div', { class: 'filters', role: 'search', 'aria-label': 'Events' }, text, more,
    h('span', { class: 'extra' }, field('person', 'Filter by person', 'Person'), why, field('payload', 'Filter by text in the payload', 'Payload holds'), within));

  /** The reasons that the kept events have, and the one that is chosen. */
  function drawReasons() {
    const codes = new Set(store.rows().map((row) => row.reason));
    codes.add(filter.reason ?? '');
    codes.delete('');
    const wanted = ['', ...[...codes].sort()];
    const drawn = [...why.options].map((option) => option.value);
    if (drawn.length > 0 && wanted.join() === drawn.join()) return;
    fill(why, wanted.map((code) => h('option', { value: code }, code === '' ? 'Any reason' : inWords(code))));
    why.value = filter.reason ?? '';
  }

  function search() {
    clearTimeout(timer);
    timer = null;
    if (!filter.payload) return;
    timer = setTimeout(async () => {
      timer = null;
      const wanted = filter.payload;
      const numbers = await post('search', wanted);
      if (wanted !== filter.payload) return;
      found = new Set(numbers ?? []);
      changed();
    }, WAIT_BEFORE_SEARCH);
  }

  function matches(row) {
    const { state, person, slower } = filter;
    return (!state || state.split(',').includes(row.state))
      && (!filter.text || holds(`${row.type} ${row.name} ${reason(row)}`, filter.text))
      && (!person || holds(row.person, person))
      && (!filter.reason || row.reason === filter.reason)
      && (!filter.request || String(row.request) === filter.request)
      && (!filter.within || Date.parse(row.at) >= now() - Number(filter.within) * 1_000)
      && (!slower || (latency(row) ?? (isOpen(row) ? now() - Date.parse(row.at) : 0)) > Number(slower) * 1_000)
      && (!filter.payload || (found?.has(row.n) ?? false));
  }

  const ends = [onChange((what) => {
    if (what !== 'rows') return;
    drawReasons();
    if (filter.payload && timer === null) search();
  })];
  drawReasons();
  showFields();
  search();
  return {
    element, matches, read,
    isSet: () => Object.keys(filter).length > 0,
    clear: () => refine({}),
    focus: () => text.focus(),
    close: () => { ends.forEach((end) => end()); clearTimeout(timer); },
  };
}

const holds = (text, part) => text.toLowerCase().includes(part.toLowerCase());
