// Personal data is masked until asked for, and again after each reload.

const MOST_MASKED = 200;
const KEPT_AT_END = 2;
const SHORT = 7;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Controls, marks of direction, blanks other than a space: what a reader cannot see. */
const UNSEEN = /[\0-\x1f\x7f-\xa0\xad\u061c\u180e\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb]/g;
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

/** The text with unseen characters as JSON escapes, such as \u202e. */
export function visible(text) {
  return text.replace(UNSEEN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The text as it may be shown. */
export function masked(text) {
  return visible(isShown ? text : hidden(text));
}

/** A JSON text or number as it may be shown, in its quotes. */
export function maskedJson(text) {
  if (isShown) return visible(text);
  return visible(text.startsWith('"') ? JSON.stringify(hidden(JSON.parse(text))) : text.replace(/\d/g, '#'));
}

/** Its form without its content: # for a digit, • for any other character; punctuation and blanks stay, so that a mistake of form can be seen. */
function hidden(text) {
  const all = Array.from(graphemes.segment(text.slice(0, 20 * MOST_MASKED)), ({ segment }) => segment);
  const most = all.slice(0, MOST_MASKED);
  const isKept = (i) => (i === 0 && all.length > 1) || (all.length >= SHORT && i >= all.length - KEPT_AT_END);
  const form = most.map((each, i) => (isKept(i) ? each : shape(each))).join('');
  return all.length > most.length ? `${form}… (${text.length} characters)` : form;
}

function shape(each) {
  if (/^\d$/.test(each)) return '#';
  return each.search(UNSEEN) === 0 || /^[ -/:-@[-`{-~]$/.test(each) ? each : '•';
}
