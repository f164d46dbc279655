// What the page asks of the command that serves it. Each request holds the token of this run, which the address begins with.
import { h } from './dom.js';

const [, TOKEN] = location.pathname.split('/');

/** An answer; where there is none, why: `problem` and `advice`. With a body it is a POST. */
export async function ask(path, body) {
  try {
    const response = await fetch(`/api/${path}`, {
      method: body === undefined ? 'GET' : 'POST', body: body === undefined ? undefined : JSON.stringify(body), headers: { 'x-console-token': TOKEN },
    });
    const answer = await response.json();
    return response.ok ? answer : { problem: answer.message };
  } catch {
    return { problem: 'The console does not respond.', advice: 'Is exec:exec@console still running?' };
  }
}

const DOCUMENT = /src\/site\/markdown\/([a-z-]+\.md(?:#[a-z0-9-]+)?)/;

/** A link to a document of the repository, at its heading where the browser can. */
export function documentLink(place) {
  const [name, anchor] = place.split('#');
  const heading = anchor ? `#:~:text=${encodeURIComponent(`# ${anchor.replaceAll('-', ' ')}`)}` : '';
  return h('a', { href: `docs/${name}${heading}`, target: '_blank', rel: 'noopener' }, place);
}

/** An advice whose documents are links. */
export function advice(text) {
  return text.split(DOCUMENT).map((part, i) => (i % 2 === 1 ? documentLink(part) : part));
}

/** Why something is not shown, and what to do. */
export const problem = (answer) => h('p', { class: 'notice' }, h('strong', {}, answer.problem), ' ', advice(answer.advice ?? ''));
