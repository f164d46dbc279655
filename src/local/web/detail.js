// One event: what happened, why, what was sent, and when.
import { h, fill, count, get, post, say, time } from './dom.js';
import { json, sideBySide } from './json.js';
import { masked, onToggle, shown } from './mask.js';
import { redriven } from './deadletters.js';
import { pill } from './states.js';
import { onChange, store } from './store.js';

const WAIT_BEFORE_RELOAD = 250;

/** What the translation says, for the detail and for Compose. */
export function explained(explanation, received) {
  const parts = [];
  if (explanation.why && !received) parts.push(whyNot(explanation.why));
  if (explanation.warnings.length > 0) parts.push(warnings(explanation.warnings));
  const regal = received?.lines ?? explanation.regal;
  if (regal) {
    const words = received ? 'Regal received' : 'Regal would receive';
    if (received?.differs) parts.push(h('p', { class: 'facts' }, 'Regal received other than this event alone becomes: the bridge put in, or left out, what it remembers of the person.'));
    parts.push(sideBySide(explanation.segment, regal, explanation.origins ?? [], explanation.deciding ?? [], words));
  } else {
    parts.push(h('h3', {}, 'Segment sent'), json(explanation.segment, "Segment's event"));
  }
  return parts;
}

const codes = (item) => [h('code', {}, item.code), item.rule ? h('span', { class: 'rule', title: 'the rule in the README' }, item.rule) : null];

function whyNot(why) {
  return h('div', { class: 'notice' }, h('strong', {}, why.words), ' ', codes(why));
}

function warnings(list) {
  return h('div', { class: 'warnings' },
    h('h3', {}, count(list.length, 'warning')),
    h('ul', {}, list.map((item) => h('li', {},
      h('span', {}, h('code', { class: 'path' }, shown() ? item.path : item.label), ' ', item.words, '.'), ' ', codes(item)))));
}

/** The panel of one event; it follows the event while it is open. */
export function detail(n, close) {
  const element = h('section', { class: 'detail', 'aria-label': `Event ${n}`, tabindex: '-1' });
  let event = null;
  let version = '';
  let timer = null;

  async function load() {
    timer = null;
    event = await get(`events/${n}`);
    draw();
  }

  function follow() {
    const row = store.row(n);
    const seen = row ? `${row.state} ${row.attempts} ${row.receives} ${row.due}` : '';
    if (seen !== version && timer === null) {
      version = seen;
      timer = setTimeout(load, WAIT_BEFORE_RELOAD);
    }
  }

  function draw() {
    const scroll = element.scrollTop;
    fill(element, event === null ? missing() : parts());
    element.scrollTop = scroll;
  }

  function missing() {
    return [head(null), h('div', { class: 'empty' }, h('p', {}, 'This event is not kept any more: the console keeps only the newest.'),
      h('p', {}, 'Send it again, or look for it in the terminal by its message id.'))];
  }

  function head(row) {
    return h('div', { class: 'head' },
      h('button', { type: 'button', class: 'quiet', onclick: close, 'aria-label': 'Close this event' }, '← Events'),
      row ? h('h2', {}, row.name || row.type) : null,
      row ? pill(store.row(n) ?? row) : null);
  }

  function parts() {
    const all = [head(event),
      h('p', { class: 'facts' }, `${event.type} · ${event.person ? masked(event.person) : 'no person named'} · ${count(event.attempts, 'attempt')} · ${count(event.receives, 'receive')}`,
        event.repeats > 0 ? ` · came again ${count(event.repeats, 'time')}` : ''),
      event.intake ? h('p', { class: 'facts' }, event.intake) : null];
    if (event.state === 'dead_lettered') all.push(redriveButton());
    if (event.why && !event.explanation?.why) all.push(whyNot(event.why));
    all.push(timeline());
    if (event.explanation) all.push(explained(event.explanation, event.received));
    else all.push(h('h3', {}, event.state === 'rejected' ? 'The request, as it came' : 'Segment sent'), json(event.segment, 'What came'));
    if (event.received) all.push(headers(event.received));
    all.push(ids());
    return all;
  }

  function redriveButton() {
    return event.reason === 'privacy_delete'
      ? h('p', { class: 'facts' }, "A redrive would only dead-letter it again: write to Regal's support.")
      : h('button', { type: 'button', class: 'primary', onclick: async (click) => {
        click.target.disabled = true;
        say('Redrive runs: it takes a few seconds.');
        const answer = await post('redrive', JSON.stringify({ dryRun: false, messageIds: [event.deadLetterId], reasons: [event.reason] }));
        if (answer) say(redriven(answer));
        click.target.disabled = false;
      } }, 'Redrive this one');
  }

  function timeline() {
    const start = Date.parse(event.at);
    return h('div', {}, h('h3', {}, 'Timeline'), h('ol', { class: 'timeline', tabindex: '0', 'aria-label': 'Timeline' }, event.timeline.map((step) => h('li', { class: step.kind },
      h('time', { datetime: step.at, title: time(step.at) }, `+${Math.max(0, (Date.parse(step.at) - start) / 1000).toFixed(1)} s`),
      h('span', {}, step.kind === 'said' ? `Regal said: ${shown() ? step.text : '••• (masked: it may quote the event)'}` : step.text)))));
  }

  function headers(received) {
    return h('details', {}, h('summary', {}, "The request's headers"),
      h('pre', {}, Object.entries(received.headers).map(([name, value]) => `${name}: ${value}`).join('\n')));
  }

  function ids() {
    return h('details', {}, h('summary', {}, 'Ids'), h('dl', {},
      h('dt', {}, event.messageIds.length > 1 ? 'SQS message ids, in turn' : 'SQS message id'), h('dd', {}, event.messageIds.join(', ') || 'none'),
      h('dt', {}, 'Group, the hash of the person'), h('dd', {}, event.group || 'none')));
  }

  const ends = [onChange(follow), onToggle(draw)];
  follow();
  if (timer === null) load();
  return { element, close: () => { ends.forEach((end) => end()); clearTimeout(timer); } };
}
