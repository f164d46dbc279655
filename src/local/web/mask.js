// Personal data is masked until asked for, and again after each reload.

let isShown = false;
const listeners = new Set();

export const shown = () => isShown;

export function toggle() {
  isShown = !isShown;
  listeners.forEach((listener) => listener());
}

export function onToggle(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The text, or enough of it to tell two apart. */
export function masked(text) {
  if (isShown) return text;
  return text.length < 7 ? `${text.slice(0, 1)}•••` : `${text.slice(0, 2)}•••${text.slice(-2)}`;
}

/** A JSON text or number, masked inside its quotes. */
export function maskedJson(text) {
  if (isShown) return text;
  return text.startsWith('"') ? `"${masked(text.slice(1, -1))}"` : '•••';
}
