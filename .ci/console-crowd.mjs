// The console with 10,000 events. Imported by console.mjs.
import assert from 'node:assert/strict';
import { bridge, gauge, open, page, post, row, step, track } from './browser.mjs';

const THOUSAND = 1_000;
/** Rows come and go while the list scrolls, so one is found and measured at once. */
const height = async () => (await page.waitForFunction(() => document.querySelector('.row')?.getBoundingClientRect().height)).jsonValue();
const deadLetters = await gauge('dead_lettered');

await step('keeps at most 200 rows in the page while 10,000 events run through', async () => {
  await page.mouse.move(5, 5);
  await open('Events');
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
  const tall = await height();
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
  const read = page.locator(`.row[aria-posinset="${Math.ceil(5_000 / await height()) + 1}"]`);
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
  assert.equal(gauges.states.dead_lettered, deadLetters);
});
