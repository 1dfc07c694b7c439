// The playground says what the command says, and shows two visitors a list by the same rules.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { assertQuiet, launch, serve, visit } from './support.mjs';

const CONFIGS = new URL('../configs/', import.meta.url).pathname;
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PATIENT = { timeout: 30_000 };

let server, browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** The playground, with the text that it begins with read. */
async function enter(options) {
  const page = await visit(browser, options);
  await page.goto(`${server.origin}/playground.html`);
  await page.locator('#summary[data-end="0"]').waitFor(PATIENT);
  return page;
}

/** Puts a text into the editor as if it were typed, and waits until it was read. */
async function type(page, text, end) {
  await page.locator('#text').fill(text);
  await page.locator(`#summary[data-end="${end}"]`).waitFor(PATIENT);
}

const shop = await fs.readFile(path.join(CONFIGS, 'good', 'shop.json'), 'utf8');
const items = (page, visitor) => page.locator(`[data-visitor=${visitor}] .items li`).evaluateAll(all => all.map(item => item.firstChild.data));
const placed = (page, visitor, place, name) => page.waitForFunction(([who, at, wanted]) =>
  document.querySelectorAll(`[data-visitor=${who}] .items li`)[at]?.firstChild.data === wanted, [visitor, place, name], PATIENT);

test('the findings are byte for byte those of `overt lint --format json`, for every configuration there is', async () => {
  const page = await enter();
  const files = [];
  for (const folder of ['good', 'bad']) {
    for (const name of await fs.readdir(path.join(CONFIGS, folder))) if (name.endsWith('.json')) files.push(path.join(CONFIGS, folder, name));
  }
  files.push(path.join(process.env.OVERT_SITE, 'overt.json'), path.join(process.env.OVERT_SITE, 'demo/bookshop/overt.json'));
  assert.ok(files.length > 60, 'all of them were found');
  const texts = await Promise.all(files.map(file => fs.readFile(file, 'utf8')));
  const said = await page.evaluate(async all => {
    const { lint } = await import('/wasm/playground.js');
    return all.map(lint);
  }, texts);
  const ends = new Set();
  for (const [at, file] of files.entries()) {
    const { stdout, status } = spawnSync(process.env.OVERT_COMMAND, ['lint', '--format', 'json', file], { encoding: 'utf8' });
    assert.equal(`${said[at]}\n`, stdout, path.basename(file));
    ends.add(status);
  }
  assert.deepEqual([...ends].sort(), [0, 1, 2], 'every end occurs');
  assertQuiet(page);
});

test('findings follow the typing, and a press on one puts the caret at its place', async () => {
  const page = await enter();
  const selected = () => page.locator('#text').evaluate(text => document.activeElement === text && text.value.slice(text.selectionStart, text.selectionEnd));
  await type(page, shop.replace('Less to look through.', 'Less to look through!'), 1);
  const findings = page.locator('#findings button');
  assert.deepEqual(await findings.locator('.code').allTextContents(), ['persuasiveTone: purposes[0].youGet']);
  assert.match(await page.locator('#summary').textContent(), /would end with 1\.$/);
  await findings.first().press('Enter');
  assert.equal(await selected(), '"youGet": "Less to look through!"');
  await page.waitForFunction(() => document.querySelector('#spoken').textContent === 'One finding', null, PATIENT);

  // A field that is missing: the caret stands at what should have it.
  await type(page, shop.replace('"does": "Puts the teas first that are like those you opened or bought.",', ''), 1);
  await findings.filter({ hasText: 'purposes[0].does' }).first().click();
  assert.equal(await selected(), '');
  const before = await page.locator('#text').evaluate(text => text.value.slice(0, text.selectionStart));
  assert.ok(before.endsWith('"purposes": [\n    '), before.slice(-40));

  // Bytes before the fault that are more than letters.
  await type(page, '{"version": 1,\n "größe": x}', 2);
  await findings.first().click();
  assert.equal(await selected(), 'x');
  assert.match(await page.locator('#summary').textContent(), /can’t be read.*would end with 2\.$/);
  await type(page, shop, 0);
  assert.equal(await findings.count(), 0);
  await page.waitForFunction(() => document.querySelector('#spoken').textContent === 'Nothing to mend', null, PATIENT);
  assertQuiet(page);
});

test('a new visitor gets the site’s order, and a made-up one an order of theirs with its reasons, profile and decision', async () => {
  const page = await enter();
  const site = ['Adventure', 'Romance', 'Detective stories', 'Science fiction', 'Something else 1', 'Something else 2'];
  await page.locator('#value').selectOption('science-fiction');
  await placed(page, 'known', 0, 'Science fiction');
  assert.deepEqual(await items(page, 'new'), site);
  assert.equal(await page.locator('[data-visitor=new] .why').textContent(), 'Not personalized: default, not your choice. This is the site’s own order.');
  assert.match(await page.locator('[data-visitor=known] .why').textContent(), /^You see these because you opened books on the shelf Science fiction 5 times here today\.$/);
  assert.match(await page.locator('[data-visitor=known] .because').first().textContent(), /^Science fiction [\d.]+ %, not about you [\d.]+ %$/);
  const profile = who => page.locator(`[data-visitor=${who}] .profile`).evaluate(element => JSON.parse(element.textContent));
  assert.deepEqual((await profile('new')).signals, []);
  assert.deepEqual((await profile('known')).signals.map(({ value }) => value), ['science-fiction']);
  assert.deepEqual(await page.locator('#decisions code').allTextContents(), ['noConsent', 'allow']);

  await page.locator('#times').fill('0');
  await placed(page, 'known', 0, 'Adventure');
  assert.deepEqual(await items(page, 'known'), site, 'nothing met, nothing moved');
  assert.deepEqual(await page.locator('#decisions code').allTextContents(), ['noConsent', 'stale']);

  // What is sensitive is not learned, and the rule is said.
  await page.locator('#example').selectOption('playground/shop.json');
  await page.locator('#times').fill('5');
  await page.locator('#value').selectOption('sleep-well');
  await page.waitForFunction(() => document.querySelector('[data-visitor=known] .why').textContent === 'Nothing was learned: not used, because this is never allowed here.', null, PATIENT);
  assert.equal((await items(page, 'known'))[3], 'Sleep well');
  assertQuiet(page);
});

test('what a configuration says is text, a file goes in and comes out, and nothing is kept', async () => {
  const page = await enter();
  const asked = page.seen.requests.length;
  const marked = shop.replace('"Green tea"', '"<img src=x onerror=alert(1)>"');
  await page.locator('#file').setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(marked) });
  await placed(page, 'known', 0, '<img src=x onerror=alert(1)>');
  assert.equal(await page.locator('main img').count(), 0);
  const [download] = await Promise.all([page.waitForEvent('download', PATIENT), page.locator('#save').click()]);
  assert.equal(download.suggestedFilename(), 'overt.json');
  assert.equal(await fs.readFile(await download.path(), 'utf8'), marked);
  assert.deepEqual(page.seen.requests.slice(asked).filter(address => !address.startsWith('blob:')), [], 'nothing is sent while one edits');
  assert.deepEqual(await page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length]), [0, 0, '', 0]);
  // A text that declares nothing leaves nothing to choose, and says so.
  await type(page, '{}', 1);
  await page.locator('#empty').waitFor({ state: 'visible', ...PATIENT });
  assert.match(await page.locator('#empty').textContent(), /^No slot and no signal and no purpose is in force/);
  assertQuiet(page);
});

test('it fits 360 pixels, and axe finds nothing, in light and in dark', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ bypassCSP: true, colorScheme, viewport: { width: 360, height: 740 } });
    const page = await enter({ context });
    await type(page, shop.replace('Less to look through.', 'Less to look through!'), 1);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, 'nothing is wider than the page');
    await page.locator('summary').first().click();
    await page.addScriptTag({ path: AXE });
    const { violations } = await page.evaluate(() => window.axe.run(document));
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), [], colorScheme);
    await context.close();
  }
});
