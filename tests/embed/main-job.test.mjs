// The main job, from the first visit to off and back, on the real bookshop.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, atTheBookshop, badge, control, DAY_MS, glanceAtBooks, onShelf, openPanel, order, patient, readBooks, stored, turnOn, visit, words } from './support.mjs';

const SHELF = 'adventure';
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";
const at = atTheBookshop();

/** A visitor who turned it on, opened five books of a shelf and came back. */
async function regular(options) {
  const page = await visit(at.browser, options);
  await patient(page);
  await turnOn(page, at.shop);
  await readBooks(page, at.shop, SHELF);
  await page.goto(at.shop);
  await page.waitForFunction(() => document.querySelector('overt-slot').shadowRoot.querySelector('button').textContent === 'Why these?');
  return page;
}

const profile = page => page.evaluate(async () => JSON.stringify(await window.overt.profile({ purpose: 'content', slot: 'for-you' })));

test('a new visitor gets the site\'s list, no Wasm, nothing stored, and no request but the loader and its configuration', async () => {
  const page = await visit(at.browser);
  const answer = await page.goto(at.shop);
  assert.equal(answer.headers()['content-security-policy'], POLICY);
  await page.evaluate(() => window.overt.ready());
  await page.waitForTimeout(500);
  assert.ok(at.site.length >= 120);
  assert.deepEqual(await order(page), at.site);
  assert.equal(await badge(page).textContent(), 'Not personalized');
  const ours = page.seen.requests.filter(url => /overt/.test(new URL(url).pathname));
  assert.deepEqual(ours.map(url => new URL(url).pathname).sort(), ['/demo/bookshop/overt.json', '/overt/overt.js']);
  const others = page.seen.requests.filter(url => !ours.includes(url)).map(url => new URL(url));
  assert.ok(others.every(url => url.origin === at.origin && /\/$|\.css$|\.svg$/.test(url.pathname)), `only the page itself: ${others}`);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length), 0);
  assertQuiet(page);
});

test('a script tag shifts nothing, blocks nothing and leaves no task long on a first visit', async () => {
  const page = await visit(at.browser);
  await page.addInitScript(() => {
    window.shift = 0;
    window.scripts = [];
    new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shift += entry.value; })).observe({ type: 'layout-shift', buffered: true });
    // Unlike long tasks, these say which script it was.
    new PerformanceObserver(list => window.scripts.push(...list.getEntries().flatMap(frame => frame.scripts.map(({ sourceURL, duration }) => ({ sourceURL, duration }))))).observe({ type: 'long-animation-frame', buffered: true });
  });
  await page.goto(at.shop);
  await page.evaluate(() => window.overt.ready());
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => window.shift), 0);
  assert.ok(await page.evaluate(() => PerformanceObserver.supportedEntryTypes.includes('long-animation-frame')));
  const long = (await page.evaluate(() => window.scripts)).filter(({ sourceURL, duration }) => sourceURL.includes('/overt/') && duration >= 50);
  assert.deepEqual(long, []);
  const blocking = await page.evaluate(() => performance.getEntriesByName(new URL('/overt/overt.js', location.href).href)[0].renderBlockingStatus);
  assert.equal(blocking, 'non-blocking');
});

test('after five books of one shelf the list is led by such books, and every moved book says which shelf or author and when', async () => {
  const page = await regular();
  const shelf = new Set(await onShelf(at.shop, SHELF));
  const now = await order(page);
  assert.deepEqual([...now].sort(), [...at.site].sort(), 'the same books');
  assert.notDeepEqual(now, at.site);
  const led = now.slice(0, 10).filter(id => shelf.has(id)).length;
  assert.ok(led >= 8, `${led} of the first ten stand on the shelf`);
  const moved = now.filter((id, place) => at.site.indexOf(id) > place);
  for (const id of moved) {
    const why = await page.evaluate(item => window.overt.explain('for-you', item), id);
    assert.ok(why.reasons.length > 0, `${id} moved up and has a reason`);
    for (const reason of why.reasons) {
      assert.match(reason.signal, /^viewed\.(shelf|author)$/);
      assert.ok(reason.label.length > 0 && Number.isInteger(reason.lastDay) && reason.times > 0);
    }
    assert.equal(why.unattributed + why.reasons.reduce((sum, reason) => sum + Math.abs(reason.contribution), 0), 1000);
  }
  await openPanel(page);
  assert.match(await words(page), /Adventure/);
  await page.locator('overt-panel [data-overt-part=moved] summary').click();
  const lines = await page.locator('overt-panel [data-overt-part=moved] li').allTextContents();
  const up = lines.filter(line => /: up \d/.test(line));
  assert.equal(up.length, moved.length, 'every book that moved up is listed');
  for (const line of up) assert.match(line, /because you opened .*(on the shelf|by) .* today/);
  const thousandths = await page.locator('overt-panel [data-overt-thousandths]').evaluateAll(all => all.map(bar => Number(bar.dataset.overtThousandths)));
  assert.equal(thousandths.reduce((sum, share) => sum + share, 0), 1000, `the bars on the screen: ${thousandths}`);
  assertQuiet(page);
});

test('paused for a day: the site\'s order, nothing learned; a day later personal again, and said once', async () => {
  const start = Date.now();
  const page = await regular();
  const personal = await order(page);
  await openPanel(page);
  await control(page, 'pause').first().click();
  await page.waitForFunction(() => localStorage.getItem('overt').includes('"paused"'));
  assert.deepEqual(await order(page), at.site, 'at once');
  assert.match(await badge(page).textContent(), /^Paused until /);
  const learned = async () => JSON.parse(await stored(page)).learned;
  const before = await learned();
  await glanceAtBooks(page, at.shop, 'romance', 2);
  assert.deepEqual(await learned(), before, 'nothing is learned meanwhile');
  await page.goto(at.shop);
  await page.evaluate(() => window.overt.ready());
  assert.deepEqual(await order(page), at.site, 'after a reload');

  await page.clock.setFixedTime(start + DAY_MS + 3_600_000);
  // Again, because the clock brings timers of its own.
  await patient(page);
  await page.goto(at.shop);
  await page.evaluate(() => window.overt.ready());
  assert.equal(await badge(page).textContent(), 'Your pause ended');
  assert.deepEqual((await order(page)).slice(0, 5), personal.slice(0, 5), 'personal again');
  await page.goto(at.shop);
  await page.evaluate(() => window.overt.ready());
  assert.equal(await badge(page).textContent(), 'Why these?', 'said once');
  assertQuiet(page);
});

test('started over: unused at once, undone exactly within the window, gone from storage after it', async () => {
  const start = Date.now();
  const page = await regular();
  const personal = await order(page);
  const learned = async () => JSON.stringify(JSON.parse(await stored(page)).learned);
  const before = await learned();
  await openPanel(page);
  await control(page, 'reset').first().click();
  await page.waitForFunction(() => JSON.parse(localStorage.getItem('overt')).resets.length === 1);
  assert.deepEqual(await order(page), at.site, 'gone from use at once');
  assert.equal(JSON.parse(await profile(page)).signals.length, 0);

  await page.waitForTimeout(400);
  await control(page, 'undo').first().click();
  await page.waitForFunction(() => JSON.parse(localStorage.getItem('overt')).undone.length === 1);
  assert.deepEqual(await order(page), personal, 'undo restores the list exactly');
  assert.equal(await learned(), before, 'and what was learned, exactly');

  await control(page, 'reset').first().click();
  await page.waitForFunction(() => JSON.parse(localStorage.getItem('overt')).resets.length === 2);
  await page.clock.setFixedTime(start + 8 * DAY_MS);
  await page.goto(at.shop);
  await page.evaluate(() => window.overt.ready());
  assert.equal(await learned(), '[]', 'gone from storage');
  assert.equal(/adventure/.test((await stored(page)).replace(/"history":.*/, '')), false);
  assertQuiet(page);
});

test('turned off: the site\'s order after a reload, in a second tab at once, after a new release, and the profile of a new visitor to the byte', async () => {
  const context = await at.browser.newContext({ locale: 'en-GB' });
  const page = await regular({ context });
  const second = await visit(at.browser, { context });
  await patient(second);
  await second.goto(at.shop);
  await second.evaluate(() => window.overt.ready());
  assert.notDeepEqual(await order(second), at.site);

  await openPanel(page);
  await control(page, 'off').first().click();
  await second.waitForFunction(first => [...document.querySelector('overt-slot').children].every((item, place) => item.dataset.overtItem === first[place]), at.site, { timeout: 2000 });
  assert.equal(await badge(second).textContent(), 'Not personalized', 'in the second tab at once');
  assert.deepEqual(await order(page), at.site);

  await page.goto(at.shop);
  await page.evaluate(() => window.overt.ready());
  assert.deepEqual(await order(page), at.site, 'after a reload');
  const fresh = await visit(at.browser);
  await fresh.goto(at.shop);
  assert.equal(await profile(page), await profile(fresh), 'byte for byte');

  await context.route('**/overt.json', async route => {
    const registry = await (await route.fetch()).json();
    registry.version += 1;
    registry.purposes.push({ ...registry.purposes[0], id: 'newer', legalBasis: 'legitimateInterest' });
    registry.signals.forEach(signal => signal.purposes.push('newer'));
    registry.slots[0].purpose = 'newer';
    await route.fulfill({ json: registry });
  });
  await page.goto(at.shop);
  await page.evaluate(() => window.overt.ready());
  assert.deepEqual(await order(page), at.site, 'after a new release');
  assert.equal(await badge(page).textContent(), 'Not personalized');
  assertQuiet(page);
});

test('a script\'s click on "on" loosens nothing and is recorded as blocked; its click on "off" tightens', async () => {
  const page = await regular();
  await openPanel(page);
  await control(page, 'off').first().click();
  await page.waitForFunction(() => JSON.parse(localStorage.getItem('overt')).history.at(-1).deed === 'off');
  await page.evaluate(() => document.querySelector('[data-overt-control="on"]').click());
  await page.waitForFunction(() => JSON.parse(localStorage.getItem('overt')).history.at(-1).deed === 'blocked');
  await page.waitForTimeout(400);
  await page.locator('overt-panel').evaluate(panel => panel.shadowRoot.querySelector('[data-overt-control="on"]').click());
  await page.waitForFunction(() => JSON.parse(localStorage.getItem('overt')).history.filter(entry => entry.deed === 'blocked').length === 2);
  await assert.rejects(page.evaluate(() => window.overt.optIn()), /Only a person/);
  assert.deepEqual(await order(page), at.site);
  await page.locator('overt-panel [data-overt-part=history] summary').click();
  assert.match(await words(page), /A script on this page tried to turn personalization on\. Nothing changed\./, 'the visitor can see it');

  await control(page, 'on').first().click();
  await page.waitForFunction(() => JSON.parse(localStorage.getItem('overt')).history.at(-1).deed === 'on');
  assert.notDeepEqual(await order(page), at.site, 'a person\'s press turns it on');
  await page.evaluate(() => document.querySelector('[data-overt-control="off"]').click());
  await page.waitForFunction(() => JSON.parse(localStorage.getItem('overt')).history.at(-1).deed === 'off');
  assert.deepEqual(await order(page), at.site, 'a script may tighten');
  assertQuiet(page);
});

test('nothing is ever learned from the sensitive shelves, nor from an author met on them', async () => {
  const page = await visit(at.browser);
  await turnOn(page, at.shop);
  for (const shelf of ['politics', 'religion-spirituality', 'health-medicine', 'psychiatry-psychology', 'gender-sexuality-studies']) await glanceAtBooks(page, at.shop, shelf, 1);
  assert.deepEqual(JSON.parse(await stored(page)).learned, []);
  assertQuiet(page);
});

test('buying a book is learned before the page is left', async () => {
  const page = await visit(at.browser);
  await turnOn(page, at.shop);
  await page.goto(`${at.shop}shelves/${SHELF}/`);
  await page.locator('main a[href*="books/"]').first().click();
  await page.waitForFunction(() => window.overt?.ready);
  await page.evaluate(() => window.overt.ready());
  await page.locator('[data-overt-observe*="bought."]').click();
  await page.waitForURL(/thanks/);
  assert.ok(JSON.parse(await stored(page)).learned.some(value => value.signal === 'bought.shelf'));
  assertQuiet(page);
});
