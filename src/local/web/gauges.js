// The strip of gauges under the header.
import { h, fill, count } from './dom.js';
import { onChange, store } from './store.js';

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 22;

function gauge(name, value, note, kind = '') {
  return h('div', { class: `gauge ${kind}` }, h('span', { class: 'name' }, name), h('span', { class: 'number' }, value), h('span', { class: 'note' }, note));
}

function spark(values) {
  const most = Math.max(1, ...values);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${values.length * 3} ${HEIGHT}`);
  svg.setAttribute('class', 'spark');
  svg.setAttribute('aria-hidden', 'true');
  values.forEach((value, i) => {
    const bar = document.createElementNS(SVG, 'rect');
    const tall = Math.max(value > 0 ? 2 : 1, (value / most) * HEIGHT);
    for (const [name, set] of Object.entries({ x: i * 3, y: HEIGHT - tall, width: 2, height: tall })) bar.setAttribute(name, set);
    if (value === 0) bar.setAttribute('class', 'none');
    svg.append(bar);
  });
  return svg;
}

const CAUSES = { FAILURES: 'Regal fails', REFUSALS: 'Regal rejects everything', CREDENTIALS: 'the key is rejected', ENDPOINT: 'the endpoint is wrong' };

function breaker(environments) {
  const open = environments.filter((each) => each.cause);
  if (open.length === 0) return gauge('Breaker', 'closed', environments.length === 0 ? 'no environment yet' : `in ${count(environments.length, 'environment')}`);
  const causes = [...new Set(open.map((each) => CAUSES[each.cause] ?? each.cause))].join(', ');
  return gauge('Breaker', 'open', `in ${open.length} of ${environments.length}: ${causes}`, 'bad');
}

function pace(environments) {
  const known = environments.filter((each) => each.pace !== undefined);
  if (known.length === 0) return gauge('Request rate', '—', 'not known yet');
  const sum = known.reduce((total, each) => total + each.pace, 0);
  const slowest = Math.min(...known.map((each) => each.pace));
  const isSlowed = slowest < Math.max(...known.map((each) => each.pace));
  return gauge('Request rate', `≤ ${Math.round(sum)}/s`, isSlowed ? `slowest of ${known.length}: ${slowest.toFixed(1)}/s` : `in ${count(known.length, 'environment')}`, isSlowed ? 'slow' : '');
}

export function gauges(element) {
  const draw = () => {
    const { gauges } = store;
    if (!gauges) {
      fill(element, h('p', { class: 'facts' }, 'Waiting for the bridge…'));
      return;
    }
    const { states, sqs, environments, delivered } = gauges;
    const open = states.queued + states.in_flight + states.retrying;
    const held = sqs.visible + sqs.hidden;
    const last = delivered.slice(-5);
    const perSecond = last.reduce((a, b) => a + b, 0) / last.length;
    fill(element,
      gauge('Queue', states.queued.toLocaleString('en'), held === open ? `SQS holds ${held.toLocaleString('en')}` : `SQS holds ${held.toLocaleString('en')}, ${open.toLocaleString('en')} seen here`),
      gauge('In flight', states.in_flight.toLocaleString('en'), count(environments.filter((each) => each.running).length, 'invocation')),
      gauge('Retrying', states.retrying.toLocaleString('en'), 'for their next try', states.retrying > 0 ? 'slow' : ''),
      gauge('Dead letters', sqs.deadLetters.toLocaleString('en'), sqs.deadLetters > 0 ? 'with their reasons' : 'nothing', sqs.deadLetters > 0 ? 'bad' : ''),
      breaker(environments), pace(environments),
      h('div', { class: 'gauge wide' }, h('span', { class: 'name' }, 'Delivered'), h('span', { class: 'number' }, `${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s`), spark(delivered), h('span', { class: 'note' }, `${states.delivered.toLocaleString('en')} in all`)),
    );
    element.classList.toggle('stale', !store.isConnected);
  };
  onChange((what) => { if (what !== 'rows') draw(); });
  draw();
}
