// What the bridge sends, as it comes: one row for each event, newest number last, and the gauges.

/** Percentiles are of this many deliveries, the newest. */
const MOST_LATENCIES = 1_000;

const rows = new Map();
const listeners = new Set();
const counts = {};
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
  /** How many of the kept events are in a state. */
  count: (state) => counts[state] ?? 0,
};

/** Calls back after each change with what changed: 'rows', 'gauges' or 'connection'. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const now = () => Date.now() + store.skew;

/** Milliseconds from the webhook to the end; null while an event is on its way. */
export const latency = (row) => (row.ended ? Date.parse(row.ended) - Date.parse(row.at) : null);

/** Latencies of the newest deliveries in ascending order, in milliseconds. */
export function latencies() {
  const found = [];
  for (let i = numbers.length - 1; i >= 0 && found.length < MOST_LATENCIES; i--) {
    const row = rows.get(numbers[i]);
    if (row.state === 'delivered' && row.ended) found.push(latency(row));
  }
  return found.sort((a, b) => a - b);
}

function tell(what) {
  listeners.forEach((listener) => listener(what));
}

function count(row, by) {
  if (row) counts[row.state] = (counts[row.state] ?? 0) + by;
}

function remove(n) {
  count(rows.get(n), -1);
  rows.delete(n);
}

function take(batch) {
  let isSorted = true;
  for (const row of batch.rows) {
    if (!rows.has(row.n)) {
      isSorted &&= numbers.length === 0 || numbers.at(-1) < row.n;
      numbers.push(row.n);
    }
    count(rows.get(row.n), -1);
    count(row, 1);
    rows.set(row.n, row);
  }
  if (!isSorted) numbers.sort((a, b) => a - b);
  if (batch.first > first) {
    first = batch.first;
    numbers.filter((n) => n < first).forEach(remove);
    numbers = numbers.filter((n) => n >= first);
  }
}

export function connect() {
  const stream = new EventSource('/console/api/live');
  stream.addEventListener('open', () => {
    numbers.forEach(remove);
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
