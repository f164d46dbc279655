// The first page: what waits, the two composite alarms, and what the doctor finds.
import { h, count, duration, fill, refill, time } from './dom.js';
import { advice, ask, problem } from './ask.js';
import { inWords } from './reasons.js';

const QUEUES = [['events', 'Events queue'], ['bulk', 'Bulk queue'], ['deadLetters', 'Dead-letter queue']];
const QUEUES_EVERY = 10_000;
const STATES = { OK: ['delivered', 'OK'], ALARM: ['dead_lettered', 'in alarm'], INSUFFICIENT_DATA: ['retrying', 'without data yet'] };
const FINDINGS = { failure: 'dead_lettered', warning: 'retrying', ok: 'delivered' };

function alarm({ name, state, since }) {
  const [kind, words] = STATES[state] ?? ['dead_lettered', 'does not exist'];
  return [h('span', { class: `pill ${kind}` }, words), ' ', h('b', {}, name), since ? h('span', { class: 'facts' }, ` since ${new Date(since).toLocaleString('en')}`) : null];
}

function composite(one) {
  return h('li', {}, alarm(one), h('span', { class: 'facts' }, ` · ${one.of} parts, ${one.parts.length === 0 ? 'all OK' : `${one.parts.length} not OK`}`),
    one.parts.length === 0 ? null : h('ul', { class: 'parts' }, one.parts.map((part) => h('li', {}, alarm(part)))));
}

function finding({ check, status, message, advice: words }) {
  return h('li', {}, h('span', { class: `pill ${FINDINGS[status]}` }, status), h('div', {}, h('b', {}, check), ` ${message}`, words ? h('p', { class: 'facts' }, advice(words)) : null));
}

const OUTCOMES = [['Accepted', 'accepted'], ['Delivered', 'delivered'], ['Skipped', 'skipped'], ['DeadLettered', 'dead-lettered'], ['Retried', 'retries']];
const LATENCIES = [['DeliveryLatency', 'from the webhook to Regal’s 2xx'], ['RegalLatency', 'one request to Regal']];

function traffic({ counts, reasons, latencies }) {
  const words = Object.fromEntries(OUTCOMES);
  return [h('div', { class: 'queues' }, OUTCOMES.map(([metric, name]) => h('p', {}, h('b', { class: 'number' }, counts[metric].toLocaleString('en')), ` ${name}`))),
    reasons.length === 0 ? null : h('ul', {}, reasons.map(({ metric, reason, events }) => h('li', {}, `${words[metric]}: ${inWords(reason)} `, h('code', {}, reason), ` ${events.toLocaleString('en')}`))),
    LATENCIES.filter(([metric]) => latencies[`${metric} p50`] !== undefined).map(([metric, name]) => h('p', { class: 'facts' }, `${name}: p50 ${duration(latencies[`${metric} p50`])}, p99 ${duration(latencies[`${metric} p99`])}`))];
}

export function overview() {
  let queues = null;
  let oldest = null;
  const amounts = h('div', { class: 'queues' }, '…');
  const flow = h('div', {}, '…');
  const alarms = h('div', {}, '…');
  const health = h('div', {}, '…');
  const at = h('span', { class: 'facts' });
  const button = h('button', { type: 'button', onclick: load }, 'Refresh');

  function queue([id, title]) {
    const { visible, inFlight } = queues[id];
    const waits = visible + inFlight === 0 ? 'nothing waits' : oldest?.[id] === undefined ? 'age not known' : `oldest ${duration(oldest[id] * 1_000)}`;
    return h('div', { class: 'queue' }, h('h3', {}, title), h('b', { class: 'number' }, visible.toLocaleString('en')), ` waiting, ${inFlight.toLocaleString('en')} in flight`, h('p', { class: 'facts' }, waits));
  }

  function drawQueues() {
    if (queues === null) return;
    refill(amounts, () => (queues.problem ? problem(queues) : [QUEUES.map(queue), oldest?.problem ? problem(oldest) : null]));
  }

  async function loadQueues() {
    if (document.hidden) return;
    queues = await ask('queues');
    drawQueues();
  }

  async function loadOldest() {
    oldest = await ask('oldest');
    drawQueues();
  }

  async function loadTraffic() {
    const answer = await ask('traffic');
    fill(flow, answer.problem ? problem(answer) : traffic(answer));
  }

  async function loadAlarms() {
    const answer = await ask('alarms');
    fill(alarms, answer.problem ? problem(answer) : h('ul', { class: 'alarms' }, answer.alarms.map(composite)));
  }

  async function loadHealth() {
    const answer = await ask('health');
    if (answer.problem) {
      fill(health, problem(answer));
      return;
    }
    const worst = Object.keys(FINDINGS);
    const sorted = answer.findings.toSorted((a, b) => worst.indexOf(a.status) - worst.indexOf(b.status));
    fill(health, h('p', { class: 'facts' }, `${answer.ok} ok, ${count(answer.warning, 'warning')}, ${count(answer.failure, 'failure')}`), h('ul', { class: 'findings' }, sorted.map(finding)));
  }

  async function load() {
    button.disabled = true;
    await Promise.all([loadQueues(), loadOldest(), loadTraffic(), loadAlarms(), loadHealth()]);
    button.disabled = false;
    at.textContent = `as of ${time(new Date().toISOString()).slice(0, 8)}`;
  }

  const timer = setInterval(loadQueues, QUEUES_EVERY);
  load();
  return {
    element: h('div', { class: 'overview' }, h('div', { class: 'head' }, h('h2', {}, 'Overview'), button, at),
      h('section', { class: 'card' }, h('h2', {}, 'Queues'), amounts),
      h('section', { class: 'card' }, h('h2', {}, 'Alarms'), alarms),
      h('section', { class: 'card' }, h('h2', {}, 'The last hour'), flow),
      h('section', { class: 'card' }, h('h2', {}, 'Health'), health)),
    close: () => clearInterval(timer),
  };
}
