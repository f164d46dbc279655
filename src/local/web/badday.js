// A bad day: what Regal answers next, an invocation killed, a secret rotated; and whether order holds.
import { h, fill, count, post, say } from './dom.js';
import { masked, onToggle } from './mask.js';
import { hue, words } from './states.js';
import { onChange, store } from './store.js';

const PEOPLE = 8;
const EVENTS = 24;

const ANSWERS = [
  ['200', { status: 200 }], ['400', { status: 400 }], ['401', { status: 401 }], ['429', { status: 429 }],
  ['500', { status: 500 }], ['502', { status: 502 }], ['503', { status: 503 }],
  ['time-out', { status: 200, delayMs: 11000 }], ['cut', { status: 200, cut: true }], ['slow, 5 s', { status: 200, delayMs: 5000 }],
];

function inWords(entry) {
  const what = entry.cut ? 'cut connection' : entry.delayMs >= 10000 ? 'time-out' : entry.delayMs ? `${entry.status} after ${entry.delayMs / 1000} s` : String(entry.status);
  const long = entry.seconds ? `for ${entry.seconds} s from its first use` : count(entry.times, 'answer');
  return [what, `${long}, ${entry.person ? `for ${masked(entry.person)}` : 'for everyone'}`];
}

/** The console's own words where the buttons cannot work. */
function elsewhere() {
  return h('p', { class: 'notice' }, 'Regal is elsewhere (-Dregal.url), so its responses are not scripted here. Post the script to ', h('code', {}, '/regal/script'), ' of that emulator.');
}

export function badDay() {
  const left = h('ul', { class: 'script' });
  const text = h('textarea', { id: 'script', rows: '4', spellcheck: 'false', 'aria-label': 'The script as JSON' });
  const regal = h('section', { class: 'card' });
  const people = h('section', { class: 'card people' });
  let hasRegal = null;

  const amount = h('input', { id: 'amount', type: 'number', min: '1', max: '86400', value: '10', 'aria-label': 'How many' });
  const unit = h('select', { id: 'unit', 'aria-label': 'Answers or seconds' }, h('option', { value: 'times' }, 'answers'), h('option', { value: 'seconds' }, 'seconds'));
  const person = h('input', { id: 'person', type: 'text', placeholder: 'everyone, or a userId, phone or e-mail', autocomplete: 'off' });

  async function set(script) {
    const answer = await post('script', JSON.stringify(script));
    if (!answer) return;
    store.gauges.script = answer;
    drawScript();
    say(answer.length === 0 ? 'Regal answers 200 again.' : 'The script is set.');
  }

  function add(answer) {
    const entry = { ...answer, [unit.value]: Number(amount.value) };
    if (person.value.trim() !== '') entry.person = person.value.trim();
    set([...(store.gauges?.script ?? []), entry]);
  }

  function drawRegal() {
    hasRegal = store.gauges?.script !== undefined;
    fill(regal, h('h2', {}, "Regal's next answers"), !hasRegal ? elsewhere() : [
      h('div', { class: 'for' }, h('label', { for: 'amount' }, 'For'), amount, unit, h('label', { for: 'person' }, 'of'), person),
      h('div', { class: 'answers', role: 'group', 'aria-label': 'Add an answer' }, ANSWERS.map(([name, answer]) => h('button', { type: 'button', onclick: () => add(answer) }, name))),
      h('h3', {}, 'Still to come'), left,
      h('details', {}, h('summary', {}, 'As a script'),
        h('p', { class: 'facts' }, 'The same as POST /regal/script: entries in order; what is left of it is shown here.'), text,
        h('div', { class: 'buttons' },
          h('button', { type: 'button', onclick: () => { text.value = JSON.stringify(store.gauges.script, null, 1); } }, 'Read'),
          h('button', { type: 'button', class: 'primary', onclick: setText }, 'Set')))]);
    drawScript();
  }

  function setText() {
    try {
      set(JSON.parse(text.value));
    } catch {
      say('The script is not JSON: it is an array such as [{"status":503,"times":3}].', true);
    }
  }

  function drawScript() {
    const script = store.gauges?.script ?? [];
    fill(left, script.length === 0 ? h('li', { class: 'none' }, 'Nothing scripted: Regal answers 200.') : script.map((entry, i) => {
      const [what, rest] = inWords(entry);
      return h('li', {}, h('b', {}, what), ` ${rest} `, h('button', {
        type: 'button', class: 'quiet', 'aria-label': `Remove ${what}`, onclick: () => set(store.gauges.script.filter((_, at) => at !== i)),
      }, 'Remove'));
    }), script.length > 1 ? h('li', {}, h('button', { type: 'button', onclick: () => set([]) }, 'Clear all')) : null);
  }

  async function kill() {
    const answer = await post('kill');
    if (!answer) return;
    say(answer.killed === 0
      ? 'No invocation runs now. Script a slow answer, send an event, then kill.'
      : `${count(answer.killed, 'invocation')} killed. SQS delivers the events again after the queue's visibility timeout.`);
  }

  const turn = (secret, step, label) => h('button', { type: 'button', onclick: async () => {
    const answer = await post(`rotate?secret=${secret}&step=${step}`);
    if (answer) say(answer.message);
  } }, label);

  const other = h('section', { class: 'card' },
    h('h2', {}, 'The invocation'),
    h('p', {}, 'Ends what runs now as a crash would: no response, its environment gone, its events in flight until their visibility timeout ends.'),
    h('div', { class: 'buttons' }, h('button', { type: 'button', class: 'danger', onclick: kill }, 'Kill the running invocation')),
    h('h2', {}, 'Secrets'),
    h('dl', { class: 'rotate' },
      h('dt', {}, 'Shared secret'), h('dd', {}, turn('signature', 'new', 'Rotate'), turn('signature', 'finish', 'Remove the old one')),
      h('dt', {}, 'Bridge token'), h('dd', {}, turn('token', 'new', 'Rotate'), turn('token', 'finish', 'Remove the old one')),
      h('dt', {}, "Regal's key"), h('dd', {}, turn('key', 'both', 'New at Regal and in the store'), turn('key', 'regal', 'New at Regal only'), turn('key', 'store', 'Put it in the store'))));

  function drawPeople() {
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
    fill(people, h('h2', {}, 'Order, person by person'), groups.size === 0
      ? h('div', { class: 'empty' }, h('p', {}, 'No events yet.'), h('p', {}, h('a', { href: '#/compose' }, 'Compose an event'), ' and come back.'))
      : [h('p', { class: 'facts' }, `Each square is one event, the oldest on the left. A person's events turn green from left to right. ${promise()}`),
        h('ul', {}, [...groups].map(([who, events]) => h('li', {}, name(who), h('span', { class: 'squares' }, events.map((row) => h('a', {
          class: `square ${row.state}`, href: `#/events/${row.n}`, 'aria-label': `${row.name || row.type}: ${words(row)}`, title: `${row.name || row.type}: ${words(row)}`,
        }))))))]);
  }

  function promise() {
    const order = store.gauges?.overtaken ?? 0;
    return order === 0 ? 'No event was overtaken so far.' : `${count(order, 'event')} overtook an earlier one of the same person: that must not happen.`;
  }

  function name(who) {
    const dot = h('s', { 'aria-hidden': 'true' });
    dot.style.background = `hsl(${hue(who)} 60% 55%)`;
    return h('span', { class: 'person' }, dot, masked(who));
  }

  function update(what) {
    if (what === 'gauges' && hasRegal !== (store.gauges.script !== undefined)) drawRegal();
    else if (what === 'gauges') drawScript();
    if (what !== 'connection' && !people.matches(':focus-within')) drawPeople();
  }

  const ends = [onChange(update), onToggle(() => { drawScript(); drawPeople(); })];
  if (store.gauges) drawRegal();
  drawPeople();
  return { element: h('div', { class: 'badday' }, regal, other, people), close: () => ends.forEach((end) => end()) };
}
