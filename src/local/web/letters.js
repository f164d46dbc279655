// The dead letters of a stack by reason: what they would become today, and their redrive.
import { h, count, fill, fullTime, say } from './dom.js';
import { ask, problem } from './ask.js';
import { confirmed } from './confirm.js';
import { editor } from './editor.js';
import { howEnded, redriven } from './deadletters.js';
import { explained } from './detail.js';
import { masked, onToggle } from './mask.js';
import { inWords } from './reasons.js';

const OUTCOMES = { send: ['delivered', 'would be sent today'], skip: ['skipped', 'would be skipped today'], dead_letter: ['dead_lettered', 'would be dead-lettered again'] };

export function letters() {
  const list = h('div', { class: 'results', 'aria-live': 'polite' });
  const button = h('button', { type: 'button', class: 'primary', onclick: load }, 'List dead letters');
  const all = h('button', { type: 'button', disabled: true, onclick: () => redrive({}, 'all dead letters but privacy deletions') }, 'Redrive all…');
  let redraws = [];
  let editors = [];
  const closeEditors = () => {
    editors.forEach((each) => each.close());
    editors = [];
  };

  async function load() {
    button.disabled = true;
    redraws = [];
    closeEditors();
    fill(list, h('p', { class: 'facts' }, 'The redrive function counts them: seconds for a few, half a minute for many.'));
    const answer = await ask('letters', {});
    button.disabled = false;
    all.disabled = answer.ended !== 'listed' || answer.deadLetters.length === 0;
    fill(list, answer.problem ? problem(answer) : listed(answer));
  }

  function listed({ deadLetters, ended, unseen }) {
    if (ended !== 'listed') return h('p', { class: 'notice' }, howEnded(ended));
    return [unseen > 0 ? h('p', { class: 'notice' }, `About ${unseen.toLocaleString('en')} more were not counted.`) : null,
      deadLetters.length === 0 ? h('p', {}, 'There are no dead letters.') : deadLetters.map(group)];
  }

  function group(one) {
    const opened = h('div', {});
    const isDelete = one.reason === 'privacy_delete';
    return h('section', { class: 'card' },
      h('div', { class: 'head' }, h('h3', {}, `${inWords(one.reason)} `, h('code', {}, one.reason)), h('b', {}, count(one.count, 'event')),
        h('button', { type: 'button', onclick: () => open(one.reason, opened), 'aria-label': `Open some: ${inWords(one.reason)}` }, 'Open some'),
        h('button', { type: 'button', class: 'danger', onclick: () => remove({ reasons: [one.reason] }, one.reason, count(one.count, 'dead letter')), 'aria-label': `Delete this reason: ${inWords(one.reason)}` }, 'Delete this reason…'),
        isDelete ? h('span', { class: 'facts' }, "Write to Regal's support; a redrive would dead-letter it again.")
          : h('button', { type: 'button', onclick: () => redrive({ reasons: [one.reason] }, `the reason ${one.reason}`), 'aria-label': `Redrive this reason: ${inWords(one.reason)}` }, 'Redrive this reason…')),
      h('p', { class: 'facts' }, `${one.underOneHour} under an hour old, ${one.underOneDay} under a day, ${one.underOneWeek} under a week, ${one.older} older; the oldest of ${new Date(one.oldest).toLocaleString('en')}`),
      opened);
  }

  async function open(reason, place) {
    fill(place, h('p', { class: 'facts' }, 'Receives some and gives them back.'));
    const answer = await ask('open', { reason });
    if (answer.problem) fill(place, problem(answer));
    else fill(place, answer.letters.length === 0 ? h('p', { class: 'facts' }, 'None could be received: somebody else has them. Try again in a minute.') : chooser(reason, answer.letters));
  }

  function chooser(reason, found) {
    const chosen = new Set();
    const some = h('button', { type: 'button', class: 'primary', disabled: true, onclick: () => redrive({ reasons: [reason], messageIds: [...chosen] }, count(chosen.size, 'chosen dead letter')) }, 'Redrive chosen…');
    const gone = h('button', { type: 'button', class: 'danger', disabled: true, onclick: () => remove({ reasons: [reason], messageIds: [...chosen] }, reason, count(chosen.size, 'chosen dead letter')) }, 'Delete chosen…');
    const choose = (id) => ({ target }) => {
      if (target.checked) chosen.add(id);
      else chosen.delete(id);
      some.disabled = chosen.size === 0;
      gone.disabled = chosen.size === 0;
    };
    return [h('ul', { class: 'originals' }, found.map((letter) => original(letter, reason, choose(letter.id)))), h('div', { class: 'buttons' }, reason === 'privacy_delete' ? null : some, gone)];
  }

  function original(letter, reason, choose) {
    const [kind, words] = OUTCOMES[letter.explanation.outcome];
    const said = h('span', {});
    const redraw = () => { said.textContent = letter.message ? ` · message: ${masked(letter.message)}` : ''; };
    redraws.push(redraw);
    redraw();
    const place = h('div', {});
    return h('li', {}, h('input', { type: 'checkbox', 'aria-label': `Choose ${letter.id}`, onchange: choose }),
      h('details', {}, h('summary', {}, h('b', {}, letter.id), ' ', h('span', { class: `pill ${kind}` }, words)),
        h('p', { class: 'facts' }, h('time', { title: fullTime(letter.arrival) }, `arrived ${new Date(letter.arrival).toLocaleString('en')}`), letter.status ? ` · Regal responded ${letter.status}` : '', said),
        explained(letter.explanation), letter.event ? h('button', { type: 'button', onclick: (click) => edit(letter, reason, place, click.target) }, 'Edit a copy…') : h('p', { class: 'facts' }, 'It cannot be edited: the event is not whole, or no text.'), place));
  }

  function edit(letter, reason, place, button) {
    button.disabled = true;
    const opened = editor(letter, reason);
    editors.push(opened);
    fill(place, opened.element);
  }

  async function remove(chosen, reason, what) {
    const warning = reason === 'privacy_delete' ? ' Has Regal deleted the person? If the message says that rows may be left in the state table, redrive it first.' : '';
    const answer = await confirmed(`Delete ${what}?`, `They are lost for good: neither Segment nor the bridge has another copy. The person’s other dead letters keep their order.${warning}`, 'Delete',
      (confirm, typed) => ask('delete', { ...chosen, typed, confirm }), reason);
    if (answer === null) return;
    say(answer.problem ? `${answer.problem} ${answer.advice ?? ''}` : `${count(answer.deleted, 'dead letter')} deleted.${answer.ended === 'all_deleted' ? '' : ' There are more, or somebody else has received some: run it again.'}`, Boolean(answer.problem) || answer.ended !== 'all_deleted');
    if (answer.isOutcomeUnwritten) say('The outcome could not be written to the audit file.', true);
    load();
  }

  async function redrive(chosen, what) {
    say('Counts what would be sent.');
    const preview = await ask('letters', chosen);
    if (preview.problem || preview.ended !== 'listed') {
      say(preview.problem ?? howEnded(preview.ended), true);
      return;
    }
    const answer = await confirmed(`Redrive ${what}?`, `${count(preview.matching, 'event')} would be sent to the bulk queue, each person’s in their old order.`, 'Redrive',
      (confirm) => ask('redrive', { ...chosen, confirm }));
    if (answer === null) return;
    say(answer.problem ? `${answer.problem} ${answer.advice ?? ''}` : redriven(answer), Boolean(answer.problem) || answer.ended !== 'all_sent');
    if (answer.isOutcomeUnwritten) say('Done, but the outcome could not be written to the audit file.', true);
    load();
  }

  const end = onToggle(() => redraws.forEach((redraw) => redraw()));
  return { element: h('div', { class: 'finding' }, h('div', { class: 'head' }, h('h2', {}, 'Dead letters'), button, all), list), close: () => {
    end();
    closeEditors();
  } };
}
