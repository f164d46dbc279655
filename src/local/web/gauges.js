// The strip of gauges under the header; each is a link to the events that it counts.
import { h, fill, count, duration, set } from './dom.js';
import { address, link } from './address.js';
import { STATES } from './states.js';
import { latencies, onChange, store } from './store.js';

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 18;
const RECENT = 5;
const CAUSES = { FAILURES: 'Regal fails', REFUSALS: 'Regal rejects everything', CREDENTIALS: 'the key is rejected', ENDPOINT: 'the endpoint is wrong' };
const KINDS = { retrying: 'slow', dead_lettered: 'bad', rejected: 'bad' };

function spark(values) {
  const most = Math.max(1, ...values);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${values.length * 3} ${HEIGHT}`);
  svg.setAttribute('class', 'spark');
  svg.setAttribute('aria-hidden', 'true');
  values.forEach((value, i) => {
    const bar = document.createElementNS(SVG, 'rect');
    const tall = Math.max(value > 0 ? 2 : 1, (value / most) * HEIGHT);
    for (const [name, to] of Object.entries({ x: i * 3, y: HEIGHT - tall, width: 2, height: tall })) bar.setAttribute(name, to);
    if (value === 0) bar.setAttribute('class', 'none');
    svg.append(bar);
  });
  return svg;
}

/** A state's filter with this one put in or taken out. */
function toggled(state) {
  const { page, filter } = address();
  if (page !== 'events' && page !== '') return { state };
  const chosen = new Set(filter.state?.split(',') ?? []);
  if (!chosen.delete(state)) chosen.add(state);
  return { ...filter, state: [...chosen].join() };
}

function breaker(environments) {
  const open = environments.filter((each) => each.cause);
  if (open.length === 0) return ['closed', environments.length === 0 ? 'no environment yet' : `in ${count(environments.length, 'environment')}`, ''];
  const causes = [...new Set(open.map((each) => CAUSES[each.cause] ?? each.cause))].join(', ');
  return ['open', `in ${open.length} of ${environments.length}: ${causes}`, 'bad'];
}

function rate(environments) {
  const known = environments.filter((each) => each.pace !== undefined && each.pace !== null);
  if (known.length === 0) return ['—', 'not known yet', ''];
  const slowest = Math.min(...known.map((each) => each.pace));
  const isSlowed = slowest < Math.max(...known.map((each) => each.pace));
  const sum = known.reduce((total, each) => total + each.pace, 0);
  return [`≤ ${Math.round(sum)}/s`, isSlowed ? `slowest of ${known.length}: ${slowest.toFixed(1)}/s` : `in ${count(known.length, 'environment')}`, isSlowed ? 'slow' : ''];
}

/** What SQS counts of a state. */
function inSqs(state) {
  const sqs = store.gauges?.sqs;
  return { queued: sqs && sqs.visible + sqs.hidden, dead_lettered: sqs?.deadLetters }[state] ?? 0;
}

const inList = (state) => (state === 'queued' ? store.count('queued') + store.count('in_flight') + store.count('retrying') : store.count(state));

export function gauges(element) {
  const shown = new Map();
  /** How often in a row SQS held more than the list: the two are not read at the same moment. */
  const above = {};

  function gauge(id, name) {
    const parts = { number: h('b', { class: 'number' }), name: h('span', { class: 'name' }, name), note: h('span', { class: 'note' }) };
    parts.link = h('a', { class: 'gauge', id: `gauge-${id}`, href: '#/events' }, parts.number, ' ', parts.name, ' ', parts.note);
    shown.set(id, parts);
    return parts.link;
  }

  function show(id, number, note, kind, filter, isChosen = false) {
    const parts = shown.get(id);
    set(parts.number, number);
    set(parts.note, note, { title: note });
    set(parts.link, null, { class: `gauge ${kind}`, href: link('events', 0, filter), 'aria-current': isChosen });
  }

  const trend = h('span', { class: 'trend' });
  fill(element,
    STATES.map(([state, words]) => gauge(state, words)), gauge('p50', 'p50 latency'), gauge('p95', 'p95 latency'),
    gauge('breaker', 'circuit breaker'), gauge('rate', 'request rate'), gauge('delivery', 'delivered'));
  shown.get('delivery').link.append(trend);

  function noteOf(state, what) {
    if (what === 'gauges') above[state] = inSqs(state) > inList(state) ? (above[state] ?? 0) + 1 : 0;
    return above[state] > 2 ? `SQS holds ${inSqs(state).toLocaleString('en')}` : '';
  }

  function draw(what) {
    const { page, filter } = address();
    const chosen = page === 'events' || page === '' ? filter.state?.split(',') ?? [] : [];
    for (const [state] of STATES) {
      const n = store.count(state);
      show(state, n.toLocaleString('en'), noteOf(state, what), n > 0 ? `${state} ${KINDS[state] ?? ''}` : 'none', toggled(state), chosen.includes(state));
    }
    const sorted = latencies();
    for (const part of [50, 95]) {
      const ms = sorted[Math.ceil((part / 100) * sorted.length) - 1];
      show(`p${part}`, ms === undefined ? '—' : duration(ms), ms === undefined ? '' : `of the last ${sorted.length.toLocaleString('en')}`, '', ms === undefined ? {} : { slower: ms / 1_000 });
    }
    element.classList.toggle('stale', !store.isConnected);
    if (!store.gauges || what === 'rows') return;
    const { environments, delivered } = store.gauges;
    const last = delivered.slice(-RECENT);
    const perSecond = last.reduce((a, b) => a + b, 0) / last.length;
    show('breaker', ...breaker(environments), { reason: 'breaker_open' });
    show('rate', ...rate(environments), { reason: 'throttled' });
    show('delivery', `${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s`, '', '', { state: 'delivered', within: '60' });
    fill(trend, spark(delivered));
  }

  onChange(draw);
  addEventListener('hashchange', () => draw());
  draw();
}
