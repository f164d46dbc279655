// Compose: an example or a pasted payload, explained as it is typed, its proofs, and the real request.
import { h, fill, count, get, post, say } from './dom.js';
import { link } from './address.js';
import { draft } from './draft.js';
import { explained } from './detail.js';
import { onToggle } from './mask.js';
import { onChange, store } from './store.js';

const MOST_SHOWN = 20;
const WAIT_BEFORE_EXPLAIN = 300;

/** What Segment does with each response of the webhook. */
function segmentDoes(status) {
  if (status === 200) return 'Segment is done: every event is safe.';
  if (status === 423) return 'Segment tries again for 4 hours: check the shared secret and the token.';
  if (status >= 500) return 'Segment tries again for 4 hours.';
  return 'Segment discards it.';
}

/** Line and column, from 1, of a byte of a text in UTF-8. */
function placeOf(text, byte) {
  const before = new TextDecoder().decode(new TextEncoder().encode(text).slice(0, byte));
  const rows = before.split('\n');
  return { line: rows.length, column: rows.at(-1).length + 1, at: before.length };
}

function choice(name, label, options, chosen) {
  return h('fieldset', {}, h('legend', {}, label), options.map(([value, words]) => h('label', {},
    h('input', { type: 'radio', name, value, checked: value === chosen }), ' ', words)));
}

export function compose() {
  let explanation = null;
  let response = null;
  let timer = null;
  const examples = h('select', { id: 'example' }, h('option', { value: '' }, 'Choose an example…'));
  const payload = h('textarea', {
    id: 'payload', spellcheck: 'false', placeholder: 'Paste an event as Segment sends it, or an array of them.', 'aria-describedby': 'mistake',
    oninput: () => edit(payload.value),
    onkeydown: (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(); },
  });
  const mistake = h('p', { class: 'mistake', id: 'mistake', role: 'status' });
  const result = h('div', { class: 'result' });
  const form = h('form', { class: 'card', onsubmit: send },
    h('div', { class: 'head' }, h('h2', {}, 'Compose'), examples),
    h('label', { for: 'payload' }, 'Payload'), payload, mistake,
    h('div', { class: 'choices' },
      choice('signature', 'Signature', [['right', 'right'], ['wrong', 'wrong'], ['none', 'none']], 'right'),
      choice('token', 'Token', [['right', 'with'], ['wrong', 'wrong'], ['none', 'without']], 'right'),
      h('button', { type: 'submit', class: 'primary', title: 'Ctrl+Enter' }, 'Send')));
  examples.setAttribute('aria-label', 'Example');

  function edit(text) {
    draft.write(text);
    response = null;
    clearTimeout(timer);
    timer = setTimeout(explain, WAIT_BEFORE_EXPLAIN);
  }

  async function explain() {
    const text = payload.value;
    const next = text.trim() === '' ? null : await post('explain', text);
    if (text !== payload.value) return;
    explanation = next;
    drawMistake();
    draw();
  }

  function drawMistake() {
    const byte = /at offset (\d+)/.exec(explanation?.problem ?? '')?.[1];
    payload.setAttribute('aria-invalid', String(explanation?.problem !== undefined));
    if (byte === undefined) {
      fill(mistake, explanation?.problem ?? '');
      return;
    }
    const { line, column, at } = placeOf(payload.value, Number(byte));
    fill(mistake, `Not JSON: line ${line}, column ${column}. `, h('button', { type: 'button', class: 'quiet', onclick: () => {
      payload.focus();
      payload.setSelectionRange(at, at + 1);
    } }, 'Go there'));
  }

  async function send(event) {
    event.preventDefault();
    if (payload.value.trim() === '') {
      say('There is no payload yet: choose an example or paste one.', true);
      payload.focus();
      return;
    }
    const proofs = new FormData(form);
    clearTimeout(timer);
    await explain();
    response = await post(`send?signature=${proofs.get('signature')}&token=${proofs.get('token')}`, payload.value);
    draw();
  }

  function draw() {
    fill(result, response ? responded() : null, explanation === null ? hint() : events());
  }

  function hint() {
    return h('div', { class: 'empty' }, h('p', {}, 'Choose an example or paste a payload.'),
      h('p', {}, 'What the bridge would make of it appears here as you type. Send posts it to /segment. The draft stays until this tab is closed.'));
  }

  function responded() {
    const { status, answer: body, request } = response;
    const words = status === 200 ? `${count(body.accepted, 'event')} accepted, ${body.deadLettered} dead-lettered.` : body.message ?? '';
    const one = status !== 200 || body.accepted + body.deadLettered === 1;
    const row = one ? store.rows().findLast((each) => each.request === request) : null;
    const where = row ? h('a', { href: link('events', row.n) }, 'See the event')
      : one ? null : h('a', { href: link('events', 0, { request }) }, 'See the events');
    return h('div', { class: `response ${status === 200 ? 'good' : 'bad'}`, role: 'status' },
      h('strong', {}, `The webhook responded ${status}.`), ` ${words} ${segmentDoes(status)} `, where);
  }

  function events() {
    const all = explanation.events;
    const more = all.length - MOST_SHOWN;
    return [all.slice(0, MOST_SHOWN).map((event, i) => h('article', { class: 'card' },
      h('h3', { class: 'outcome' }, all.length > 1 ? `Event ${i + 1}: ` : '', outcome(event)), explained(event))),
    more > 0 ? h('p', { class: 'facts' }, `and ${count(more, 'more event')}`) : null];
  }

  function outcome(event) {
    const [state, words] = { send: ['delivered', 'is sent'], skip: ['skipped', 'is skipped'], dead_letter: ['dead_lettered', 'is dead-lettered'] }[event.outcome];
    return h('span', { class: `pill ${state}` }, words);
  }

  get('examples').then((all) => {
    if (!all || all.length === 0) examples.append(h('option', { disabled: true }, 'events/ is not here: start the bridge in its folder'));
    for (const example of all ?? []) examples.append(h('option', { value: example.name }, example.name));
    examples.addEventListener('change', () => {
      const example = all.find((each) => each.name === examples.value);
      if (!example) return;
      payload.value = example.text;
      edit(example.text);
    });
  });
  payload.value = draft.read();
  explain();
  draw();
  const ends = [onToggle(draw), onChange((what) => { if (what === 'rows' && response && !result.querySelector('.response a')) draw(); })];
  return { element: h('div', { class: 'compose' }, form, result), close: () => { ends.forEach((end) => end()); clearTimeout(timer); } };
}
