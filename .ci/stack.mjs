// Tests the console of a deployed stack in Chromium. usage: node stack.mjs MODULES CONSOLE PICTURES BRIDGE
// BRIDGE is the stack's bridge: its webhook and the emulator of Regal.
import assert from 'node:assert/strict';
import { LONG, PHONE, WIDE, asked, bridge as address, browser, isSound, page, pictures, step, steps } from './browser.mjs';

const bridge = process.argv[5];
const DELIVERED = '6f1c2a44-0d3b-4a55-9c1e-2b7d3e4f5a61';
const REJECTED = '6f1c2a44-0d3b-4a55-9c1e-2b7d3e4f5a62';
const EMAIL = 'rita@mail.example';

/** Like Segment, resends after a 503. */
async function post(path, body) {
  for (let tries = 1; ; tries++) {
    const { status } = await fetch(`${bridge}${path}`, {
      method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'x-bridge-token': 'local-segment-token' },
    });
    if (status === 200) return;
    assert.ok(status === 503 && tries < 20, `${path}: ${status}`);
  }
}

const show = async (name, selector) => {
  await page.getByRole('link', { name, exact: true }).click();
  await page.locator(`main[data-page="${selector}"]`).waitFor();
};
const picture = (name) => page.screenshot({ path: `${pictures}/${name}.png` });

async function find(kind, id, words) {
  await show('Find', 'find');
  await page.getByLabel('Search by').selectOption(kind);
  await page.getByLabel('Id', { exact: true }).fill(id);
  for (let tries = 1; ; tries++) {
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await page.locator('.results .card').first().waitFor();
    if ((await page.locator('.results').innerText()).includes(words)) return;
    assert.ok(tries < 60, `${words} is not found`);
    await new Promise((resolve) => { setTimeout(resolve, 1_000); });
  }
}

await post('/segment', { type: 'track', event: 'Ordered', messageId: DELIVERED, userId: 'otto' });
await post('/regal/script', [{ status: 400, times: 1, person: 'rita' }]);
await post('/segment', { type: 'identify', messageId: REJECTED, userId: 'rita', traits: { email: EMAIL, plan: 'gold' } });

await step('refuses the page without its token', async () => {
  const { status } = await fetch(new URL('/', address));
  assert.equal(status, 403);
});

await step('shows a stack, whose rights are used, its queues and an alarm', async () => {
  await page.goto(address);
  await page.getByText('role Operator').waitFor();
  await page.locator('.alarms').getByText('DeadLettersAlarm').waitFor();
  await page.locator('.findings').getByText('termination-protection').waitFor();
  await page.getByText('as of').waitFor();
  await isSound('overview');
  await picture('stack-overview');
});

await step('finds an event by its messageId', async () => {
  await find('event', DELIVERED, 'Delivered: Regal has it');
  await isSound('find');
});

await step('finds a dead-lettered event by its person', async () => {
  await find('userId', 'rita', 'was rejected by Regal');
});

await step('lists what was not delivered, and leads to its timeline', async () => {
  await page.getByRole('button', { name: 'What was not delivered' }).click();
  await page.locator('.results .card', { hasText: REJECTED }).getByRole('button', { name: 'Its whole timeline' }).click();
  await page.locator('.results .pill.dead_lettered').waitFor();
  await page.getByRole('button', { name: 'All events of this person' }).click();
  await page.locator('.results').getByText(REJECTED).waitFor();
});

await step('says what it can mean that nothing is found', async () => {
  await find('anonymousId', 'nobody', 'Nothing found');
  await isSound('nothing found');
});

await step('explains the dead letter, masked until asked', async () => {
  await show('Dead letters', 'deadletters');
  await page.getByRole('button', { name: 'List dead letters' }).click();
  await page.getByRole('button', { name: /^Open some/ }).click(LONG);
  await page.locator('.originals summary').click();
  await page.getByText('would be sent today').waitFor();
  await page.getByRole('group', { name: "Regal's request" }).waitFor();
  assert.ok(!(await page.locator('body').innerText()).includes(EMAIL), 'it is masked');
  await page.keyboard.press('v');
  assert.ok((await page.locator('body').innerText()).includes(EMAIL), 'it is shown');
  await page.keyboard.press('v');
  await isSound('dead letters');
  await picture('stack-deadletter');
});

await step('asks, and redrives it', async () => {
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Redrive chosen' }).click();
  await page.getByRole('dialog').getByText('1 event would be sent').waitFor(LONG);
  await isSound('the question');
  await page.getByRole('dialog').getByRole('button', { name: 'Redrive' }).click();
  await page.getByText('1 of 1 event redriven.').waitFor(LONG);
  await page.getByText('There are no dead letters.').waitFor(LONG);
  await find('event', REJECTED, 'Delivered: Regal has it');
});

await step('stops and resumes delivery', async () => {
  await show('Delivery', 'delivery');
  for (const [action, state] of [['Stop', 'Disabled'], ['Resume', 'Enabled']]) {
    await page.getByRole('button', { name: `${action} delivery of the events queue` }).click();
    await page.getByRole('dialog').getByRole('button', { name: action }).click();
    await page.locator('.card', { hasText: 'Events queue' }).getByText(state, { exact: true }).waitFor();
  }
  await isSound('delivery');
});

for (const [name, size, colorScheme] of [['phone', PHONE, 'light'], ['dark', WIDE, 'dark']]) {
  await step(`fits a stack's pages: ${name}`, async () => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const [title, id] of [['Overview', 'overview'], ['Find', 'find'], ['Dead letters', 'deadletters'], ['Delivery', 'delivery']]) {
      await show(title, id);
      await isSound(`${id}, ${name}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= size.width, `${id} is too wide`);
    }
  });
}

const { origin } = new URL(address);
assert.deepEqual(asked.filter((url) => !url.startsWith(`${origin}/`)), [], 'the page asks its own command alone');
await browser.close();
console.log(`${steps} steps of a deployed stack`);
