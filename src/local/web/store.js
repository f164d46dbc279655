// What the bridge says, as it comes: one row for each event, newest number last, and the gauges.

const rows = new Map();
const listeners = new Set();
let numbers = [];
let first = 1;

export const store = {
  gauges: null,
  isConnected: false,
  /** Server's clock less this one's, in milliseconds. */
  skew: 0,
  row: (n) => rows.get(n),
  /** All numbers that are kept, ascending. */
  numbers: () => numbers,
  rows: () => numbers.map((n) => rows.get(n)),
};

/** Calls back after each change with what changed: 'rows', 'gauges' or 'connection'. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const now = () => Date.now() + store.skew;

function tell(what) {
  listeners.forEach((listener) => listener(what));
}

function take(batch) {
  let isSorted = true;
  for (const row of batch.rows) {
    if (!rows.has(row.n)) {
      isSorted &&= numbers.length === 0 || numbers.at(-1) < row.n;
      numbers.push(row.n);
    }
    rows.set(row.n, row);
  }
  if (!isSorted) numbers.sort((a, b) => a - b);
  if (batch.first > first) {
    first = batch.first;
    numbers = numbers.filter((n) => n >= first || !rows.delete(n));
  }
}

export function connect() {
  const stream = new EventSource('/console/api/live');
  stream.addEventListener('open', () => {
    rows.clear();
    numbers = [];
    first = 1;
    store.isConnected = true;
    tell('rows');
    tell('connection');
  });
  stream.addEventListener('rows', (event) => {
    take(JSON.parse(event.data));
    tell('rows');
  });
  stream.addEventListener('gauges', (event) => {
    store.gauges = JSON.parse(event.data);
    store.skew = Date.parse(store.gauges.now) - Date.now();
    tell('gauges');
  });
  stream.addEventListener('error', () => {
    store.isConnected = false;
    tell('connection');
  });
}
