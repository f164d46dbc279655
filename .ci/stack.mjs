// Tests the console of a deployed stack in Chromium. usage: node stack.mjs MODULES CONSOLE PICTURES BRIDGE
// BRIDGE is the stack's bridge: its webhook and the emulator of Regal.
import assert from 'node:assert/strict';
import { LONG, PHONE, WIDE, asked, bridge as address, browser, isSound, page, pictures, step, steps } from './browser.mjs';

const bridge = process.argv[5];
const DELIVERED = '6f1c2a44-0d3b-4a55-9c1e-2b7d3e4f5a61';
const REJECTED = '6f1c2a44-0d3b-4a55-9c1e-2b7d3e4f5a62';
const EMAIL = 'rita@mail.example';
const EDITED = '6f1c2a44-0d3b-4a55-9c1e-2b7d3e4f5a63';
const ANONYMOUS = '6f1c2a44-0d3b-4a55-9c1e-2b7d3e4f5a64';
const PHONE_OF_NORA = '+13125550142';

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

await step('finds a visitor with a phone by the state table, and says so', async () => {
  await post('/segment', { type: 'identify', messageId: ANONYMOUS, userId: 'nora', anonymousId: 'visitor-nora', traits: { phone: PHONE_OF_NORA } });
  await find('event', ANONYMOUS, 'Delivered: Regal has it');
  await find('contact', '(312) 555-0142', 'by the state table');
  await page.locator('.results').getByText('it leads to 1 userIds').waitFor();
  await page.locator('.results .card', { hasText: ANONYMOUS }).waitFor();
  assert.ok(!(await page.locator('.results').innerText()).includes('nora'), 'no id of the person is shown');
  await isSound('found by a phone');
});

await step('shows the newest outcomes as they come, and links to their timeline', async () => {
  await show('Live', 'live');
  await page.locator('.steps-of').getByText(REJECTED).first().waitFor();
  const messageId = '6f1c2a44-0d3b-4a55-9c1e-2b7d3e4f5a65';
  await post('/segment', { type: 'track', event: 'Came meanwhile', messageId, userId: 'otto' });
  await page.locator('.steps-of li', { hasText: messageId }).waitFor();
  await isSound('live');
  await page.getByRole('link', { name: messageId }).click();
  await page.locator('main[data-page="find"] .results .card', { hasText: messageId }).waitFor();
});

await step('pauses the newest outcomes while the page is hidden, and on demand', async () => {
  await show('Live', 'live');
  await page.locator('.steps-of li').first().waitFor();
  const hide = (isHidden) => page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
  const reads = () => asked.filter((url) => url.endsWith('/api/newest')).length;
  const areStill = async () => {
    await page.waitForLoadState('networkidle');
    const before = reads();
    await new Promise((resolve) => { setTimeout(resolve, 6_000); });
    assert.equal(reads(), before, 'nothing is read');
  };
  await hide(true);
  await page.getByText('Paused while nobody sees the page.').waitFor();
  await areStill();
  await hide(false);
  await page.getByText('Refreshed every 5 seconds').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused.', { exact: true }).waitFor();
  await areStill();
  await isSound('live, paused');
  const before = reads();
  await page.getByRole('button', { name: 'Resume' }).click();
  while (reads() === before) await new Promise((resolve) => { setTimeout(resolve, 100); });
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

await step('deletes a dead letter once its reason is typed', async () => {
  await post('/regal/script', [{ status: 400, times: 1, person: 'dora' }]);
  await post('/segment', { type: 'track', event: 'Unwanted', userId: 'dora' });
  await find('userId', 'dora', 'was rejected by Regal');
  await show('Dead letters', 'deadletters');
  await page.getByRole('button', { name: 'List dead letters' }).click();
  await page.getByText('2 events').waitFor(LONG);
  await page.getByRole('button', { name: /^Open some/ }).click(LONG);
  const letter = page.locator('.originals > li', { hasNotText: EMAIL }).filter({ has: page.locator('.value', { hasText: 'Unwanted' }) });
  await letter.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Delete chosen' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Type the reason, rejected').fill('reject');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  assert.ok(await dialog.isVisible(), 'another word is not enough');
  await isSound('the question before a deletion');
  await dialog.getByLabel('Type the reason, rejected').fill('rejected');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('1 dead letter deleted.').waitFor(LONG);
  await page.getByText('1 event', { exact: true }).waitFor(LONG);
});

await step('edits a copy and sends it through the webhook', async () => {
  await page.getByRole('button', { name: /^Open some/ }).click(LONG);
  await page.locator('.originals summary').click();
  await page.getByRole('button', { name: 'Edit a copy' }).click();
  await page.getByText('press V to show and to edit it').waitFor();
  await page.getByRole('heading', { name: 'Dead letters' }).click();
  await page.keyboard.press('v');
  const text = page.getByLabel('The event, edited');
  const original = await text.inputValue();
  assert.ok(original.includes(EMAIL));
  assert.ok(await page.getByRole('button', { name: 'Send the copy' }).isDisabled(), 'it is not edited yet');
  await text.fill(original.replace('"gold"', '"silver"').replace(REJECTED, EDITED));
  await page.getByText('It would be sent.').waitFor();
  await isSound('the editor');
  await page.getByRole('button', { name: 'Send the copy' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
  await page.getByText(/The webhook accepted the copy, with the token sha256:/).waitFor();
  await page.getByRole('heading', { name: 'Dead letters' }).click();
  await page.keyboard.press('v');
  await page.getByText('press V to show and to edit it').waitFor();
  await find('event', EDITED, 'Delivered: Regal has it');
  await show('Dead letters', 'deadletters');
  await page.getByRole('button', { name: 'List dead letters' }).click();
  await page.getByRole('button', { name: /^Open some/ }).click(LONG);
  await page.locator('.originals summary').waitFor();
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

await step('rotates the token, whose values are shown by fingerprint', async () => {
  await show('Secrets', 'secrets');
  const card = page.locator('.card', { has: page.getByRole('heading', { name: 'Token' }) });
  await card.locator('tbody tr').first().waitFor();
  assert.equal(await card.locator('tbody tr').count(), 1);
  await isSound('secrets');
  await card.getByRole('button', { name: 'Make a new value: Token' }).click();
  await isSound('the question before a rotation');
  await page.getByRole('dialog').getByRole('button', { name: 'Make it' }).click();
  await card.locator('tbody tr').nth(2).waitFor();
  assert.deepEqual(await card.locator('tbody .pill').allInnerTexts(), ['valid', 'valid', 'valid']);
  assert.ok(await card.getByRole('button', { name: 'End the old value: Token' }).isDisabled(), 'Segment may still use it');
  assert.ok(!(await page.content()).includes('local-segment-token'), 'no value is shown');
  await isSound('a rotation that has begun');
  await post('/segment', { type: 'track', event: 'With the old token', userId: 'otto' });
});

for (const [name, size, colorScheme] of [['phone', PHONE, 'light'], ['dark', WIDE, 'dark']]) {
  await step(`fits a stack's pages: ${name}`, async () => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const [title, id] of [['Overview', 'overview'], ['Live', 'live'], ['Find', 'find'], ['Dead letters', 'deadletters'], ['Delivery', 'delivery'], ['Secrets', 'secrets']]) {
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
