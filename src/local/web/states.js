// The states of an event, in words and colours.
import { h } from './dom.js';
import { now } from './store.js';

export const STATES = [
  ['queued', 'queued'],
  ['in_flight', 'in flight'],
  ['waiting', 'waiting'],
  ['delivered', 'delivered'],
  ['skipped', 'skipped'],
  ['parked', 'parked'],
  ['refused', 'refused'],
];

const WORDS = new Map(STATES);

/** As "waiting 12 s" or "parked". */
export function words(row) {
  if (row.state === 'waiting' && row.due) {
    return `waiting ${Math.max(0, Math.ceil((Date.parse(row.due) - now()) / 1000))} s`;
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
