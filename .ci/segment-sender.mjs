// Sends through the code that Segment runs (its published Webhooks (Actions) destination), then reads from the
// Regal emulator what arrived. usage: node segment-sender.mjs MODULES BRIDGE SECRET TOKEN
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

const [modules, bridge, secret, token] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const { Destination } = require('@segment/actions-core');
const webhook = new Destination(require('@segment/action-destinations/dist/destinations/webhook').default);

const PEOPLE = 20;
const BATCH = 500;
// Difficult for JSON writers and queues: quotes, controls, line separators, surrogate pairs, noncharacters.
const TEXT = 'Zoë "Ñandú" \\ / \t \u2028 \ufffe 王 👩‍👩‍👧 العربية 1.0 ';

const run = Date.now();
const counters = new Map();
function event(person) {
  const n = (counters.get(person) ?? 0) + 1;
  counters.set(person, n);
  return {
    type: 'track', event: 'Sender Check', userId: `${run}-${person}`, messageId: `${run}-${person}-${n}`,
    timestamp: new Date().toISOString(), properties: { n, text: TEXT, amount: 450.25, nested: { list: [1, '2', true] } },
  };
}

function mapping(method, headers) {
  return { url: `${bridge}/segment`, method, headers, batch_size: 1000, data: { '@path': '$.' } };
}

// The response may be 503 on a slow machine; Segment then resends the same request.
async function status(send) {
  let code = 503;
  for (let tries = 0; code === 503 && tries < 10; tries++) code = await statusOnce(send);
  return code;
}

async function statusOnce(send) {
  try {
    const results = await send();
    const failed = results.find((result) => (result.status ?? 200) >= 300);
    return failed?.status ?? 200;
  } catch (error) {
    if (error.response === undefined) throw error;
    return error.response.status;
  }
}

const one = (method, headers, sharedSecret = secret) => {
  const alone = event('alone');
  return status(() =>
    webhook.executeAction('send', { event: alone, mapping: mapping(method, headers), settings: { sharedSecret } }));
};

async function eventually(read, isDone) {
  for (let tries = 0; tries < 240; tries++) {
    const value = await read();
    if (isDone(value)) return value;
    await sleep(500);
  }
  return read();
}

async function arrived() {
  const lines = (await (await fetch(`${bridge}/regal/requests`)).text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line).body)
    .map((body) => (typeof body === 'string' ? JSON.parse(body) : body))
    .filter((body) => body.userId?.startsWith(`${run}-`));
}

const withToken = { 'X-Bridge-Token': token };
assert.equal(await one('POST', withToken), 200, 'one event with the token');
assert.equal(await one('POST', {}), 200, 'one event without it');
assert.equal(await one('PUT', withToken), 200, 'PUT');
assert.equal(await one('PATCH', withToken), 200, 'PATCH');
const sentAlone = counters.get('alone');
assert.equal(await one('POST', {}, 'a wrong secret'), 423, 'a wrong secret');
counters.set('alone', sentAlone);

const batch = Array.from({ length: BATCH }, (_, i) => event(`person-${i % PEOPLE}`));
assert.equal(await status(() => webhook.executeBatch('send', {
  events: batch, mapping: mapping('POST', withToken), settings: { sharedSecret: secret } })), 200, 'a batch');

const wanted = 4 + BATCH;
const bodies = await eventually(arrived, (found) => found.length >= wanted);
assert.equal(bodies.length, wanted, 'events at Regal');
const next = new Map();
for (const body of bodies) {
  const n = (next.get(body.userId) ?? 0) + 1;
  assert.equal(body.properties.n, n, `order of ${body.userId}`);
  next.set(body.userId, n);
  assert.equal(body.name, 'Sender Check');
  assert.equal(body.properties.text, TEXT, 'text');
  assert.deepEqual(body.properties.nested, { list: [1, '2', true] });
}
assert.equal(next.size, PEOPLE + 1, 'people');
console.log(`Segment's own sender delivered ${bodies.length} events of ${next.size} people, in order per person, text unchanged; POST, PUT and PATCH are accepted, the response to a wrong secret is 423`);
