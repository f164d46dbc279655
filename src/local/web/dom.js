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

const FOCUSABLE = 'a, button, input, select, summary, [tabindex]';

let pressed = null;
const late = new Map();

addEventListener('pointerdown', ({ target }) => { pressed = target; }, true);
for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => setTimeout(release), true);

function release() {
  const waiting = [...late];
  pressed = null;
  late.clear();
  waiting.forEach(([element, build]) => refill(element, build));
}

/** Fills again with what `build` returns; what had the focus, by its place, keeps it. While the pointer is down on what would be replaced, this waits: the click would be lost. */
export function refill(element, build) {
  if (element.contains(pressed)) {
    late.set(element, build);
    return;
  }
  const { scrollTop } = element;
  const at = [...element.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  fill(element, build());
  if (at >= 0) element.querySelectorAll(FOCUSABLE)[at]?.focus({ preventScroll: true });
  element.scrollTop = scrollTop;
}

/** Details that are open again when they are drawn again: `open` holds the keys of those. */
export function fold(open, key, summary, ...children) {
  const keep = ({ currentTarget }) => { if (currentTarget.parentElement.open) open.delete(key); else open.add(key); };
  return h('details', { open: open.has(key) }, h('summary', { onclick: keep }, summary), children);
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
    const result = await response.json();
    if (response.ok) return result;
    say(result.message ?? `The bridge responded ${response.status}.`, true);
  } catch {
    say('The bridge does not respond. Is exec:exec@local still running?', true);
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

/** For example 23:10:04.123, in this machine's zone. */
export function time(iso) {
  const at = new Date(iso);
  const two = (n) => String(n).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

/** With date and zone, for a title. */
export const fullTime = (iso) => `${new Date(iso).toLocaleString('en', { dateStyle: 'full', timeStyle: 'long' })} · ${iso}`;

/** For example 12 ms, 1.3 s, 4 min. */
export function duration(ms) {
  if (ms < 1) return '< 1 ms';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  return ms < 3_600_000 ? `${Math.floor(ms / 60_000)} min` : `${Math.floor(ms / 3_600_000)} h`;
}

/** Sets text or an attribute only where it differs: an element that is pointed at stays. */
export function set(element, text, attributes = {}) {
  if (text !== null && element.textContent !== text) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  }
}

/** Copies, and says so. */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} copied.`);
  } catch {
    say('The browser does not allow the page to copy.', true);
  }
}
