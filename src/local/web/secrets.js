// Which values of Segment's secrets are valid, by fingerprint, and the steps of their rotation.
import { h, fill, say } from './dom.js';
import { ask, documentLink, problem } from './ask.js';
import { confirmed } from './confirm.js';

const SECRETS = [['signature', 'Shared secret', 'the field Shared Secret of the destination'], ['token', 'Token', 'the header X-Bridge-Token of the mapping']];
const STAGES = { AWSCURRENT: 'read by the bridge', AWSPREVIOUS: 'the version before', AWSPENDING: 'not stored as current' };

export function secrets() {
  const list = h('div', { class: 'results', 'aria-live': 'polite' }, '…');

  async function load() {
    const answer = await ask('secrets');
    fill(list, answer.problem ? problem(answer) : SECRETS.map(([id, title, place]) => secret(id, title, place, answer[id])));
  }

  function secret(id, title, place, { values, step, read, storedAt, finishFrom, isDue }) {
    return h('section', { class: 'card' }, h('div', { class: 'head' }, h('h3', {}, title), storedAt ? h('span', { class: 'facts' }, `stored ${new Date(storedAt).toLocaleString('en')}`) : null),
      values.length === 0 ? h('p', { class: 'notice' }, 'No value is valid: the webhook responds 503. ', documentLink('runbook.md#rotate-a-secret'))
        : h('table', {}, h('caption', {}, `Values of the ${title.toLowerCase()}, by fingerprint`), h('thead', {}, h('tr', {}, ['Fingerprint', 'Stage', 'Name', 'Now'].map((head) => h('th', { scope: 'col' }, head)))), h('tbody', {}, values.map(value))),
      h('ol', { class: 'rotation' },
        h('li', { 'aria-current': step === 'begin' ? 'step' : null }, 'Make a new value. Both are valid then. ', step === 'begin' ? button(id, title, 'begin', 'Make a new value…', values.length === 0) : 'Done.'),
        h('li', { 'aria-current': step === 'finish' ? 'step' : null }, `Enter it in Segment, in ${place}. This command prints it, as current: `, h('code', {}, read)),
        h('li', {}, 'When Segment has used it for four hours, end the old value. ', step === 'finish' ? [button(id, title, 'finish', 'End the old value…', !isDue),
          isDue ? null : h('span', { class: 'facts' }, ` from ${new Date(finishFrom).toLocaleString('en')}: until then Segment may send it again`)] : null)));
  }

  const value = ({ stage, name, fingerprint, isValid }) => h('tr', {}, h('td', {}, h('code', {}, fingerprint)), h('td', {}, h('code', {}, stage), ` ${STAGES[stage]}`), h('td', {}, name),
    h('td', {}, h('span', { class: `pill ${isValid ? 'delivered' : 'skipped'}` }, isValid ? 'valid' : 'not valid')));

  const button = (id, title, step, words, disabled) => h('button', { type: 'button', class: step === 'finish' ? 'danger' : 'primary', disabled, 'aria-label': `${words.replace('…', '')}: ${title}`, onclick: () => rotate(id, title, step) }, words);

  async function rotate(id, title, step) {
    const answer = await confirmed(step === 'begin' ? `Make a new ${title.toLowerCase()}?` : `End the old ${title.toLowerCase()}?`,
      step === 'begin' ? 'It is stored as current, and the present one as previous. Both are valid until you end the old one.' : 'Requests with the previous value get 423 from then on. Is the new value in Segment, and used?',
      step === 'begin' ? 'Make it' : 'End it', (confirm) => ask('rotate', { secret: id, step, confirm }));
    if (answer === null) return;
    say(answer.problem ? `${answer.problem} ${answer.advice ?? ''}` : `Stored: ${answer.outcome}.`, Boolean(answer.problem));
    if (answer.isOutcomeUnwritten) say('Done, but the outcome could not be written to the audit file.', true);
    load();
  }

  load();
  return { element: h('div', { class: 'finding' }, h('h2', {}, 'Secrets'), h('p', { class: 'facts' }, 'Values are shown by the first digits of their SHA-256. What is valid is what the version AWSCURRENT holds. ', documentLink('runbook.md#rotate-a-secret')), list), close: () => {} };
}
