// Compose: an example or a pasted payload, its proofs, its expected outcome, and the real request.
import { h, fill, count, get, post, say } from './dom.js';
import { explained } from './detail.js';
import { onToggle } from './mask.js';

const MOST_SHOWN = 20;

/** What Segment does with each answer of the webhook. */
function segmentDoes(status) {
  if (status === 200) return 'Segment is done: every event is safe.';
  if (status === 423) return 'Segment tries again for 4 hours: check the shared secret and the token.';
  if (status >= 500) return 'Segment tries again for 4 hours.';
  return 'Segment discards it.';
}

let kept = null;

function choice(name, label, options, chosen) {
  return h('fieldset', {}, h('legend', {}, label), options.map(([value, words]) => h('label', {},
    h('input', { type: 'radio', name, value, checked: value === chosen }), words)));
}

export function compose() {
  let last = null;
  const examples = h('select', { id: 'example' }, h('option', { value: '' }, 'Choose an example…'));
  const payload = h('textarea', {
    id: 'payload', rows: '16', spellcheck: 'false', placeholder: 'Paste an event as Segment sends it, or an array of them.',
    oninput: () => { kept = payload.value; },
  });
  payload.value = kept ?? '';
  const result = h('div', { class: 'result', 'aria-live': 'polite' }, hint());
  const form = h('form', { class: 'card', onsubmit: send },
    h('h2', {}, 'Compose'),
    h('label', { for: 'example' }, 'Example, of the folder events/'), examples,
    h('label', { for: 'payload' }, 'Payload'), payload,
    h('div', { class: 'choices' },
      choice('signature', 'Signature', [['right', 'right'], ['wrong', 'wrong'], ['none', 'none']], 'right'),
      choice('token', 'Token', [['right', 'with'], ['wrong', 'wrong'], ['none', 'without']], 'right')),
    h('div', { class: 'buttons' },
      h('button', { type: 'button', onclick: explain }, 'Explain'),
      h('button', { type: 'submit', class: 'primary' }, 'Send')));

  function hint() {
    return h('div', { class: 'empty' }, h('p', {}, 'Choose an example or paste a payload.'),
      h('p', {}, 'Explain shows what the bridge would make of it. Send posts it to /segment, for real.'));
  }

  function isThere() {
    if (payload.value.trim() !== '') return true;
    say('There is no payload yet: choose an example or paste one.', true);
    payload.focus();
    return false;
  }

  async function explain() {
    if (!isThere()) return;
    last = await post('explain', payload.value);
    if (last) draw();
  }

  async function send(event) {
    event.preventDefault();
    if (!isThere()) return;
    const form = new FormData(event.target);
    const explanation = await post('explain', payload.value);
    const answer = await post(`send?signature=${form.get('signature')}&token=${form.get('token')}`, payload.value);
    if (!explanation || !answer) return;
    last = { ...explanation, answer };
    draw();
  }

  function draw() {
    fill(result, last === null ? hint() : [last.answer ? answered(last.answer) : null, last.problem ? h('div', { class: 'notice' }, last.problem) : null, events()]);
  }

  function answered({ status, answer }) {
    const words = status === 200
      ? `${count(answer.accepted, 'event')} accepted, ${answer.deadLettered} dead-lettered.`
      : answer.message ?? '';
    return h('div', { class: `answer ${status === 200 ? 'good' : 'bad'}` },
      h('strong', {}, `The webhook answered ${status}.`), ` ${words} ${segmentDoes(status)} `,
      h('a', { href: '#/events' }, 'See it in the list'));
  }

  function events() {
    const list = last.events.slice(0, MOST_SHOWN).map((event, i) => h('article', { class: 'card' },
      h('h3', { class: 'outcome' }, last.events.length > 1 ? `Event ${i + 1}: ` : '', outcome(event)), explained(event)));
    const more = last.events.length - MOST_SHOWN;
    return [list, more > 0 ? h('p', { class: 'facts' }, `and ${count(more, 'more event')}`) : null];
  }

  function outcome(event) {
    const [state, words] = { send: ['delivered', 'is sent'], skip: ['skipped', 'is skipped'], dead_letter: ['dead_lettered', 'is dead-lettered'] }[event.outcome];
    return h('span', { class: `pill ${state}` }, words);
  }

  get('examples').then((list) => {
    if (!list || list.length === 0) examples.append(h('option', { disabled: true }, 'events/ is not here: start the bridge in its folder'));
    for (const example of list ?? []) examples.append(h('option', { value: example.name }, example.name));
    examples.addEventListener('change', () => {
      const example = list.find((each) => each.name === examples.value);
      if (!example) return;
      payload.value = kept = example.text;
      explain();
    });
  });
  const end = onToggle(draw);
  return { element: h('div', { class: 'compose' }, form, result), close: end };
}
