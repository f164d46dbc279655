// The states of an event, in words and colours.
import { h } from './dom.js';
import { now } from './store.js';

export const STATES = [
  ['queued', 'queued'],
  ['in_flight', 'in flight'],
  ['retrying', 'retrying'],
  ['delivered', 'delivered'],
  ['skipped', 'skipped'],
  ['dead_lettered', 'dead-lettered'],
  ['rejected', 'rejected'],
];

const WORDS = new Map(STATES);
export const isOpen = (row) => ['queued', 'in_flight', 'retrying'].includes(row.state);

/** For example "retrying in 12 s" or "dead-lettered". */
export function words(row) {
  if (row.state === 'retrying' && row.due) {
    return `retrying in ${Math.max(0, Math.ceil((Date.parse(row.due) - now()) / 1000))} s`;
  }
  return WORDS.get(row.state) ?? row.state;
}

export const pill = (row) => h('span', { class: `pill ${row.state}` }, words(row));

/** A colour for each person, to tell them apart while masked. */
export function dot(person) {
  let hash = 7;
  for (const c of person) hash = (hash * 31 + c.codePointAt(0)) >>> 0;
  const element = h('s', { 'aria-hidden': 'true' });
  element.style.background = `hsl(${(hash * 137) % 360} 60% 55%)`;
  return element;
}
