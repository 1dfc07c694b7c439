// Lists that a page changes: shown in part, with parts for everyone, made later, sorted by others, rendered by the site's own script; and forms.
// The pages are made here, on the bookshop's ground and under its policy.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { assertQuiet, atTheBookshop, control, LAUNCH, patient, stored, turnOn, visit } from './support.mjs';

const at = atTheBookshop();

const SHELVES = ['romance', 'adventure', 'poetry', 'romance', 'adventure', 'poetry', 'science-fiction', 'adventure'];
const SITE = SHELVES.map((_, place) => String(place + 1));
const ADVENTURE = ['2', '5', '8'];
/** What the site thinks of an item counts as well: the last of the adventures stays behind the first two others. */
const PERSONAL = ['2', '5', '1', '3', '8', '4', '6', '7'];
const item = (id, shelf, more = '') => `<article data-overt-item="${id}" data-overt-features="shelf:${shelf}"${more}><h3>Book ${id}</h3></article>`;
const items = SHELVES.map((shelf, place) => item(place + 1, shelf)).join('');

/** A page of the shop with other contents. */
async function pageWith(visitor, body, script = '') {
  const home = await fetch(at.shop);
  const headers = { 'content-security-policy': home.headers.get('content-security-policy') };
  const head = `<meta charset="utf-8"><title>A list</title><script async src="/overt/overt.js" data-config="/demo/bookshop/overt.json"></script>${script && '<script src="made.js"></script>'}`;
  await visitor.route('**/made.js', route => route.fulfill({ contentType: 'text/javascript', body: script }));
  await visitor.route('**/made/', route => route.fulfill({ contentType: 'text/html', headers, body: `<!doctype html><html lang="en"><head>${head}</head><body><p>Above.</p>${body}</body></html>` }));
  await visitor.goto(`${at.origin}/made/`);
  await visitor.evaluate(() => window.overt.ready());
}

/** A visitor who has turned it on and looked at adventures. */
async function adventurer(context) {
  const page = await visit(at.browser, { context });
  await patient(page);
  await turnOn(page, at.shop);
  await page.evaluate(() => Promise.all([1, 2, 3].map(() => window.overt.observe('viewed.shelf', 'adventure', 'Adventure'))));
  return page;
}

async function stranger() {
  const page = await visit(at.browser);
  await patient(page);
  return page;
}

const all = page => page.locator('overt-slot').evaluate(slot => [...slot.children].filter(child => child.dataset.overtItem).map(child => child.dataset.overtItem));
const shown = page => page.locator('overt-slot').evaluate(slot => [...slot.children].filter(child => child.dataset.overtItem && child.offsetParent).map(child => child.dataset.overtItem));
const learnedValues = async page => (JSON.parse((await stored(page)).split('\n').at(-1)).learned ?? []).map(({ signal, value }) => `${signal}=${value}`).sort();

test('a list with a limit shows as many items to everyone, from the first of the order that holds', async () => {
  const body = `<overt-slot name="for-you" limit="3">${items}</overt-slot>`;
  const [new_, known] = [await stranger(), await adventurer()];
  await pageWith(new_, body);
  await pageWith(known, body);
  assert.deepEqual(await shown(new_), ['1', '2', '3']);
  assert.deepEqual(await shown(known), PERSONAL.slice(0, 3));
  assert.deepEqual(await all(known), PERSONAL, 'the others are still in the page');
  await known.evaluate(() => window.overt.optOut());
  assert.deepEqual(await shown(known), ['1', '2', '3']);
  [new_, known].forEach(assertQuiet);
});

test('a list that filters shows what something known speaks for, and is whole for everyone else', async () => {
  const body = `<overt-slot name="for-you" filter>${items}</overt-slot>`;
  const [new_, known] = [await stranger(), await adventurer()];
  await pageWith(new_, body);
  await pageWith(known, body);
  assert.deepEqual(await shown(new_), SITE);
  assert.deepEqual(await shown(known), ADVENTURE);
  await known.evaluate(() => window.overt.pause());
  assert.deepEqual(await shown(known), SITE, 'a pause shows all that the site sent');
  [new_, known].forEach(assertQuiet);
});

test('what is essential stays where it is, is not counted, and is never left out', async () => {
  const essential = '<article data-overt-item="notice" data-overt-essential><h3>Opening hours</h3></article>';
  const known = await adventurer();
  await pageWith(known, `<overt-slot name="for-you" limit="2" filter>${essential}${items}</overt-slot>`);
  assert.deepEqual(await shown(known), ['notice', '2', '5']);
  assert.deepEqual(await all(known), ['notice', ...PERSONAL]);
  assertQuiet(known);
});

const FORM = `<form data-overt-observe="viewed.author=verne-jules (Jules Verne)" data-overt-when="submit">
    <select name="shelf">
      <option data-overt-observe="viewed.shelf=adventure (Adventure)" data-overt-when="submit">Adventure</option>
      <option data-overt-observe="viewed.shelf=poetry (Poetry)" data-overt-when="submit">Poetry</option>
    </select>
    <label><input type="checkbox" name="more" data-overt-observe="viewed.shelf=romance (Romance)" data-overt-when="submit"> Romance as well</label>
    <input name="words" value="adventure"><button>Ask</button>
  </form>`;

test('a form is learned when it is sent, with what was chosen in it, and never what was written', async () => {
  const page = await visit(at.browser);
  await patient(page);
  await turnOn(page, at.shop);
  await pageWith(page, FORM, 'document.addEventListener("submit", event => event.preventDefault());');
  const before = await learnedValues(page);
  await page.locator('select').selectOption('Poetry');
  await page.locator('input[name=words]').fill('what nobody shall know');
  assert.deepEqual(await learnedValues(page), before, 'choosing teaches nothing');
  await page.locator('form button').click();
  await page.waitForFunction(() => localStorage.getItem('overt').includes('verne-jules'));
  assert.deepEqual(await learnedValues(page), [...before, 'viewed.author=verne-jules', 'viewed.shelf=poetry'].sort());
  assert.doesNotMatch(await stored(page), /nobody/);
  assertQuiet(page);
});

test('a slot that comes later is put in order, and its badge says how things stand when it comes back', async () => {
  const known = await adventurer();
  await pageWith(known, '<main></main>');
  await known.evaluate(items => {
    const slot = window.slot = document.createElement('overt-slot');
    slot.setAttribute('name', 'for-you');
    slot.append(...new DOMParser().parseFromString(window.trustedTypes?.createPolicy('made', { createHTML: text => text }).createHTML(items) ?? items, 'text/html').body.children);
    document.querySelector('main').append(slot);
  }, items);
  await known.waitForFunction(() => document.querySelector('overt-slot').firstElementChild.dataset.overtItem === '2');
  assert.deepEqual(await all(known), PERSONAL);
  const badge = () => known.evaluate(() => window.slot.shadowRoot.querySelector('button').textContent);
  assert.equal(await badge(), 'Why these?');
  await known.evaluate(() => window.slot.remove());
  await known.evaluate(() => window.overt.optOut());
  assert.equal(await badge(), 'Why these?', 'what is not in the page is not told');
  await known.evaluate(() => document.body.append(window.slot));
  await known.waitForFunction(() => window.slot.shadowRoot.querySelector('button').textContent === 'Not personalized');
  assert.deepEqual(await all(known), SITE, 'and it stands as the site sent it');
  assertQuiet(known);
});

test('items that come and go are seen without being told: each new one stands where the site put it', async () => {
  const [new_, known] = [await stranger(), await adventurer()];
  for (const page of [new_, known]) {
    await pageWith(page, `<overt-slot name="for-you">${items}</overt-slot>`);
    await page.evaluate(() => {
      const [slot] = document.getElementsByTagName('overt-slot');
      const other = slot.querySelector('[data-overt-item="4"]').cloneNode(true);
      other.dataset.overtItem = 'new';
      other.dataset.overtFeatures = 'shelf:adventure';
      slot.querySelector('[data-overt-item="6"]').before(other);
      slot.querySelector('[data-overt-item="1"]').remove();
    });
  }
  assert.deepEqual(await all(new_), ['2', '3', '4', '5', 'new', '6', '7', '8']);
  await known.waitForFunction(() => [...document.querySelector('overt-slot').children].findIndex(child => child.dataset.overtItem === 'new') < 4);
  await known.evaluate(() => window.overt.optOut());
  const site = await all(known);
  assert.deepEqual(site.filter(id => id !== 'new'), ['2', '3', '4', '5', '6', '7', '8'], 'off is the order of the site');
  [new_, known].forEach(assertQuiet);
});

test('items that another script sorts anew are the site\'s new order where nothing is personalized, and go back where it is', async () => {
  const [new_, known] = [await adventurer(), await adventurer()];
  const reverse = page => page.evaluate(() => {
    const [slot] = document.getElementsByTagName('overt-slot');
    slot.append(...[...slot.children].reverse());
  });
  await pageWith(new_, `<overt-slot name="for-you">${items}</overt-slot>`);
  await new_.evaluate(() => window.overt.optOut());
  await reverse(new_);
  await new_.evaluate(() => window.overt.refresh());
  assert.deepEqual(await all(new_), SITE.toReversed(), 'the site has sorted, and so it stays');
  await pageWith(known, `<overt-slot name="for-you">${items}</overt-slot>`);
  await reverse(known);
  await known.waitForFunction(() => document.querySelector('overt-slot').firstElementChild.dataset.overtItem === '2');
  assert.deepEqual(await all(known), PERSONAL);
  [new_, known].forEach(assertQuiet);
});

const SCRIPT = `
  const books = ${JSON.stringify(SHELVES.map((shelf, place) => ({ id: place + 1, label: `Book ${place + 1}`, features: `shelf:${shelf}` })))};
  const render = books => document.querySelector('ul').replaceChildren(...books.map(({ id, label }) => {
    const row = document.createElement('li');
    row.dataset.id = id;
    row.textContent = label;
    return row;
  }));
  const ranked = async () => render(await window.overt.rank('for-you', books));
  addEventListener('DOMContentLoaded', () => {
    render(books);
    (window.overt ??= { q: [] }).q.push(['on', 'change', ranked]);
    window.overt.q.push(['on', 'ready', ranked]);
    window.overt.q.push(['preview', 'for-you', render]);
  });`;
const rows = page => page.locator('ul').evaluate(list => [...list.children].map(row => row.dataset.id));

test('a list that the site\'s own script renders is explained, follows a dial while it is held, and goes back', async () => {
  const known = await adventurer();
  await pageWith(known, '<overt-why slot-name="for-you"></overt-why><ul></ul>', SCRIPT);
  await known.waitForFunction(() => document.querySelector('ul').firstElementChild?.dataset.id === '2');
  assert.deepEqual(await rows(known), PERSONAL);
  const [of, not] = await known.evaluate(async () => [await window.overt.explain('for-you', 5), await window.overt.explain('for-you', 1)]);
  assert.deepEqual(of.reasons.map(({ value, contribution }) => [value, contribution]), [['adventure', 545]]);
  assert.deepEqual(not.reasons, []);
  await known.locator('overt-why button').click();
  await known.locator('overt-panel [data-overt-focus]').waitFor({ state: 'visible' });
  const heard = await known.evaluate(() => {
    const tell = detail => document.querySelector('overt-panel').dispatchEvent(new CustomEvent('overt:preview', { bubbles: true, composed: true, detail }));
    const ids = () => [...document.querySelector('ul').children].map(row => row.dataset.id);
    tell({ slot: 'for-you', order: [7, 6, 5, 4, 3, 2, 1, 0] });
    const tried = ids();
    tell({ slot: 'for-you' });
    return [tried, ids()];
  });
  assert.deepEqual(heard, [SITE.toReversed(), PERSONAL]);
  await known.locator('overt-panel summary', { hasText: 'What moved' }).click();
  await known.locator('overt-panel', { hasText: 'Book 8' }).waitFor();
  await control(known, 'off').first().click();
  await known.waitForFunction(() => document.querySelector('ul').firstElementChild.dataset.id === '1');
  assert.deepEqual(await rows(known), SITE);
  assertQuiet(known);
});

test('a page that history brings back as it was left follows what was done since', async () => {
  const browser = await chromium.launch({ ...LAUNCH, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  try {
    const page = await adventurer(await browser.newContext({ locale: 'en-GB' }));
    await page.goto(at.shop);
    await page.evaluate(() => {
      window.kept = true;
      return window.overt.ready();
    });
    const before = await all(page);
    assert.notDeepEqual(before, at.site);
    await page.goto(`${at.shop}shelves/poetry/`);
    await page.evaluate(() => window.overt.optOut());
    await page.goBack({ waitUntil: 'commit' });
    assert.equal(await page.evaluate(() => window.kept), true, 'the page was kept as it was');
    await page.waitForFunction(() => document.querySelector('overt-slot').shadowRoot.querySelector('button').textContent === 'Not personalized');
    assert.deepEqual(await all(page), at.site);
  } finally {
    await browser.close();
  }
});
