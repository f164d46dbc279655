// What is parked, by reason, with the original; and sending it back.
import { h, fill, count, get, post, say, time } from './dom.js';
import { json } from './json.js';
import { masked, onToggle } from './mask.js';
import { reason } from './states.js';
import { onChange, store } from './store.js';

const MOST_SHOWN = 100;

const WORDS = {
  invalid_event: 'No readable event', invalid_type: 'A type that Segment does not know', privacy_delete: 'A privacy deletion, for you to do',
  invalid_event_name: 'A track call without a name', too_large: 'Too large', refused: 'Refused by Regal', given_up: 'Given up after many failures',
  unsure: 'Perhaps delivered', expired: 'Waited 13 days', too_many_receives: 'Moved by SQS after too many receives',
};

const ENDED = {
  all_sent: 'All of them are on their way again.', limit_reached: 'The limit is reached: run it again for the rest.',
  out_of_time: 'Time ran out: run it again.', some_failed: 'Some could not be sent: run it again.',
  events_queue_full: 'The events queue is full: wait until it drains.', another_run_is_on: 'Another run is on: wait a minute.',
  too_many_parked: 'More is parked than a run can take out.', queue_unavailable: 'SQS did not answer: run it again.',
};

/** The answer of the replay function, in words. */
export function replayed(answer) {
  if (answer.message) return answer.message;
  return `${answer.sent} of ${count(answer.matching, 'event')} sent back. ${ENDED[answer.ended] ?? answer.ended}`;
}

export function parked() {
  const chosen = new Set();
  const opened = new Set();
  const element = h('div', { class: 'parked' });
  let drawn = '';
  let isRunning = false;

  const rows = () => store.rows().filter((row) => row.state === 'parked');

  async function replay(order) {
    isRunning = true;
    say('Replay runs: it takes a few seconds.');
    draw();
    const answer = await post('replay', JSON.stringify({ dryRun: false, ...order }));
    isRunning = false;
    if (answer) {
      chosen.clear();
      say(replayed(answer), answer.ended !== 'all_sent');
    }
    draw();
  }

  function replayChosen() {
    const picked = rows().filter((row) => chosen.has(row.n));
    replay({ messageIds: picked.map((row) => row.parkedId), reasons: [...new Set(picked.map((row) => row.reason))] });
  }

  function draw() {
    const all = rows();
    for (const n of chosen) if (store.row(n)?.state !== 'parked') chosen.delete(n);
    const groups = Map.groupBy(all, (row) => row.reason);
    const held = store.gauges?.sqs.parked ?? 0;
    fill(element,
      h('div', { class: 'head' }, h('h2', {}, 'Parked'), all.length === 0 ? null : [
        h('button', { type: 'button', disabled: isRunning || chosen.size === 0, class: 'primary', onclick: replayChosen }, chosen.size === 0 ? 'Replay chosen' : `Replay ${chosen.size} chosen`),
        h('button', { type: 'button', disabled: isRunning, onclick: () => replay({}) }, 'Replay all')]),
      held > all.length ? h('p', { class: 'facts' }, `SQS holds ${held}: some were parked before this bridge started or are forgotten here. Replay all reaches them too.`) : null,
      all.length === 0
        ? h('div', { class: 'empty' }, h('p', {}, 'Nothing is parked.'), h('p', {}, 'What Regal refuses for good lands here with its reason. To see it, let Regal answer 400 once on ', h('a', { href: '#/badday' }, 'Bad day'), ' and send an event.'))
        : [h('p', { class: 'facts' }, 'A replay sends events back to the queue, each person’s in their old order. Replay all leaves out privacy deletions.'),
          [...groups].map(([code, list]) => group(code, list))]);
  }

  function group(code, list) {
    const isDelete = code === 'privacy_delete';
    return h('section', { class: 'card' },
      h('div', { class: 'head' }, h('h3', {}, `${WORDS[code] ?? code} `, h('code', {}, code)), h('span', { class: 'facts' }, count(list.length, 'event')),
        isDelete ? h('span', { class: 'facts' }, "Write to Regal's support; a replay would park it again.")
          : h('button', { type: 'button', disabled: isRunning, onclick: () => replay({ reasons: [code] }) }, 'Replay this reason')),
      h('ul', { class: 'originals' }, list.slice(-MOST_SHOWN).reverse().map((row) => original(row, isDelete))),
      list.length > MOST_SHOWN ? h('p', { class: 'facts' }, `and ${count(list.length - MOST_SHOWN, 'older one')}`) : null);
  }

  function original(row, isDelete) {
    const body = h('div', {});
    const name = row.name || row.type;
    const load = async () => {
      const event = await get(`events/${row.n}`);
      if (event) fill(body, json(event.explanation?.segment ?? event.segment, 'The original'), h('a', { href: `#/events/${row.n}` }, 'Its whole story'));
    };
    const more = h('details', { open: opened.has(row.n), ontoggle: (event) => {
      if (event.target.open) { opened.add(row.n); load(); } else opened.delete(row.n);
    } }, h('summary', {}, h('b', {}, name), ' ', row.person ? masked(row.person) : '', ' ', h('span', { class: 'facts' }, `${time(row.at)} · ${reason(row)}`)), body);
    return h('li', {}, h('input', {
      type: 'checkbox', 'aria-label': `Choose ${name} of ${time(row.at)}`, checked: chosen.has(row.n), disabled: isDelete,
      onchange: (event) => { if (event.target.checked) chosen.add(row.n); else chosen.delete(row.n); draw(); },
    }), more);
  }

  function update() {
    const seen = `${rows().map((row) => row.n).join()} ${store.gauges?.sqs.parked}`;
    if (seen === drawn) return;
    drawn = seen;
    draw();
  }

  const ends = [onChange(update), onToggle(draw)];
  draw();
  return { element, close: () => ends.forEach((end) => end()) };
}
