// The console by keyboard alone, at every width and by axe-core. Imported by console.mjs.
import assert from 'node:assert/strict';
import { PHONE, WIDE, bridge, isSound, open, page, pictures, post, script, step, track } from './browser.mjs';

const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
const focused = (selector) => page.locator(`${selector}:focus`).count();

async function tabTo(selector) {
  for (let i = 0; i < 80 && !(await focused(selector)); i++) await press('Tab');
  assert.ok(await focused(selector), `Tab reaches ${selector}`);
}

await script([{ status: 400, times: 1, person: 'kit' }]);
await post([track('kara', 'Keyed one', 1), track('kit', 'Keyed two', 1), track('kara', 'Keyed three', 1)]);

await step('filters, opens and closes an event from the keyboard', async () => {
  await page.goto(`${bridge}/#/compose`);
  await page.locator('#payload').waitFor();
  await page.locator('main').focus();
  await press('1');
  await page.locator('#filter').waitFor();
  await press('/');
  await page.locator('#filter:focus').waitFor();
  await page.keyboard.type('keyed two');
  await page.waitForFunction(() => document.querySelectorAll('.row').length === 1);
  await tabTo('#events');
  await press('Enter');
  await page.getByRole('heading', { name: 'Keyed two' }).waitFor();
  await press('Escape');
  await page.locator('.detail').waitFor({ state: 'detached' });
  await press('/', 'Escape', 'Escape');
  assert.equal(await focused('#filter'), 0);
});

await step('moves through the list by arrow keys', async () => {
  await tabTo('#events');
  const active = () => page.locator('.row[aria-selected="true"]').getAttribute('aria-posinset');
  await press('Home', 'ArrowDown', 'ArrowDown', 'ArrowUp');
  assert.equal(await active(), '2');
  assert.equal(await page.locator('#events').getAttribute('aria-activedescendant'), await page.locator('.row[aria-selected="true"]').getAttribute('id'));
  await press('End');
  const last = page.locator('.row[aria-selected="true"]');
  assert.equal(await last.getAttribute('aria-posinset'), await last.getAttribute('aria-setsize'));
  await press('PageUp', 'Home');
  assert.equal(await active(), '1');
});

await step('composes, scripts and redrives from the keyboard', async () => {
  await press('2');
  await tabTo('#payload');
  await press('ControlOrMeta+A');
  await page.keyboard.insertText('{"type":"track","event":"Typed","userId":"typed"}');
  await press('Control+Enter');
  await page.getByText('The webhook responded 200.').waitFor();
  await page.locator('main').focus();
  await press('3');
  await tabTo('.presets button');
  await press('Enter');
  await page.locator('.script li', { hasText: '503' }).waitFor();
  await tabTo('.script button');
  await press('Enter');
  await page.getByText('Nothing scripted').waitFor();
  await page.locator('main').focus();
  await press('4');
  await tabTo('.originals input');
  await press('Space');
  await page.getByRole('button', { name: 'Redrive 1 chosen' }).waitFor();
  assert.equal(await focused('.originals input'), 1, 'the box that was set keeps the focus');
  await press('Space');
});

await step('lists its shortcuts, and does without them when they are switched off', async () => {
  await page.locator('main').focus();
  await press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await isSound('shortcuts');
  await tabTo('#single');
  await press('Space', 'Escape');
  await press('1');
  assert.equal(await page.locator('main').getAttribute('data-page'), 'deadletters');
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await page.getByRole('checkbox', { name: 'Single-key shortcuts' }).check();
  await press('Escape', '1');
  await page.locator('main[data-page="events"]').waitFor();
});

const VIEWS = [['phone', PHONE, 'light'], ['zoom', { width: 640, height: 400 }, 'light'], ['light', WIDE, 'light'], ['dark', WIDE, 'dark'], ['wide', { width: 1600, height: 900 }, 'light']];
for (const [name, size, colorScheme] of VIEWS) {
  await step(`is sound and fits: ${name}, ${size.width} pixels`, async () => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const to of ['compose', 'badday', 'deadletters', 'events', 'events/1']) {
      await page.goto(`${bridge}/#/${to}`);
      await page.locator(to === 'events/1' ? '.timeline' : `main[data-page="${to}"] > *`).first().waitFor();
      await isSound(`${to}, ${name}`);
      await page.screenshot({ path: `${pictures}/${name}-${to.replace('/', '-')}.png` });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= size.width, `${to} is ${wide} pixels wide`);
      const tops = await page.locator('.gauge').evaluateAll((gauges) => new Set(gauges.map((gauge) => gauge.getBoundingClientRect().top)).size);
      assert.equal(tops, 1, 'the gauges are on one line');
    }
  });
}

await page.setViewportSize(WIDE);
await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
await page.goto(`${bridge}/#/events`);
await open('Events');
await page.waitForFunction(
  () => import('/console/store.js').then(({ store }) => store.rows().some((one) => one.name === 'Typed' && one.state === 'delivered')),
  null, { timeout: 240_000, polling: 1_000 });
