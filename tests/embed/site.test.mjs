// The site itself: the live example on the home page works, the documentation can be searched, and every link leads somewhere.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { assertQuiet, badge, control, launch, openPanel, order, patient, serve, stored, visit } from './support.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PATIENT = { timeout: 30_000 };
const SITE = process.env.OVERT_SITE;

let server, browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** The pages that are written for this site, the bookshop's first among them; its other pages are made alike. */
async function pages() {
  const files = await fs.readdir(path.join(SITE, 'docs'), { recursive: true });
  return ['index.html', 'playground.html', 'demo/bookshop/index.html', ...files.filter(name => name.endsWith('.html')).map(name => path.join('docs', name))];
}

test('the live example on the home page is turned on, follows what is opened, says why, and is off again', async () => {
  const page = await visit(browser);
  await patient(page);
  await page.goto(`${server.origin}/`);
  await page.evaluate(() => window.overt.ready());
  const site = await order(page);
  assert.equal(site.length, 8);
  assert.equal(await stored(page), null);
  await openPanel(page);
  await control(page, 'on').first().click();
  await page.waitForFunction(() => localStorage.getItem('overt')?.includes('"given"'), null, PATIENT);
  await page.keyboard.press('Escape');
  // The last two of the list are Jules Verne's and a detective story: the latter is opened and shut again.
  const moonstone = page.locator('[data-overt-item="155"] summary');
  for (let press = 0; press < 4; press++) {
    const before = await stored(page);
    await moonstone.click();
    await page.waitForFunction(text => localStorage.getItem('overt') !== text, before, PATIENT);
  }
  await page.locator('#again').click();
  await page.waitForFunction(last => document.querySelector('overt-slot').lastElementChild.dataset.overtItem !== last, '155', PATIENT);
  await page.waitForFunction(() => document.querySelector('#told').textContent === 'It has moved.', null, PATIENT);
  assert.ok((await order(page)).indexOf('155') < 4, 'what was opened came up');
  await page.waitForFunction(() => document.querySelector('overt-slot').shadowRoot.querySelector('button').textContent === 'Why these?', null, PATIENT);
  await badge(page).click();
  const lead = page.locator('overt-panel', { hasText: 'You see these because you opened' });
  await lead.waitFor(PATIENT);
  await page.waitForTimeout(400);
  await control(page, 'off').first().click();
  await page.waitForFunction(wanted => [...document.querySelector('overt-slot').children].map(item => item.dataset.overtItem).join() === wanted, site.join(), PATIENT);
  await page.keyboard.press('Escape');
  await page.locator('#again').click();
  await page.waitForFunction(() => document.querySelector('#told').textContent.startsWith('Nothing is known here'), null, PATIENT);
  assertQuiet(page);
});

test('the documentation is searched in the page, without asking anyone else', async () => {
  const page = await visit(browser);
  await page.goto(`${server.origin}/docs/`);
  const query = page.getByRole('searchbox', { name: 'Search the documentation' });
  await query.fill('data-overt-observe');
  const first = page.locator('#results a').first();
  await first.waitFor(PATIENT);
  const found = await page.locator('#results a').evaluateAll(links => links.map(link => link.getAttribute('href').replace(/^https?:\/\/[^/]+/, '')));
  assert.ok(found.includes('/docs/embedding.html#attributes'), found.join(' '));
  assert.match(await page.locator('#count').textContent(), /^\d+ places/);
  assert.equal(await page.locator('#results mark').first().textContent(), 'data-overt-observe');
  await page.locator('#results a[href$="embedding.html#attributes"]').click();
  await page.waitForURL('**/docs/embedding.html#attributes', PATIENT);
  // What is typed is text, and what is in no page is said to be in none.
  await query.fill('<img src=x> nowhere at all');
  await page.waitForFunction(() => document.querySelector('#count').textContent === 'Nothing was found.', null, PATIENT);
  assert.equal(await page.locator('#results li').count(), 0);
  assert.deepEqual(page.seen.requests.filter(address => !address.startsWith(server.origin)), []);
  assertQuiet(page);
});

test('every link, picture and file of every page is there, and every heading that is named', async t => {
  const all = await pages();
  assert.ok(all.length > 12, 'the pages were found');
  const texts = new Map();
  const read = async file => {
    if (!texts.has(file)) texts.set(file, await fs.readFile(path.join(SITE, file), 'utf8').catch(() => null));
    return texts.get(file);
  };
  const elsewhere = new Set();
  const wrong = [];
  for (const file of all) {
    const html = await read(file);
    for (const [, written] of html.matchAll(/<[^>]*?\s(?:href|src|data-config)="([^"]*)"/g)) {
      const link = written.replaceAll('&amp;', '&').replaceAll('&#39;', '’');
      const target = new URL(link, `http://site/${file}`);
      if (target.host !== 'site') {
        elsewhere.add(link);
        continue;
      }
      let there = decodeURIComponent(target.pathname.slice(1));
      if (there === '' || there.endsWith('/')) there += 'index.html';
      const text = await read(there);
      if (text === null) wrong.push(`${file}: ${link}: there is no such file`);
      // `#overt=…` opens the panel and is no place on a page.
      else if (target.hash && !target.hash.startsWith('#overt=') && !text.includes(` id="${decodeURIComponent(target.hash.slice(1))}"`)) wrong.push(`${file}: ${link}: there is no such place`);
    }
  }
  assert.deepEqual(wrong, []);
  t.diagnostic(`${all.length} pages; links elsewhere, not fetched: ${[...elsewhere].sort().join(' ') || 'none'}`);
});

test('axe finds nothing on the home page and on pages of the documentation, in light and in dark, and nothing is wider than a telephone', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ bypassCSP: true, colorScheme, locale: 'en-GB', viewport: { width: 360, height: 740 } });
    for (const address of ['', 'docs/', 'docs/start.html', 'docs/comparison.html', 'docs/configuration.html']) {
      const page = await visit(browser, { context });
      await page.goto(`${server.origin}/${address}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, address);
      await page.addScriptTag({ path: AXE });
      const { violations } = await page.evaluate(() => window.axe.run(document));
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]), [], `${address} ${colorScheme}`);
      await page.close();
    }
    await context.close();
  }
});

test('no page of the site is refused anything by its own policy', async () => {
  const page = await visit(browser);
  for (const file of await pages()) {
    await page.goto(`${server.origin}/${file.replace(/index\.html$/, '')}`);
    await page.waitForLoadState('load');
  }
  assertQuiet(page);
});
