// An edited copy of a dead letter: its text, what it would become, and its way through the webhook.
import { h, fill, say } from './dom.js';
import { ask, problem } from './ask.js';
import { confirmed } from './confirm.js';
import { explained } from './detail.js';
import { onToggle, shown } from './mask.js';

const WAIT = 300;
const OUTCOMES = { send: 'It would be sent.', skip: 'It would be skipped.', dead_letter: 'It would be dead-lettered again.' };

/** The event as it was written, indented where it is JSON. */
function indented(text) {
  try {
    JSON.parse(text);
    return /[\r\n]/.test(text) ? text : text.replace(/("(?:\\.|[^"\\])*")|([{,])(?=[^\s\]}])/g, (all, string, sign) => string ?? `${sign}\n  `);
  } catch {
    return text;
  }
}

/** Where an event is edited. Its text is personal data, so it is there only while that is shown. */
export function editor(letter, reason) {
  let text = indented(letter.event);
  const original = text;
  let timer = null;
  const id = `edit-${letter.id}`;
  const box = h('textarea', { id, spellcheck: 'false', rows: '14', autocomplete: 'off', oninput: () => {
    text = box.value;
    send.disabled = text === original;
    clearTimeout(timer);
    timer = setTimeout(explain, WAIT);
  } });
  const result = h('div', { class: 'result', 'aria-live': 'polite' });
  const send = h('button', { type: 'button', class: 'primary', disabled: true, onclick: submit }, 'Send the copy…');
  const element = h('div', { class: 'editor' });

  function draw() {
    box.value = text;
    fill(element, shown() ? [h('label', { for: id }, 'The event, edited'), box,
      h('p', { class: 'facts' }, 'The copy goes through the webhook, authenticated by the token, and keeps its messageId: it is found as the same event. It comes after everything that the person has sent meanwhile. The dead letter stays; delete it once the copy is delivered.'), send, result]
      : h('p', { class: 'notice' }, 'The event is personal data: press V to show and to edit it.'));
  }

  async function explain() {
    const answer = await ask('explain', { event: text });
    fill(result, answer.problem ? problem(answer) : answer.events.map((each) => [h('p', {}, OUTCOMES[each.outcome]), explained(each)]));
  }

  async function submit() {
    const answer = await confirmed('Send the edited copy?', 'It is a new event for Segment’s webhook of this stack. If Regal has the original after all, it has both.', 'Send',
      (confirm) => ask('copy', { reasons: [reason], messageIds: [letter.id], event: text, confirm }));
    if (answer === null) return;
    const words = answer.ended === 'accepted' ? 'The webhook accepted the copy' : 'The webhook dead-lettered the copy';
    say(answer.problem ? `${answer.problem} ${answer.advice ?? ''}` : `${words}, with the token ${answer.token}.`, Boolean(answer.problem) || answer.ended !== 'accepted');
    if (answer.isOutcomeUnwritten) say('Done, but the outcome could not be written to the audit file.', true);
  }

  draw();
  return { element, close: onToggle(draw) };
}
