// The keyboard shortcuts: a list of them, and a switch for those of a single key.
import { h, say } from './dom.js';

const KEYS = [
  [['1', '–', '4'], 'open a page'], [['/'], 'filter the events'], [['↑', '↓', 'Home', 'End', 'Enter'], 'choose an event and open it'],
  [['Esc'], 'empty a filter, close an event'], [['P'], 'pause the list'], [['V'], 'show or mask personal data'], [['?'], 'this list'],
];
const STORED = 'console.shortcuts';

export const areOn = () => localStorage.getItem(STORED) !== 'off';

export function shortcuts() {
  const box = h('input', { type: 'checkbox', id: 'single', checked: areOn(), onchange: () => {
    if (box.checked) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, 'off');
    say(box.checked ? 'Single-key shortcuts are on.' : 'Single-key shortcuts are off.');
  } });
  const dialog = h('dialog', { 'aria-labelledby': 'shortcuts', onclose: () => dialog.remove() },
    h('h2', { id: 'shortcuts' }, 'Keyboard shortcuts'),
    h('dl', { class: 'keys' }, KEYS.map(([keys, words]) => [h('dt', {}, keys.map((key) => [key === '–' ? key : h('kbd', {}, key), ' '])), h('dd', {}, words)])),
    h('label', {}, box, ' Single-key shortcuts'),
    h('div', { class: 'buttons' }, h('button', { type: 'button', class: 'primary', onclick: () => dialog.close() }, 'Close')));
  document.body.append(dialog);
  dialog.showModal();
}
