// Tests the console in Chromium. usage: node console.mjs MODULES BRIDGE PICTURES
// CONSOLE_NETWORK=loopback says that no other network is reachable.
import assert from 'node:assert/strict';
import { LONG, asked, bridge, browser, compose, example, open, page, pictures, regal, row, run, send, step, steps, track } from './browser.mjs';

await step('loads every file from the bridge', async () => {
  if (process.env.CONSOLE_NETWORK === 'loopback') {
    await assert.rejects(fetch('http://example.com/', { signal: AbortSignal.timeout(5_000) }), 'the network is reachable');
  }
  await page.goto(`${bridge}/`);
  await page.locator('.link.on').waitFor();
  await page.getByText('No event yet.').waitFor();
  assert.ok(asked.length > 10);
  assert.deepEqual(asked.filter((url) => !url.startsWith(`${bridge}/`)), []);
});

await step('sends the first event by the command that the page shows', async () => {
  const command = page.getByLabel('Command');
  await command.filter({ hasText: 'x-bridge-token' }).waitFor();
  assert.match(run(await command.innerText()), /"accepted":1/);
  await row('First Event', 'delivered').waitFor();
});

await step('sends the double opt-in example', async () => {
  await open('Compose');
  await page.locator('#example option[value="identify-opt-in.json"]').waitFor({ state: 'attached' });
  await page.getByLabel('Example').selectOption('identify-opt-in.json');
  await page.locator('.outcome .pill.delivered').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('The webhook responded 200.').waitFor();
});

await step('sees it delivered', async () => {
  await open('Events');
  await row('identify', 'delivered').waitFor();
});

await step('reads both consents in the request to Regal', async () => {
  await row('identify', 'delivered').click();
  await page.getByRole('heading', { name: 'Regal received' }).waitFor();
  const received = page.getByRole('group', { name: "Regal's request" });
  for (const consent of ['smsOptIn', 'voiceOptIn']) {
    await received.locator('.line', { hasText: consent }).waitFor();
    const { body } = (await regal()).at(-1);
    assert.equal(Object.values(body.traits.phones)[0][consent].subscribed, true);
  }
  assert.equal(await received.locator('.line', { hasText: '"subscribed": true' }).count(), 2);
});

await step('finds where a field came from', async () => {
  const received = page.getByRole('group', { name: "Regal's request" });
  const line = received.locator('[data-path$=".smsOptIn.source"]');
  await line.focus();
  await page.getByText('is made of traits.optIn[0].source (M16)').waitFor();
  const lit = page.getByRole('group', { name: "Segment's event" }).locator('.line.lit');
  assert.equal(await lit.innerText(), `"source": "${example.traits.optIn[0].source}"`);
  await page.locator('.detail').evaluate((panel) => { panel.scrollTop = 0; });
  await page.screenshot({ path: `${pictures}/event.png` });
});

await step('masks personal data until asked', async () => {
  const { userId, traits } = example;
  const personal = [userId, traits.phone, traits.firstName, traits.email, traits.optIn[0].ip];
  const masked = await page.locator('body').innerText();
  for (const text of personal) assert.ok(!masked.includes(text), `${text} is masked`);
  await page.keyboard.press('v');
  const shown = await page.locator('body').innerText();
  for (const text of personal) assert.ok(shown.includes(text), `${text} is shown`);
  await page.keyboard.press('v');
});

await step('scripts ten 503s for one person', async () => {
  await open('Bad day');
  await page.getByLabel('How many').fill('10');
  await page.getByLabel('of', { exact: true }).fill('ann');
  await page.getByRole('button', { name: '503', exact: true }).click();
  await page.locator('.script li', { hasText: '503 10 responses' }).waitFor();
});

await step('sends three events of that person and one of another', async () => {
  const events = [track('ann', 'Ann one', 1), track('ann', 'Ann two', 2), track('bob', 'Bob one', 1), track('ann', 'Ann three', 3)];
  assert.match(await send(events), /4 events accepted/);
});

await step('sees the other delivered at once while the three wait', async () => {
  await open('Events');
  await row('Bob one', 'delivered').waitFor();
  for (const name of ['Ann one', 'Ann two', 'Ann three']) assert.equal(await row(name, 'delivered').count(), 0, name);
  await page.locator('.row .pill.retrying').nth(2).waitFor();
});

await step('sees on the bad day how order is held', async () => {
  await open('Bad day');
  await page.locator('.people .square.retrying').nth(2).waitFor();
  await page.getByText('No event was overtaken so far.').waitFor();
  await page.locator('main').evaluate((main) => { main.scrollTop = main.scrollHeight; });
  await page.screenshot({ path: `${pictures}/badday.png` });
});

await step('sees the three arrive in order later', async () => {
  await open('Events');
  for (const name of ['Ann one', 'Ann two', 'Ann three']) await row(name, 'delivered').waitFor(LONG);
  const numbers = (await regal()).filter(({ body }) => body.userId === 'ann').map(({ body, status }) => `${body.properties.n} ${status}`);
  assert.deepEqual(numbers, [...Array(10).fill('1 503'), '1 200', '2 200', '3 200']);
  await row('Ann one', 'delivered').click();
  await page.getByText('track · a•• · 11 attempts').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Visible again in' }).first().waitFor();
  assert.equal(await page.locator('.timeline .status', { hasText: 'responded 503' }).count(), 10);
});

await step('reads why an opt-in without a time is dropped', async () => {
  await compose({ type: 'identify', userId: 'dora', traits: { phone: '+12125550199', optIn: [{ channel: 'sms', subscribed: true }] } });
  const warning = page.locator('.warnings li', { hasText: 'optin_without_timestamp' });
  await warning.waitFor();
  assert.match(await warning.innerText(), /\$\.traits\.optIn\[0\] has no usable timestamp.*dropped.*optin_without_timestamp\s*M16/s);
});

await step('learns what a wrong signature does', async () => {
  await compose(track('eve', 'Forged', 1));
  await page.getByRole('group', { name: 'Signature' }).getByLabel('wrong').check();
  await page.getByRole('group', { name: 'Token' }).getByLabel('without').check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('The webhook responded 423.').waitFor();
  await open('Events');
  await row('Forged', 'rejected').waitFor();
});

await step('dead-letters an event with a 400', async () => {
  await open('Bad day');
  await page.getByLabel('How many').fill('1');
  await page.getByLabel('of', { exact: true }).fill('carl');
  await page.getByRole('button', { name: '400', exact: true }).click();
  await page.locator('.script li', { hasText: '400 1 response' }).waitFor();
  await send(track('carl', 'Carl one', 1));
  await open('Events');
  await row('Carl one', 'dead_lettered').waitFor();
});

await step('reads the original among the dead letters', async () => {
  await open('Dead letters');
  await page.getByRole('heading', { name: /^rejected by Regal/i }).waitFor();
  await page.locator('.originals summary', { hasText: 'Carl one' }).click();
  await page.locator('.originals .line', { hasText: '"event": "Carl one"' }).waitFor();
});

await step('redrives it', async () => {
  await page.getByRole('checkbox', { name: 'Choose Carl one' }).check();
  await page.getByRole('button', { name: 'Redrive 1 chosen' }).click();
  await page.getByText('1 of 1 event redriven. All of them are on their way again.').waitFor();
  await page.getByText('There are no dead letters.').waitFor();
  await open('Events');
  await row('Carl one', 'delivered').waitFor();
});

await step('kills an invocation and loses nothing', async () => {
  await open('Bad day');
  await page.getByLabel('of', { exact: true }).fill('kim');
  await page.getByRole('button', { name: 'slow, 5 s' }).click();
  await page.locator('.script li', { hasText: '200 after 5 s' }).waitFor();
  await send(track('kim', 'Kim one', 1));
  await open('Bad day');
  await page.locator('.square.in_flight').waitFor();
  await page.getByRole('button', { name: 'Kill the running invocation' }).click();
  await page.getByText('1 invocation killed.').waitFor();
  await open('Events');
  await row('Kim one', 'retrying').waitFor();
  await row('Kim one', 'delivered').waitFor(LONG);
});

await step('rotates the shared secret and goes on', async () => {
  await open('Bad day');
  await page.getByRole('button', { name: 'Rotate the shared secret' }).click();
  await page.getByText('The shared secret is new').waitFor();
  await compose(track('rita', 'Rita one', 1));
  await page.getByRole('group', { name: 'Token' }).getByLabel('without').check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('The webhook responded 200.').waitFor();
});

await import('./console-page.mjs');
await import('./console-access.mjs');
await import('./console-crowd.mjs');

assert.deepEqual(asked.filter((url) => !url.startsWith(`${bridge}/`)), [], 'nothing was asked of any other place');
await browser.close();
console.log(`All ${steps} steps came out as expected; ${asked.length} requests, all to ${bridge}. Screenshots: ${pictures}`);
