// Chromium on the console: the steps of the test and the actions they share. Imported by console.mjs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const [modules, bridge, pictures] = process.argv.slice(2);
export { bridge, pictures };
const require = createRequire(`${modules}/`);
const { chromium } = require('playwright-core');
const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');

const TOKEN = 'local-segment-token';
export const example = JSON.parse(await readFile('events/identify-opt-in.json', 'utf8'));
export const LONG = { timeout: 300_000 };
export const WIDE = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

export const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
export const page = await browser.newPage({ viewport: WIDE, colorScheme: 'light', reducedMotion: 'reduce' });
page.setDefaultTimeout(60_000);

const problems = [];
export const asked = [];
page.on('pageerror', (error) => problems.push(`error on the page: ${error.message}`));
page.on('console', (line) => { if (line.type() === 'error') problems.push(`in the browser's console: ${line.text()}`); });
page.on('request', (request) => asked.push(request.url()));
page.on('requestfailed', (request) => { if (!request.url().endsWith('/live')) problems.push(`not loaded: ${request.url()}`); });

export let steps = 0;
export async function step(name, play) {
  const began = Date.now();
  try {
    await play();
  } catch (error) {
    await page.screenshot({ path: `${pictures}/failed.png` });
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
  steps++;
  await page.screenshot({ path: `${pictures}/${String(steps).padStart(2, '0')}-${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}.png` });
  assert.deepEqual(problems, [], name);
  console.log(`ok    ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}

export const open = async (to) => {
  await page.getByRole('link', { name: to }).first().click();
  await page.locator(`main[data-page="${{ Events: 'events', Compose: 'compose', 'Bad day': 'badday', 'Dead letters': 'deadletters' }[to]}"]`).waitFor();
};
export const row = (name, state) => page.locator('.row', { hasText: name }).filter({ has: page.locator(`.pill.${state}`) });
export const regal = async () => (await (await fetch(`${bridge}/regal/requests`)).text()).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
export const gauge = (state) => page.evaluate(async (which) => (await import('/console/store.js')).store.gauges.states[which], state);

export const store = (expression) => page.evaluate(`import('/console/store.js').then(({ store }) => store.${expression})`);
export const script = (entries) => fetch(`${bridge}/regal/script`, { method: 'POST', body: JSON.stringify(entries) });

/** Waits until no event is on its way. */
export async function isQuiet() {
  await page.waitForFunction(async () => {
    const { rows } = (await import('/console/store.js')).store;
    return rows().every(({ state }) => !['queued', 'in_flight', 'retrying'].includes(state));
  }, null, { ...LONG, polling: 500 });
}

/** Role and accessible name of every control, as assistive technology reads them. */
export async function names(locator) {
  const lines = (await locator.ariaSnapshot()).split('\n').map((line) => line.trim().replace(/^- /, '').replace(/:$/, ''));
  return lines.map((line) => /^(link|button|option|checkbox|textbox|searchbox|combobox|radio) ".*?"/.exec(line)?.[0]).filter(Boolean);
}

export async function compose(payload) {
  await open('Compose');
  await page.getByLabel('Payload', { exact: true }).fill(typeof payload === 'string' ? payload : JSON.stringify(payload));
}

export async function send(payload) {
  await compose(payload);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('.response').waitFor();
  return page.locator('.response').innerText();
}

/** Like Segment, resends after a 503: on a slow machine the time may be over before every event is stored. */
export async function post(events) {
  for (let tries = 1; ; tries++) {
    const answer = await fetch(`${bridge}/segment`, { method: 'POST', body: JSON.stringify(events), headers: { 'content-type': 'application/json', 'x-bridge-token': TOKEN } });
    if (answer.status !== 503 || tries === 20) return answer.json();
  }
}

/** Runs a command that the page shows; on a slow machine the webhook asks to send again. */
export function run(command) {
  for (let tries = 1; ; tries++) {
    const output = execFileSync('bash', ['-c', `${command} -s`], { encoding: 'utf8' });
    if (!output.includes('Send the request again') || tries === 20) return output;
  }
}

export const track = (userId, event, n) => ({ type: 'track', event, userId, properties: { n }, timestamp: '2026-11-02T09:00:00Z' });

export async function isSound(where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const found = violations.map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`);
  assert.deepEqual(found, [], `accessibility of ${where}`);
}
