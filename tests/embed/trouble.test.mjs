// Every failure ends in the site's own list and a calm sentence, and nothing is thrown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, atTheBookshop, badge, control, launchWithoutStorage, openPanel, order, stored, turnOn, visit, words } from './support.mjs';

const at = atTheBookshop();

async function assertSiteList(page) {
  await page.evaluate(() => window.overt.ready());
  await page.waitForTimeout(200);
  assert.deepEqual(await order(page), at.site);
  assert.equal(await badge(page).textContent(), 'Not personalized');
}

test('storage blocked', async () => {
  const context = await launchWithoutStorage();
  try {
    const page = await visit(null, { context });
    await page.goto(at.shop);
    assert.equal(await page.evaluate(() => { try { return typeof localStorage; } catch (error) { return error.name; } }), 'SecurityError', 'the browser really refuses');
    await assertSiteList(page);
    await openPanel(page);
    assert.match(await words(page), /Your browser keeps nothing/);
    assertQuiet(page);
  } finally {
    await context.close();
  }
});

test('storage full', async () => {
  const page = await visit(at.browser);
  await page.goto(at.shop);
  await page.evaluate(() => {
    let chunk = 'x'.repeat(1 << 20);
    let text = '';
    while (chunk.length) {
      try {
        localStorage.setItem('filler', text + chunk);
        text += chunk;
      } catch {
        chunk = chunk.slice(chunk.length >> 1 || 1);
      }
    }
  });
  await openPanel(page);
  await control(page, 'on').first().click();
  await page.waitForTimeout(300);
  assert.equal(await stored(page), null);
  await assertSiteList(page);
  assert.match(await words(page), /no room left/);
  assertQuiet(page);
});

test('a corrupt record is left as it is until the visitor erases it', async () => {
  const page = await visit(at.browser);
  await turnOn(page, at.shop);
  const good = await stored(page);
  for (const corrupt of [good.slice(0, good.length >> 1), '\u0000', '{"schema":99}', '[]', good.replace('"schema":2', '"schema":"2"'), good.replace('"given"', '"Given"')]) {
    await page.evaluate(text => localStorage.setItem('overt', text), corrupt);
    await page.goto(at.shop);
    await assertSiteList(page);
    assert.equal(await stored(page), corrupt, 'nothing is overwritten');
  }
  await openPanel(page);
  assert.match(await words(page), /What is stored here about your choices cannot be read/);
  await control(page, 'ask').click();
  assert.notEqual(await stored(page), null, 'it asks once');
  await control(page, 'erase').click();
  await page.waitForFunction(() => localStorage.getItem('overt') === null);
  assertQuiet(page);
});

test('Wasm blocked by policy: the page says so, shows what is stored, and can erase it', async () => {
  const context = await at.browser.newContext({ locale: 'en-GB' });
  const first = await visit(at.browser, { context });
  await turnOn(first, at.shop);
  await context.route('**/demo/bookshop/', async route => {
    const response = await route.fetch();
    const headers = { ...response.headers() };
    headers['content-security-policy'] = headers['content-security-policy'].replace(" 'wasm-unsafe-eval'", '');
    await route.fulfill({ response, headers });
  });
  const page = await visit(at.browser, { context });
  await page.goto(at.shop);
  await assertSiteList(page);
  await badge(page).click();
  await page.locator('overt-panel [data-overt-control=erase]').waitFor();
  assert.match(await words(page), /could not load.*Stored on this device.*"given"/);
  await page.locator('overt-panel [data-overt-control=erase]').click();
  assert.equal(await stored(page), null);
  assert.deepEqual(page.seen.uncaught, [], 'thrown and not caught');
  assert.deepEqual(page.seen.errors.filter(text => !/wasm/i.test(text)), []);
});

for (const [what, answer] of [['missing', { status: 404, body: 'no' }], ['no JSON', { body: '{"version":' }], ['of another shape', { body: '{"purposes":7}' }]]) {
  test(`registry ${what}`, async () => {
    const context = await at.browser.newContext({ locale: 'en-GB' });
    const before = await visit(at.browser, { context });
    await turnOn(before, at.shop);
    const kept = await stored(before);
    await context.route('**/overt.json', route => route.fulfill(answer));
    const page = await visit(at.browser, { context });
    await page.goto(at.shop);
    await assertSiteList(page);
    await openPanel(page);
    assert.match(await words(page), /The site’s description of what it does/);
    assert.equal(await stored(page), kept, 'the visitor\'s choices are kept');
    assert.deepEqual(page.seen.uncaught, [], 'thrown and not caught');
    assert.deepEqual(page.seen.errors.filter(text => !/404/.test(text)), []);
  });
}

test('a gate that answers late moves nothing under the reader\'s eyes, and offers the order', async () => {
  const page = await visit(at.browser);
  await turnOn(page, at.shop);
  await page.waitForFunction(() => document.querySelector('overt-slot').shadowRoot.querySelector('button').textContent === 'Nothing learned yet');
  await page.evaluate(() => Promise.all(['adventure', 'adventure', 'adventure'].map(value => window.overt.observe('viewed.shelf', value, 'Adventure'))));
  await page.route('**/gate.wasm', async route => {
    await new Promise(done => setTimeout(done, 900));
    await route.continue();
  });
  await page.goto(at.shop);
  await page.evaluate(() => window.overt.ready());
  assert.deepEqual(await order(page), at.site);
  assert.equal(await badge(page).textContent(), 'Show my order');
  await badge(page).click();
  assert.notDeepEqual(await order(page), at.site);
  assertQuiet(page);
});
