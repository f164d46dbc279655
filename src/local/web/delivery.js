// Stop and resume each queue's delivery; the state is read back until Lambda has reached it.
import { h, fill, say } from './dom.js';
import { ask, documentLink, problem } from './ask.js';
import { confirmed } from './confirm.js';

const QUEUES = [['events', 'Events queue'], ['bulk', 'Bulk queue']];
const AGAIN = 2_000;

export function delivery() {
  const list = h('div', { class: 'results', 'aria-live': 'polite' }, '…');
  let timer = null;

  async function load() {
    const answer = await ask('delivery');
    fill(list, answer.problem ? problem(answer) : QUEUES.map(([id, title]) => queue(id, title, answer[id])));
    if (QUEUES.some(([id]) => answer[id]?.endsWith('ing'))) timer = setTimeout(load, AGAIN);
  }

  function queue(id, title, state) {
    const isOn = state === 'Enabled' || state === 'Enabling';
    return h('section', { class: 'card' }, h('div', { class: 'head' }, h('h3', {}, title), h('span', { class: `pill ${state === 'Enabled' ? 'delivered' : state === 'Disabled' ? 'dead_lettered' : 'retrying'}` }, state),
      h('button', { type: 'button', class: isOn ? 'danger' : 'primary', onclick: () => turn(id, title, !isOn), 'aria-label': `${isOn ? 'Stop' : 'Resume'} delivery of the ${title.toLowerCase()}` }, isOn ? 'Stop delivery…' : 'Resume delivery…')));
  }

  async function turn(id, title, isOn) {
    const answer = await confirmed(`${isOn ? 'Resume' : 'Stop'} delivery of the ${title.toLowerCase()}?`,
      isOn ? 'Waiting events are sent at the allowed rate.' : 'Events are still accepted and wait; those older than 13 days are dead-lettered when delivery resumes.',
      isOn ? 'Resume' : 'Stop', (confirm) => ask('delivery', { queue: id, isOn, confirm }));
    if (answer === null) return;
    say(answer.problem ? `${answer.problem} ${answer.advice ?? ''}` : `Lambda says: ${answer.state}.`, Boolean(answer.problem));
    if (answer.isOutcomeUnwritten) say('Done, but the outcome could not be written to the audit file.', true);
    load();
  }

  load();
  return {
    element: h('div', { class: 'finding' }, h('h2', {}, 'Delivery'), h('p', { class: 'facts' }, 'A deployment leaves stopped what was stopped by hand: ', documentLink('runbook.md#stop-delivery')), list),
    close: () => clearTimeout(timer),
  };
}
