// The empty list: the first three steps.
import { h, copy, post } from './dom.js';

const FIRST = JSON.stringify({ type: 'track', event: 'First Event', userId: 'user-1', properties: { plan: 'free' } });

/** A request to the webhook for a shell, with the proofs that are given. */
export function curl(body, { signature, token }) {
  const proofs = [signature && `x-signature: ${signature}`, token && `x-bridge-token: ${token}`].filter(Boolean);
  const headers = ['content-type: application/json', ...proofs].map((header) => ` -H '${header}'`).join('');
  return `curl${headers} --data-raw '${body.replaceAll("'", String.raw`'\''`)}' ${location.origin}/segment`;
}

export function welcome() {
  const command = h('code', { class: 'command', tabindex: '0', 'aria-label': 'Command' }, '…');
  post('sign', FIRST).then((proofs) => { if (proofs) command.textContent = curl(FIRST, { token: proofs.token }); });
  return [
    h('p', {}, 'No event yet. Three steps to the first:'),
    h('ol', { class: 'steps' },
      h('li', {}, 'Send an event from a terminal, or ', h('a', { href: '#/compose' }, 'compose one'), ' from an example.',
        h('div', { class: 'copyable' }, command, h('button', { type: 'button', onclick: () => copy(command.textContent, 'The command is') }, 'Copy the command'))),
      h('li', {}, 'It appears here. Open it to see what Regal received, field by field.'),
      h('li', {}, 'Let Regal fail on ', h('a', { href: '#/badday' }, 'Bad day'), ' and watch the retries.')),
  ];
}
