// Find one event: its timeline from the log lines of both dispatch functions.
import { h, count, fill, fullTime, time } from './dom.js';
import { advice, ask, documentLink, problem } from './ask.js';

const KINDS = [['event', "Segment's messageId, or SQS's"], ['userId', 'userId'], ['anonymousId', 'anonymousId'], ['contact', 'phone or e-mail']];
const SPANS = [[1, 'last hour'], [24, 'last day'], [168, 'last 7 days'], [720, 'last 30 days']];
const STATES = { delivered: 'delivered', duplicate: 'delivered', skipped: 'skipped', dead_lettered: 'dead_lettered', retrying: 'retrying' };
const QUEUES = { 'bulk-dispatch': 'bulk queue' };
const MOST_SHOWN = 200;
const HASHED = 'A person’s id is hashed on this machine; only the hash is sent. A phone or an e-mail is searched by its hash and, with the right to read the state table, by the userId to which the table leads.';
const WAYS = { hash: 'by the hash', table: 'by the state table' };

export const pill = (outcome) => h('span', { class: `pill ${STATES[outcome] ?? ''}` }, outcome.replace('_', '-'));

function step(line) {
  return h('li', {}, h('time', { datetime: line.at, title: fullTime(line.at) }, `${new Date(line.at).toLocaleDateString('en', { month: 'short', day: 'numeric' })} ${time(line.at)}`),
    h('div', {}, h('b', {}, line.words), ' ', line.reason ? h('code', {}, line.reason) : null, line.rule ? h('span', { class: 'rule' }, line.rule) : null,
      h('p', { class: 'facts' }, `${QUEUES[line.function] ?? 'events queue'} · received ${count(Number(line.receives) || 1, 'time')}`,
        line.optOutsLost ? ` · ${count(Number(line.optOutsLost), 'opt-out')} lost` : '', line.optOutsBeforeOptIn ? ` · ${count(Number(line.optOutsBeforeOptIn), 'opt-out')} before a newer opt-in` : '',
        line.document ? [' · ', documentLink(line.document)] : null)));
}

/** The page; with an id of an event it searches at once. */
export function find(wanted) {
  const kind = h('select', { id: 'kind' }, KINDS.map(([value, words]) => h('option', { value }, words)));
  const id = h('input', { id: 'id', type: 'text', required: true, autocomplete: 'off', spellcheck: 'false' });
  const hours = h('select', { id: 'hours', 'aria-label': 'How far back' }, SPANS.map(([value, words]) => h('option', { value: String(value), selected: value === 24 }, words)));
  const button = h('button', { type: 'submit', class: 'primary' }, 'Find');
  let isPart = false;
  const results = h('div', { class: 'results', 'aria-live': 'polite' });

  const undelivered = h('button', { type: 'button', onclick: () => search({ kind: 'undelivered' }) }, 'What was not delivered');

  async function search(request) {
    button.disabled = true;
    isPart = request.kind === 'undelivered';
    fill(results, h('p', { class: 'facts' }, 'Searching the logs of both dispatch functions: up to a minute.'));
    const answer = await ask('find', { ...request, hours: Number(hours.value) });
    button.disabled = false;
    fill(results, answer.problem ? problem(answer) : found(answer));
  }

  function found(answer) {
    return [answer.ways ? ways(answer.ways) : null, answer.isComplete ? null : h('p', { class: 'notice' }, h('strong', {}, 'Not all was searched.'), ' There are too many lines for one search: choose a shorter time.'),
      answer.events.length > 0 ? [h('p', { class: 'facts' }, count(answer.events.length, 'event'), answer.events.length > MOST_SHOWN ? `, the newest ${MOST_SHOWN} of them` : ''), answer.events.slice(-MOST_SHOWN).reverse().map((one) => event(one, answer.ways))]
        : answer.nothing ? nothing(answer.nothing) : h('p', {}, 'No event was skipped, dead-lettered or retried in that time.')];
  }

  function nothing(reasons) {
    return h('section', { class: 'card' }, h('h3', {}, 'Nothing found. That can mean:'), h('ul', { class: 'reasons' }, reasons.map((reason) => h('li', {},
      h('b', {}, reason.words), h('p', { class: 'facts' }, reason.advice, ' ', documentLink(reason.document))))));
  }

  function ways(all) {
    return h('section', { class: 'card' }, h('h3', {}, 'How it was searched'), h('ul', { class: 'reasons' }, all.map((way) => h('li', {},
      way.words, way.advice ? h('p', { class: 'facts' }, advice(way.advice)) : null))));
  }

  function event(one, all = []) {
    const way = all.find(({ groups }) => groups.includes(one.group));
    return h('section', { class: 'card' },
      h('div', { class: 'head' }, pill(one.outcome), h('h3', { class: 'find-id' }, one.segmentMessageId || one.messageId), way ? h('span', { class: 'facts' }, WAYS[way.way]) : null,
        isPart ? h('button', { type: 'button', onclick: () => search({ kind: 'event', id: one.segmentMessageId || one.messageId }) }, 'Its whole timeline') : null,
        h('button', { type: 'button', onclick: () => search({ kind: 'group', id: one.group }) }, 'All events of this person')),
      h('ol', { class: 'steps-of', 'aria-label': 'Timeline' }, one.lines.map(step)),
      h('p', { class: 'facts' }, `SQS's id ${one.messageId} · group ${one.group}`));
  }

  const form = h('form', { class: 'card find', onsubmit: (submit) => {
    submit.preventDefault();
    search({ kind: kind.value, id: id.value });
  } }, h('label', { for: 'kind' }, 'Search by'), kind, h('label', { for: 'id' }, 'Id'), id, hours, button, undelivered, h('p', { class: 'facts' }, HASHED));
  if (wanted) {
    id.value = wanted;
    search({ kind: 'event', id: wanted });
  }
  return { element: h('div', { class: 'finding' }, h('h2', {}, 'Find an event'), form, results), close: () => {} };
}
