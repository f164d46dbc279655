// Tests the console in Chromium. usage: node console.mjs MODULES BRIDGE PICTURES
// CONSOLE_NETWORK=loopback says that no other network is reachable.
import assert from 'node:assert/strict';
import {
  LONG, PHONE, WIDE, asked, bridge, browser, compose, example, gauge, isSound, open, page, pictures, post, regal, row, send, step, steps, track,
} from './browser.mjs';

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

await step('sends the double opt-in example', async () => {
  await open('Compose');
  await page.locator('#example option[value="identify-opt-in.json"]').waitFor({ state: 'attached' });
  await page.getByLabel('Example').selectOption('identify-opt-in.json');
  await page.locator('.outcome .pill.delivered').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('The webhook answered 200.').waitFor();
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
  await page.getByRole('button', { name: '503' }).click();
  await page.locator('.script li', { hasText: '503 10 answers' }).waitFor();
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
  await page.screenshot({ path: `${pictures}/badday.png` });
});

await step('sees the three arrive in order later', async () => {
  await open('Events');
  for (const name of ['Ann one', 'Ann two', 'Ann three']) await row(name, 'delivered').waitFor(LONG);
  const numbers = (await regal()).filter(({ body }) => body.userId === 'ann').map(({ body, status }) => `${body.properties.n} ${status}`);
  assert.deepEqual(numbers, [...Array(10).fill('1 503'), '1 200', '2 200', '3 200']);
  await row('Ann one', 'delivered').click();
  await page.locator('.timeline li', { hasText: 'Regal responded 503' }).nth(9).waitFor();
  await page.locator('.timeline li', { hasText: 'Visible again in' }).first().waitFor();
  await page.getByText('track · a••• · 11 attempts').waitFor();
});

await step('reads why an opt-in without a time is dropped', async () => {
  await compose({ type: 'identify', userId: 'dora', traits: { phone: '+12125550199', optIn: [{ channel: 'sms', subscribed: true }] } });
  await page.getByRole('button', { name: 'Explain' }).click();
  const warning = page.locator('.warnings li', { hasText: 'optin_without_timestamp' });
  await warning.waitFor();
  assert.match(await warning.innerText(), /\$\.traits\.optIn\[0\] has no usable timestamp.*dropped.*optin_without_timestamp\s*M16/s);
});

await step('learns what a wrong signature does', async () => {
  await compose(track('eve', 'Forged', 1));
  await page.getByRole('group', { name: 'Signature' }).getByLabel('wrong').check();
  await page.getByRole('group', { name: 'Token' }).getByLabel('without').check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('The webhook answered 423.').waitFor();
  await open('Events');
  await row('Forged', 'rejected').waitFor();
});

await step('dead-letters an event with a 400', async () => {
  await open('Bad day');
  await page.getByLabel('How many').fill('1');
  await page.getByLabel('of', { exact: true }).fill('carl');
  await page.getByRole('button', { name: '400' }).click();
  await page.locator('.script li', { hasText: '400 1 answer' }).waitFor();
  await send(track('carl', 'Carl one', 1));
  await open('Events');
  await row('Carl one', 'dead_lettered').waitFor();
});

await step('reads the original among the dead letters', async () => {
  await open('Dead letters');
  await page.getByRole('heading', { name: 'Rejected by Regal' }).waitFor();
  await page.locator('.originals summary', { hasText: 'Carl one' }).click();
  await page.locator('.originals .line', { hasText: '"event": "Carl one"' }).waitFor();
});

await step('redrives it', async () => {
  await page.getByRole('checkbox', { name: 'Choose Carl one' }).check();
  await page.getByRole('button', { name: 'Redrive 1 chosen' }).click();
  await page.getByText('1 of 1 event sent back. All of them are on their way again.').waitFor();
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
  await page.getByRole('button', { name: 'Rotate' }).first().click();
  await page.getByText('The shared secret is new').waitFor();
  await compose(track('rita', 'Rita one', 1));
  await page.getByRole('group', { name: 'Token' }).getByLabel('without').check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('The webhook answered 200.').waitFor();
});

await step('works from the keyboard alone', async () => {
  await page.locator('body').click({ position: { x: 2, y: 2 } });
  await page.keyboard.press('1');
  await page.keyboard.press('/');
  await page.keyboard.type('carl');
  await page.waitForFunction(() => document.querySelectorAll('.row').length === 1);
  for (let i = 0; i < 12 && !(await page.locator('#events:focus').count()); i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Carl one' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.detail').waitFor({ state: 'detached' });
  await page.keyboard.press('/');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Escape');
});

for (const scheme of ['light', 'dark']) {
  await step(`is sound and legible in ${scheme}`, async () => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const to of ['Compose', 'Bad day', 'Dead letters', 'Events']) {
      await open(to);
      await isSound(`${to}, ${scheme}`);
    }
    await row('Ann one', 'delivered').click();
    await page.locator('.timeline').waitFor();
    await isSound(`one event, ${scheme}`);
  });
}

await step('fits on a phone', async () => {
  await page.setViewportSize(PHONE);
  for (const hash of ['compose', 'badday', 'deadletters', 'events', 'events/1']) {
    await page.evaluate((to) => { location.hash = `#/${to}`; }, hash);
    await page.locator(hash === 'events/1' ? '.timeline' : `main[data-page="${hash}"] > *`).first().waitFor();
    await page.screenshot({ path: `${pictures}/phone-${hash.replace('/', '-')}.png` });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= PHONE.width, `${hash} is ${wide} pixels wide`);
  }
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.keyboard.press('Escape');
  await page.evaluate(() => { location.hash = '#/events'; });
});

const THOUSAND = 1_000;
await step('keeps at most 200 rows in the page while 10,000 events run through', async () => {
  await page.mouse.move(5, 5);
  await page.locator('#events').blur();
  await page.evaluate(async () => {
    globalThis.store = (await import('/console/store.js')).store;
    globalThis.most = 0;
    const look = () => { globalThis.most = Math.max(globalThis.most, document.querySelectorAll('.row').length); };
    new MutationObserver(look).observe(document.getElementById('events'), { childList: true, subtree: true });
  });
  const before = await gauge('delivered');
  for (let batch = 0; batch < 10; batch++) {
    const events = Array.from({ length: THOUSAND }, (_, i) => track(`crowd-${i % 250}`, `Crowd ${batch * THOUSAND + i}`, batch * THOUSAND + i));
    assert.deepEqual(await post(events), { accepted: THOUSAND, deadLettered: 0 });
  }
  await page.waitForFunction((all) => globalThis.store.gauges.states.delivered === all, before + 10 * THOUSAND, { timeout: 600_000, polling: 1_000 });
  const most = await page.evaluate(() => globalThis.most);
  assert.ok(most > 10 && most <= 200, `${most} rows were in the page`);
  console.log(`      at most ${most} rows in the page`);
});

await step('shows the right rows wherever one scrolls', async () => {
  const all = await page.evaluate(async () => (await import('/console/store.js')).store.numbers().length);
  assert.ok(all > 10 * THOUSAND);
  const tall = 44;
  for (const index of [0, 100, 4_321, all - 1]) {
    await page.locator('#events').evaluate((list, to) => { list.scrollTop = to; }, index * tall);
    const n = all - index;
    const shown = page.locator(`#row-${n}`);
    await shown.waitFor();
    assert.equal(await shown.getAttribute('aria-posinset'), String(index + 1));
    const event = await (await fetch(`${bridge}/console/api/events/${n}`)).json();
    assert.ok((await shown.innerText()).includes(event.name || event.type), `row ${index} shows ${event.name}`);
    const [seen, list] = await Promise.all([shown.boundingBox(), page.locator('#events').boundingBox()]);
    assert.ok(seen.y >= list.y - 1 && seen.y + seen.height <= list.y + list.height + 1, `row ${index} is in sight`);
    assert.ok(await page.locator('.row').count() <= 200);
  }
});

await step('does not scroll while one reads, and shows the newest at the top', async () => {
  await page.locator('#events').evaluate((list) => { list.scrollTop = 5_000; });
  const read = page.locator('.row[aria-posinset="115"]');
  const before = await read.getAttribute('id');
  await post(track('last', 'The newest', 1));
  await page.getByRole('button', { name: '1 new event' }).waitFor();
  assert.equal(await read.getAttribute('id'), before);
  await page.getByRole('button', { name: '1 new event' }).click();
  await page.locator('.row[aria-posinset="1"]', { hasText: 'The newest' }).waitFor();
  await page.mouse.move(5, 5);
  await post(track('last', 'The very newest', 2));
  await page.locator('.row[aria-posinset="1"]', { hasText: 'The very newest' }).waitFor();
  await row('The very newest', 'delivered').waitFor();
});

await step('no event was overtaken and nothing is lost', async () => {
  await page.waitForFunction(() => {
    const { queued, in_flight, retrying } = globalThis.store.gauges.states;
    return queued + in_flight + retrying === 0;
  });
  const gauges = await page.evaluate(() => globalThis.store.gauges);
  assert.equal(gauges.overtaken, 0);
  assert.equal(gauges.states.dead_lettered, 0);
});

assert.deepEqual(asked.filter((url) => !url.startsWith(`${bridge}/`)), [], 'nothing was asked of any other place');
await browser.close();
console.log(`All ${steps} steps came out as expected; ${asked.length} requests, all to ${bridge}. Screenshots: ${pictures}`);
