// Builds elements. Text is only ever set as text: what events hold is never read as HTML.

/** An element: `h('button', {class: 'x', onclick: f}, 'text', child)`; null children are left out. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  fill(element, ...children);
  return element;
}

/** Replaces what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(9).filter((child) => child !== null && child !== undefined));
}

let quiet;

/** Says a sentence to everyone, screen readers included. */
export function say(text, isError = false) {
  const place = document.getElementById('say');
  place.textContent = text;
  place.classList.toggle('error', isError);
  place.classList.add('shown');
  clearTimeout(quiet);
  quiet = setTimeout(() => place.classList.remove('shown'), isError ? 12000 : 5000);
}

/** Posts to the bridge; what goes wrong is said, and null comes back. */
export async function post(path, body = '') {
  try {
    const response = await fetch(`/console/api/${path}`, { method: 'POST', body, headers: { 'content-type': 'text/plain' } });
    const answer = await response.json();
    if (response.ok) return answer;
    say(answer.message ?? `The bridge answered ${response.status}.`, true);
  } catch {
    say('The bridge does not answer. Is exec:exec@local still running?', true);
  }
  return null;
}

/** Reads from the bridge; null where it has nothing there. */
export async function get(path) {
  try {
    const response = await fetch(`/console/api/${path}`);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** How many of what, in English. */
export function count(n, one, many = `${one}s`) {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

export function time(iso) {
  const at = new Date(iso);
  const two = (n) => String(n).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}
