// The dead letters by reason, each with its original, and their redrive.
import { h, fill, fold, count, get, post, refill, say, time } from './dom.js';
import { json } from './json.js';
import { masked, onToggle, visible } from './mask.js';
import { inWords, reason } from './reasons.js';
import { onChange, store } from './store.js';

const MOST_SHOWN = 100;

const ENDED = {
  all_sent: 'All of them are on their way again.', limit_reached: 'The limit is reached: run it again for the rest.',
  out_of_time: 'Time ran out: run it again.', some_failed: 'Some could not be sent: run it again.',
  bulk_queue_full: 'The bulk queue is full: wait until it drains.', another_run_in_progress: 'Another run is in progress: wait a minute.',
  more_remain: 'There are more dead letters: run it again.', queue_unavailable: 'SQS did not respond: run it again.',
};

/** How a run of the redrive function ended, in words. */
export const howEnded = (code) => ENDED[code] ?? code;

/** The response of the redrive function, in words. */
export function redriven(result) {
  if (result.message) return result.message;
  return `${result.sent} of ${count(result.matching, 'event')} redriven. ${howEnded(result.ended)}`;
}

export function deadLetters() {
  const chosen = new Set();
  const opened = new Set();
  const element = h('div', { class: 'deadletters' });
  let drawn = '';
  let isRunning = false;

  const rows = () => store.rows().filter((row) => row.state === 'dead_lettered');

  async function redrive(request) {
    isRunning = true;
    say('Redrive runs: it takes a few seconds.');
    draw();
    const result = await post('redrive', JSON.stringify({ dryRun: false, ...request }));
    isRunning = false;
    if (result) {
      chosen.clear();
      say(redriven(result), result.ended !== 'all_sent');
    }
    draw();
  }

  function redriveChosen() {
    const picked = rows().filter((row) => chosen.has(row.n));
    redrive({ messageIds: picked.map((row) => row.deadLetterId), reasons: [...new Set(picked.map((row) => row.reason))] });
  }

  function draw() {
    const all = rows();
    for (const n of chosen) if (store.row(n)?.state !== 'dead_lettered') chosen.delete(n);
    const groups = Map.groupBy(all, (row) => row.reason);
    const letters = store.gauges?.sqs.deadLetters ?? 0;
    refill(element, () => [
      h('div', { class: 'head' }, h('h2', {}, 'Dead letters'), all.length === 0 ? null : [
        h('button', { type: 'button', disabled: isRunning || chosen.size === 0, class: 'primary', onclick: redriveChosen }, chosen.size === 0 ? 'Redrive chosen' : `Redrive ${chosen.size} chosen`),
        h('button', { type: 'button', disabled: isRunning, onclick: () => redrive({}) }, 'Redrive all')]),
      letters > all.length ? h('p', { class: 'facts' }, `SQS holds ${letters}: some are older than this bridge or no longer kept here. Redrive all reaches them too.`) : null,
      all.length === 0
        ? h('div', { class: 'empty' }, h('p', {}, 'There are no dead letters.'), h('p', {}, 'An event that Regal rejects appears here with its reason. To see it, let Regal respond 400 once on ', h('a', { href: '#/badday' }, 'Bad day'), ' and send an event.'))
        : [h('p', { class: 'facts' }, 'A redrive sends events to the bulk queue, each person’s in their original order. Redrive all leaves out privacy deletions.'),
          [...groups].map(([code, list]) => group(code, list))]]);
  }

  function group(code, list) {
    const isDelete = code === 'privacy_delete';
    return h('section', { class: 'card' },
      h('div', { class: 'head' }, h('h3', {}, `${inWords(code)} `, h('code', {}, code)), h('span', { class: 'facts' }, count(list.length, 'event')),
        isDelete ? h('span', { class: 'facts' }, "Write to Regal's support; a redrive would dead-letter it again.")
          : h('button', { type: 'button', disabled: isRunning, onclick: () => redrive({ reasons: [code] }), 'aria-label': `Redrive this reason: ${inWords(code)}` }, 'Redrive this reason')),
      h('ul', { class: 'originals' }, list.slice(-MOST_SHOWN).reverse().map((row) => original(row, isDelete))),
      list.length > MOST_SHOWN ? h('p', { class: 'facts' }, `and ${count(list.length - MOST_SHOWN, 'older one')}`) : null);
  }

  function original(row, isDelete) {
    const body = h('div', {});
    const name = visible(row.name || row.type);
    const load = async () => {
      const event = await get(`events/${row.n}`);
      if (event) fill(body, json(event.explanation?.segment ?? event.segment, 'Segment sent'), h('a', { href: `#/events/${row.n}` }, 'Its history'));
    };
    const more = fold(opened, row.n, [h('b', {}, h('bdi', {}, name)), ' ', h('bdi', {}, row.person ? masked(row.person) : ''), ' ', h('span', { class: 'facts' }, `${time(row.at)} · ${reason(row)}`)], body);
    more.addEventListener('toggle', () => { if (more.open) load(); });
    return h('li', {}, h('input', {
      type: 'checkbox', 'aria-label': `Choose ${name} of ${time(row.at)}`, checked: chosen.has(row.n), disabled: isDelete,
      onchange: (event) => { if (event.target.checked) chosen.add(row.n); else chosen.delete(row.n); draw(); },
    }), more);
  }

  function update() {
    const seen = `${rows().map((row) => row.n).join()} ${store.gauges?.sqs.deadLetters}`;
    if (seen === drawn) return;
    drawn = seen;
    draw();
  }

  const ends = [onChange(update), onToggle(draw)];
  draw();
  return { element, close: () => ends.forEach((end) => end()) };
}
