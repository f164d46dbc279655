// A bad day: what Regal responds next, load, an invocation killed, a secret rotated; and whether order holds.
import { h, fill, count, post, refill, say } from './dom.js';
import { load } from './load.js';
import { masked, onToggle } from './mask.js';
import { order } from './order.js';
import { onChange, store } from './store.js';

const RESPONSES = [
  ['200', { status: 200 }], ['400', { status: 400 }], ['401', { status: 401 }], ['429', { status: 429 }],
  ['500', { status: 500 }], ['502', { status: 502 }], ['503', { status: 503 }],
  ['time-out', { status: 200, delayMs: 11000 }], ['cut', { status: 200, cut: true }], ['slow, 5 s', { status: 200, delayMs: 5000 }],
];

/** Whole bad days: a name, what it shows, and the script. */
const PRESETS = [
  ['Outage', '503 to everyone for a minute: the circuit breaker opens, nothing is lost.', [{ status: 503, seconds: 60 }]],
  ['Throttling', '50 responses 429: the request rate falls and recovers.', [{ status: 429, times: 50 }]],
  ['Slow Regal', '5 s for each response for a minute: invocations wait, order holds.', [{ status: 200, delayMs: 5000, seconds: 60 }]],
  ['Unknown outcomes', '20 connections cut: Regal may or may not have these events.', [{ status: 200, cut: true, times: 20 }]],
  ['Key rejected', '401 to everyone for a minute: delivery pauses, nothing is dead-lettered.', [{ status: 401, seconds: 60 }]],
  ['Invalid events', '5 responses 400: the events are dead-lettered with their reason.', [{ status: 400, times: 5 }]],
];

function inWords(entry) {
  const what = entry.cut ? 'cut connection' : entry.delayMs >= 10000 ? 'time-out' : entry.delayMs ? `${entry.status} after ${entry.delayMs / 1000} s` : String(entry.status);
  const long = entry.seconds ? `for ${entry.seconds} s from its first use` : count(entry.times, 'response');
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
  let hasRegal = null;

  const amount = h('input', { id: 'amount', type: 'number', min: '1', max: '86400', value: '10', 'aria-label': 'How many' });
  const unit = h('select', { id: 'unit', 'aria-label': 'Responses or seconds' }, h('option', { value: 'times' }, 'responses'), h('option', { value: 'seconds' }, 'seconds'));
  const person = h('input', { id: 'person', type: 'text', placeholder: 'everyone, or a userId, phone or e-mail', autocomplete: 'off' });

  async function setScript(entries) {
    const script = await post('script', JSON.stringify(entries));
    if (!script) return;
    store.gauges.script = script;
    drawScript();
    say(script.length === 0 ? 'Regal responds 200 again.' : 'The script is set.');
  }

  function add(response) {
    const entry = { ...response, [unit.value]: Number(amount.value) };
    if (person.value.trim() !== '') entry.person = person.value.trim();
    setScript([...(store.gauges?.script ?? []), entry]);
  }

  function drawRegal() {
    hasRegal = store.gauges?.script !== undefined;
    fill(regal, h('h2', {}, "Regal's next responses"), !hasRegal ? elsewhere() : [
      h('div', { class: 'presets', role: 'group', 'aria-label': 'Presets' }, PRESETS.map(([name, words, script]) => h('button', { type: 'button', onclick: () => setScript(script) }, h('b', {}, name), ' ', h('span', {}, words)))),
      h('h3', {}, 'Or one by one'),
      h('div', { class: 'for' }, h('label', { for: 'amount' }, 'For'), amount, unit, h('label', { for: 'person' }, 'of'), person),
      h('div', { class: 'responses', role: 'group', 'aria-label': 'Add a response' }, RESPONSES.map(([name, response]) => h('button', { type: 'button', onclick: () => add(response) }, name))),
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
      setScript(JSON.parse(text.value));
    } catch {
      say('The script is not JSON: it is an array such as [{"status":503,"times":3}].', true);
    }
  }

  function drawScript() {
    const script = store.gauges?.script ?? [];
    refill(left, () => [script.length === 0 ? h('li', { class: 'none' }, 'Nothing scripted: Regal responds 200.') : script.map((entry, i) => {
      const [what, rest] = inWords(entry);
      return h('li', {}, h('b', {}, what), ` ${rest} `, h('button', {
        type: 'button', class: 'quiet', 'aria-label': `Remove ${what}`, onclick: () => setScript(store.gauges.script.filter((_, at) => at !== i)),
      }, 'Remove'));
    }), script.length > 1 ? h('li', {}, h('button', { type: 'button', onclick: () => setScript([]) }, 'Clear all')) : null]);
  }

  async function kill() {
    const result = await post('kill');
    if (!result) return;
    say(result.killed === 0
      ? 'No invocation is running. Script a slow response, send an event, then kill.'
      : `${count(result.killed, 'invocation')} killed. SQS delivers the events again after the queue's visibility timeout.`);
  }

  const turn = (secret, step, label, name) => h('button', { type: 'button', 'aria-label': name, onclick: async () => {
    const result = await post(`rotate?secret=${secret}&step=${step}`);
    if (result) say(result.message);
  } }, label);

  const other = h('section', { class: 'card' },
    h('h2', {}, 'The invocation'),
    h('p', {}, 'Ends what is running as a crash would: no response, no environment, and its events in flight until their visibility timeout ends.'),
    h('div', { class: 'buttons' }, h('button', { type: 'button', class: 'danger', onclick: kill }, 'Kill the running invocation')),
    h('h2', {}, 'Secrets'),
    h('dl', { class: 'rotate' },
      h('dt', {}, 'Shared secret'), h('dd', {}, turn('signature', 'new', 'Rotate', 'Rotate the shared secret'), turn('signature', 'finish', 'Remove old', 'Remove old shared secret')),
      h('dt', {}, 'Bridge token'), h('dd', {}, turn('token', 'new', 'Rotate', 'Rotate the token'), turn('token', 'finish', 'Remove old', 'Remove old token')),
      h('dt', {}, "Regal's key"), h('dd', {}, turn('key', 'both', 'New at Regal and in the store'), turn('key', 'regal', 'New at Regal only'), turn('key', 'store', 'Put it in the store'))));

  function update(what) {
    if (what === 'gauges' && hasRegal !== (store.gauges.script !== undefined)) drawRegal();
    else if (what === 'gauges') drawScript();
  }

  const generator = load();
  const people = order();
  const ends = [onChange(update), onToggle(drawScript), people.close];
  if (store.gauges) drawRegal();
  return { element: h('div', { class: 'badday' }, h('div', { class: 'side' }, regal, people.element), h('div', { class: 'side' }, generator, other)), close: () => ends.forEach((end) => end()) };
}
