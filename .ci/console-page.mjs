// What the console's page itself promises: it shows what happened, no more, and each control does what it says. Imported by console.mjs.
import assert from 'node:assert/strict';
import { LONG, WIDE, bridge, compose, isQuiet, names, open, page, post, row, run, script, send, step, store, track } from './browser.mjs';

const detailOf = async (name, state = 'delivered') => {
  await page.goto(`${bridge}/#/events?text=${encodeURIComponent(name)}`);
  await row(name, state).first().click(LONG);
  await page.locator('.timeline').waitFor();
};

await step('draws an empty object and an empty array on one line each', async () => {
  await compose({ ...track('ed', 'Empty', 1), properties: { none: {}, list: [] } });
  const lines = page.locator('.json .line', { hasText: /(\{\}|\[\])/ });
  await lines.nth(1).waitFor();
  for (const line of await lines.all()) assert.ok((await line.boundingBox()).height < 40, await line.innerText());
});

await step('keeps Send in sight at 1366 by 768', async () => {
  await page.setViewportSize({ width: 1366, height: 768 });
  const isOnTop = await page.getByRole('button', { name: 'Send', exact: true }).evaluate((button) => {
    const { x, y, width, height } = button.getBoundingClientRect();
    return [y + 1, y + height - 1].every((at) => document.elementFromPoint(x + width / 2, at) === button);
  });
  assert.ok(isOnTop);
  await page.setViewportSize(WIDE);
});

await step('leads from the response to the very event', async () => {
  await send(track('ed', 'The very event', 1));
  await page.locator('.response a, .answer a').click();
  await page.locator('.detail').getByRole('heading', { name: 'The very event' }).waitFor({ timeout: 5_000 });
});

await step('skips to the page and stays on it', async () => {
  await open('Compose');
  await page.locator('.skip').focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'page');
  assert.equal(await page.locator('main').getAttribute('data-page'), 'compose');
});

await step('empties the filter with the box', async () => {
  await open('Events');
  await page.locator('#filter').fill('no such event');
  await page.locator('.row').first().waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#filter').inputValue(), '');
  await page.locator('.row').first().waitFor({ timeout: 5_000 });
});

await step('shows a response when it is there and not before', async () => {
  await script([{ status: 200, delayMs: 4_000, person: 'slow', times: 1 }]);
  await post([track('slow', 'Slow', 1)]);
  await page.goto(`${bridge}/#/events`);
  await row('Slow', 'in_flight').click();
  await page.locator('.timeline li', { hasText: /Regal/ }).first().waitFor();
  assert.doesNotMatch(await page.locator('.timeline').innerText(), /200/);
  await page.locator('.timeline', { hasText: /responded 200 4\.\d s/ }).waitFor();
  await page.locator('.timeline', { hasText: 'Delivered' }).waitFor();
});

await step('shows the whole timeline with its outcome, without a fold of its own', async () => {
  await script([{ status: 503, person: 'fold', times: 4 }]);
  await post([track('fold', 'Folded', 1)]);
  await detailOf('Folded');
  await page.locator('.timeline', { hasText: 'Delivered' }).waitFor(LONG);
  assert.ok(await page.locator('.timeline').evaluate((list) => list.scrollHeight <= list.clientHeight + 1));
  assert.equal(await page.locator('.timeline .status', { hasText: '503' }).count(), 4);
});

await step('keeps a click while the page is drawn again', async () => {
  await page.locator('.timeline summary').first().hover();
  await page.mouse.down();
  await page.keyboard.press('v');
  await page.mouse.up();
  await page.locator('.timeline code', { hasText: 'message' }).first().waitFor({ timeout: 5_000 });
  await page.keyboard.press('v');
  assert.equal(await page.locator('.timeline details[open]').count(), 1);
});

await step('counts in the gauges what the list shows', async () => {
  await open('Events');
  await page.evaluate(async () => {
    const { onChange, store: { rows } } = await import('/console/store.js');
    globalThis.contradictions = [];
    onChange((what) => {
      if (what !== 'rows') return;
      requestAnimationFrame(() => {
        for (const [state, words] of [['in_flight', /in flight/i], ['retrying', /retrying/i]]) {
          const gauge = [...document.querySelectorAll('.gauge')].find((each) => words.test(each.textContent));
          const number = gauge.querySelector('.number').textContent;
          const inList = rows().filter((each) => each.state === state).length.toLocaleString('en');
          if (number !== inList) globalThis.contradictions.push(`${state}: ${number}, in the list ${inList}`);
        }
      });
    });
  });
  await post(Array.from({ length: 300 }, (_, i) => track(`g${i % 20}`, 'Gauged', i)));
  await isQuiet();
  assert.deepEqual(await page.evaluate(() => globalThis.contradictions.slice(0, 3)), []);
});

await step('keeps text from right to left to itself', async () => {
  await post([track('אבגד', '\u202edesrever', 1)]);
  await detailOf('desrever');
  await page.keyboard.press('v');
  const places = await page.locator('.detail .facts').first().evaluate((facts) => {
    const find = (text) => {
      const walker = document.createTreeWalker(facts, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(text);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + text.length);
        return range.getBoundingClientRect();
      }
      throw new Error(`no ${text}`);
    };
    return { person: find('אבגד').right, attempts: find('1 attempt').left };
  });
  assert.ok(places.person <= places.attempts, JSON.stringify(places));
  assert.ok(!(await page.locator('body').innerText()).includes('\u202e'), 'a mark of direction is shown by its code');
  await page.locator('.detail h2', { hasText: String.raw`\u202edesrever` }).waitFor();
  await page.keyboard.press('v');
});

await step('masks whole characters and shows a mistake of form', async () => {
  const masked = async (phone) => {
    await compose({ type: 'identify', userId: 'a👩‍👩‍👧z', traits: { phone } });
    const line = page.locator('.json .line', { hasText: '"phone"' }).first();
    await page.waitForTimeout(600);
    await line.waitFor();
    return line.innerText();
  };
  const [right, wrong] = [await masked('+12125550199'), await masked('+1212555O199')];
  assert.notEqual(right, wrong);
  for (const text of [right, wrong]) assert.ok(!text.includes('212555'), text);
  const shown = await page.locator('.result').innerText();
  assert.doesNotMatch(shown, /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
});

await step('gives every control a name of its own, in separate words', async () => {
  await script([{ status: 400, times: 1, person: 'named' }]);
  await post([track('named', 'Named', 1)]);
  await page.goto(`${bridge}/#/events`);
  await row('Named', 'dead_lettered').waitFor();
  const all = await names(page.locator('body'));
  assert.ok(all.includes('link "Dead letters 1"'), all.join('\n'));
  assert.deepEqual(all.filter((name) => /track[A-Z]|\d(queued|in flight|retrying|delivered|skipped|dead|rejected)|[a-z]\d+"/.test(name)), []);
  await open('Bad day');
  const buttons = (await names(page.locator('main'))).filter((name) => name.startsWith('button'));
  assert.deepEqual(buttons.filter((name, i) => buttons.indexOf(name) !== i), []);
});

await step('says responded, never answered', async () => {
  for (const to of ['Events', 'Compose', 'Bad day', 'Dead letters']) {
    await open(to);
    assert.doesNotMatch(await page.locator('body').innerText(), /answer/i);
  }
  await detailOf('Folded');
  assert.doesNotMatch(await page.locator('.detail').innerText(), /answer/i);
});

await step('copies an event as JSON, as a signed command and as a link', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = async (name, what) => {
    await page.getByRole('button', { name, exact: true }).click();
    await page.locator('#say.shown', { hasText: `${what} copied` }).waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  assert.deepEqual(JSON.parse(await copied('Copy JSON', 'The JSON, personal data included, is')), track('fold', 'Folded', 1));
  const command = await copied('Copy curl', 'The signed command, personal data included, is');
  assert.match(command, /x-signature: [0-9a-f]{40}/);
  assert.match(run(command), /"accepted":1/);
  await page.getByText('came again 1 time').waitFor();
  const link = await copied('Copy link', 'The link is');
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('heading', { name: 'Folded' }).waitFor();
});

await step('edits an event and sends it again', async () => {
  await page.getByRole('button', { name: 'Edit and send again' }).click();
  const payload = page.getByLabel('Payload', { exact: true });
  await payload.fill((await payload.inputValue()).replace('Folded', 'Unfolded'));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('link', { name: 'See the event' }).click();
  await page.locator('.detail').getByRole('heading', { name: 'Unfolded' }).waitFor();
});

await step('says line and column of a mistake, and keeps the draft', async () => {
  await compose('{"type": "track",\n "event": oops}');
  await page.getByText('Not JSON: line 2, column 11.').waitFor();
  await page.getByRole('button', { name: 'Go there' }).click();
  assert.equal(await page.getByLabel('Payload', { exact: true }).evaluate((box) => box.value.slice(box.selectionStart)), 'oops}');
  await page.reload();
  assert.match(await page.getByLabel('Payload', { exact: true }).inputValue(), /oops/);
  await compose('');
});

await step('keeps the filter in the address, with a count', async () => {
  await page.goto(`${bridge}/#/events?state=delivered&person=fold&payload=%22n%22%3A1`);
  await page.locator('.total', { hasText: /^2 of \d+ events$/ }).waitFor();
  await page.reload();
  await page.locator('.total', { hasText: /^2 of \d+ events$/ }).waitFor();
  assert.equal(await page.getByLabel('Filter by person').inputValue(), 'fold');
  await page.locator('.row').first().click();
  await page.locator('.timeline').waitFor();
  assert.match(page.url(), /events\/\d+\?.*person=fold/);
  await page.keyboard.press('Escape');
  await page.getByLabel('Filter by text in the payload').fill('no such text');
  await page.getByText('No event matches the filter.').waitFor();
  await page.getByRole('button', { name: 'Clear the filter' }).first().click();
  await page.locator('#gauge-dead_lettered').click();
  await page.locator('.row').first().waitFor();
  assert.deepEqual(await page.locator('.row .pill').evaluateAll((pills) => [...new Set(pills.map((pill) => pill.textContent))]), ['dead-lettered']);
  await page.locator('#gauge-dead_lettered').click();
  await page.locator('.row .pill.delivered').first().waitFor();
});

await step('heads its columns and says each reason in words, each time in full', async () => {
  await page.goto(`${bridge}/#/events?text=named`);
  const heads = await page.locator('.heads').innerText();
  assert.deepEqual(heads.toLowerCase().split(/\s+/), ['time', 'state', 'event', 'reason', 'person', 'attempts', 'latency', 'age']);
  const named = row('Named', 'dead_lettered');
  assert.equal(await named.locator('.reason').innerText(), 'rejected by Regal (400)');
  assert.match(await named.locator('.time').getAttribute('title'), /20\d\d/);
  assert.match(await named.locator('.latency').innerText(), /^[\d.]+ (ms|s)$/);
  for (const part of ['p50', 'p95']) assert.match(await page.locator(`#gauge-${part} .number`).innerText(), /^[\d.]+ (ms|s|min)$/);
});

await step('sets a bad day by one button and puts load on it', async () => {
  await open('Bad day');
  await page.getByRole('button', { name: /^Invalid events/ }).click();
  await page.locator('.script li', { hasText: '400 5 responses' }).waitFor();
  await page.getByLabel('Events per second').fill('10');
  await page.getByLabel('Seconds', { exact: true }).fill('2');
  await page.getByRole('button', { name: 'Start the load' }).click();
  await page.getByText('20 events accepted. The load has ended.').waitFor();
  await isQuiet();
  assert.equal((await store('rows().filter((row) => row.name === "Load" && row.state === "dead_lettered").length')), 5);
});

await step('shows no planted data on any page until asked', async () => {
  const planted = 'Zebra-4711';
  await script([{ status: 400, times: 1, person: planted }]);
  await post([{ type: 'identify', userId: planted, traits: { phone: '+12125554711', firstName: planted, 'zebra@example.com': planted, optIn: { channel: 'sms', ip: planted } } }]);
  await page.goto(`${bridge}/#/events?person=${planted}`);
  await row('identify', 'dead_lettered').click();
  await page.locator('.timeline').waitFor();
  const isClean = async (where) => {
    const texts = await page.evaluate(() => [document.title, document.body.innerText,
      ...[...document.querySelectorAll('[title], [aria-label]')].flatMap((each) => [each.title, each.ariaLabel])]);
    // An identifier or a fraction of a second on the page may hold the phone's last digits by chance.
    for (const text of texts) assert.doesNotMatch((text ?? '').replace(/\.\d+Z|[\da-f-]{20,}/gi, ''), /zebra|4711/i, where);
  };
  for (const summary of await page.locator('.detail summary').all()) await summary.click();
  await isClean('one event');
  await open('Dead letters');
  await page.locator('.originals summary').first().click();
  await page.locator('.originals .line').first().waitFor();
  await isClean('dead letters');
  for (const to of ['Bad day', 'Events']) {
    await open(to);
    await isClean(to);
  }
});

await step('runs no script and follows no mark of direction out of any field', async () => {
  const evil = '<img src=x onerror="globalThis.isOwned=1">\u202e"\'';
  await post([{ type: 'identify', userId: evil, anonymousId: evil, messageId: evil, traits: { phone: evil, email: evil, [evil]: evil }, context: { ip: evil } },
    { ...track(evil, evil, 1), properties: { [evil]: [evil] } }]);
  await page.keyboard.press('v');
  for (const to of ['events', 'badday', 'deadletters']) {
    await page.goto(`${bridge}/#/${to}`);
    await page.locator(`main[data-page="${to}"] > *`).first().waitFor();
  }
  await detailOf('onerror');
  const text = await page.locator('body').innerText();
  assert.ok(text.includes('<img src=x') && !text.includes('\u202e'));
  assert.equal(await page.evaluate(() => globalThis.isOwned), undefined);
  assert.equal(await page.locator('img').count(), 0);
  await page.keyboard.press('v');
  await page.keyboard.press('Escape');
});

await step('counts no event as overtaken where order is not promised', async () => {
  const requests = Array.from({ length: 6 }, (_, r) => fetch(`${bridge}/segment`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-bridge-token': 'local-segment-token' },
    body: JSON.stringify(Array.from({ length: 600 }, (_, i) => track(`p${i % 8}`, `Crossed ${r}`, i))),
  }));
  const statuses = (await Promise.all(requests)).map((response) => response.status);
  await isQuiet();
  assert.equal(await store('gauges.overtaken'), 0, `requests responded ${statuses}`);
});
