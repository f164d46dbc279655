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

/** For example "retrying in 12 s" or "dead-lettered". */
export function words(row) {
  if (row.state === 'retrying' && row.due) {
    return `retrying in ${Math.max(0, Math.ceil((Date.parse(row.due) - now()) / 1000))} s`;
  }
  return WORDS.get(row.state) ?? row.state;
}

export const pill = (row) => h('span', { class: `pill ${row.state}` }, words(row));

/** The short reason beside a state. */
export function reason(row) {
  const parts = [row.reason, row.detail.startsWith('http_') ? row.detail : ''];
  return parts.filter((part, i) => part && parts.indexOf(part) === i).join(' · ');
}

/** A colour for each person, to tell them apart while masked. */
export function hue(person) {
  let hash = 7;
  for (const c of person) hash = (hash * 31 + c.codePointAt(0)) >>> 0;
  return (hash * 137) % 360;
}
