// Asks once before an action on the stack; in production for the stack's name too.
import { h } from './dom.js';

/** What the heading says of the stack: its name, and whether an action must come with it. */
export const target = { stack: '', needsName: false };

/** The answer of `act`, which gets what was typed: the stack's name, and the word that is to be typed too, if any. Null where the operator did not want it. */
export function confirmed(title, words, label, act, word = null) {
  return new Promise((resolve) => {
    let answer = null;
    const name = h('input', { type: 'text', id: 'confirm', autocomplete: 'off', spellcheck: 'false', required: true, pattern: target.stack });
    const second = h('input', { type: 'text', id: 'word', autocomplete: 'off', spellcheck: 'false', required: true, pattern: word });
    const yes = h('button', { type: 'submit', class: 'danger' }, label);
    const dialog = h('dialog', { 'aria-labelledby': 'asked', onclose: () => {
      dialog.remove();
      resolve(answer);
    } }, h('form', { onsubmit: async (submit) => {
      submit.preventDefault();
      yes.disabled = true;
      answer = await act(name.value, second.value);
      dialog.close();
    } }, h('h2', { id: 'asked' }, title), h('p', {}, words), h('p', { class: 'facts' }, `Stack ${target.stack}`),
    target.needsName ? h('p', {}, h('label', { for: 'confirm' }, `Type the stack’s name, ${target.stack}: `), name) : null,
    word === null ? null : h('p', {}, h('label', { for: 'word' }, `Type the reason, ${word}: `), second),
    h('div', { class: 'buttons' }, yes, h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'))));
    document.body.append(dialog);
    dialog.showModal();
  });
}
