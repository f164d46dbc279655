// One event: what happened, why, what was sent, and when.
import { h, count, copy, duration, fold, fullTime, get, post, refill, say, time } from './dom.js';
import { link } from './address.js';
import { draft } from './draft.js';
import { json, sideBySide } from './json.js';
import { masked, onToggle, shown, visible } from './mask.js';
import { redriven } from './deadletters.js';
import { pill } from './states.js';
import { latency, onChange, store } from './store.js';
import { isWaiting, timeline } from './timeline.js';
import { curl } from './welcome.js';

const WAIT_BEFORE_RELOAD = 250;

/** What the translation says, for the detail and for Compose. */
export function explained(explanation, received) {
  const parts = [];
  if (explanation.why && !received) parts.push(whyNot(explanation.why));
  if (explanation.warnings.length > 0) parts.push(warnings(explanation.warnings));
  const regal = received?.lines ?? explanation.regal;
  if (regal) {
    const words = received ? 'Regal received' : 'Regal would receive';
    if (received?.differs) parts.push(h('p', { class: 'facts' }, 'Regal received other than this event alone becomes: the bridge put in, or left out, what the state table holds of the person.'));
    parts.push(sideBySide(explanation.segment, regal, explanation.origins ?? [], explanation.deciding ?? [], words));
  } else {
    parts.push(h('h3', {}, 'Segment sent'), json(explanation.segment, "Segment's event"));
  }
  return parts;
}

const codes = (item) => [h('code', {}, item.code), ' ', item.rule ? h('span', { class: 'rule', title: 'the rule in the documents' }, item.rule) : null];

function whyNot(why) {
  return h('div', { class: 'notice' }, h('strong', {}, why.words), ' ', codes(why));
}

function warnings(list) {
  return h('div', { class: 'warnings' },
    h('h3', {}, count(list.length, 'warning')),
    h('ul', {}, list.map((item) => h('li', {},
      h('span', {}, h('code', { class: 'path' }, visible(shown() ? item.path : item.label)), ' ', item.words, '.'), ' ', codes(item)))));
}

/** The panel of one event; it follows the event while it is open. */
export function detail(n, close) {
  const element = h('section', { class: 'detail', 'aria-label': `Event ${n}`, tabindex: '-1' });
  const unfolded = new Set();
  let event = null;
  let seen = null;
  let timer = null;

  async function load() {
    timer = null;
    event = await get(`events/${n}`);
    draw();
  }

  function follow() {
    const row = store.row(n);
    if (row !== seen && timer === null) {
      seen = row;
      timer = setTimeout(load, WAIT_BEFORE_RELOAD);
    }
  }

  function draw() {
    refill(element, () => (event === null ? missing() : parts()));
  }

  function missing() {
    return [head(null), h('div', { class: 'empty' }, h('p', {}, 'This event is not kept: the console keeps only the newest.'),
      h('p', {}, 'Send it again, or look for it in the terminal by its message id.'))];
  }

  function head(row) {
    return h('div', { class: 'head' },
      h('button', { type: 'button', class: 'quiet', onclick: close, 'aria-label': 'Close this event' }, '← Events'),
      row ? [h('h2', {}, h('bdi', {}, visible(row.name || row.type))), ' ', pill(store.row(n) ?? row)] : null);
  }

  function parts() {
    const took = latency(event);
    const all = [head(event),
      h('p', { class: 'facts' }, `${event.type} · `, event.person ? h('bdi', {}, masked(event.person)) : 'no person named',
        ` · ${count(event.attempts, 'attempt')} · ${count(event.receives, 'receive')}`, took === null ? '' : ` · ${event.state.replace('_', '-')} after ${duration(took)}`,
        event.repeats > 0 ? ` · came again ${count(event.repeats, 'time')}` : '', ' · ', h('time', { title: fullTime(event.at) }, time(event.at))),
      event.intake ? h('p', { class: 'facts' }, event.intake) : null, actions()];
    if (event.why && !event.explanation?.why) all.push(whyNot(event.why));
    all.push(timeline(event.timeline, event.at, unfolded, draw));
    if (event.explanation) all.push(explained(event.explanation, event.received));
    else all.push(h('h3', {}, event.state === 'rejected' ? 'The request, as it came' : 'Segment sent'), json(event.segment, 'What came'));
    if (event.received) all.push(headers(event.received));
    all.push(ids());
    return all;
  }

  function actions() {
    return h('div', { class: 'buttons' },
      event.state === 'dead_lettered' ? redriveButton() : null,
      event.body === undefined ? null : [
        h('button', { type: 'button', onclick: () => copy(event.body, 'The JSON, personal data included, is') }, 'Copy JSON'),
        h('button', { type: 'button', onclick: async () => {
          const proofs = await post('sign', event.body);
          if (proofs) copy(curl(event.body, { signature: proofs.signature }), 'The signed command, personal data included, is');
        } }, 'Copy curl')],
      h('button', { type: 'button', onclick: () => copy(location.origin + link('events', n).replace('#', '/#'), 'The link is') }, 'Copy link'),
      event.body === undefined ? null : h('button', { type: 'button', onclick: () => {
        draft.write(event.body);
        location.hash = '#/compose';
      } }, 'Edit and send again'));
  }

  function redriveButton() {
    return event.reason === 'privacy_delete'
      ? h('p', { class: 'facts' }, "A redrive would only dead-letter it again: write to Regal's support.")
      : h('button', { type: 'button', class: 'primary', onclick: async (click) => {
        click.target.disabled = true;
        say('Redrive runs: it takes a few seconds.');
        const result = await post('redrive', JSON.stringify({ dryRun: false, messageIds: [event.deadLetterId], reasons: [event.reason] }));
        if (result) say(redriven(result));
        click.target.disabled = false;
      } }, 'Redrive this one');
  }

  function headers(received) {
    return fold(unfolded, 'headers', "The request's headers",
      h('pre', {}, Object.entries(received.headers).map(([name, value]) => `${name}: ${value}`).join('\n')));
  }

  function ids() {
    return fold(unfolded, 'ids', 'Ids', h('dl', {},
      h('dt', {}, event.messageIds.length > 1 ? 'SQS message ids, in turn' : 'SQS message id'), h('dd', {}, event.messageIds.join(', ') || 'none'),
      h('dt', {}, 'Group, the hash of the person'), h('dd', {}, event.group || 'none')));
  }

  const ends = [onChange(follow), onToggle(draw)];
  const clock = setInterval(() => { if (event?.timeline.some(isWaiting)) load(); }, 1_000);
  follow();
  if (timer === null) load();
  return { element, close: () => { ends.forEach((end) => end()); clearTimeout(timer); clearInterval(clock); } };
}
