// What the page does for the panel: gliding, showing a list as it would stand, languages, a visit that was set apart.
// The panel's part is played by the tests where they ask what it is told: they put a small one in its place.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { assertQuiet, atTheBookshop, badge, order, patient, stored, turnOn, visit } from './support.mjs';

const at = atTheBookshop();

/** A visitor for whom the list has an order of its own, which it does not stand in yet. */
async function learned({ hurried, ...options } = {}) {
  const page = await visit(at.browser, options);
  if (!hurried) await patient(page);
  await turnOn(page, at.shop);
  await page.waitForFunction(() => document.querySelector('overt-slot').shadowRoot.querySelector('button').textContent === 'Nothing learned yet');
  await page.evaluate(() => Promise.all([1, 2, 3].map(() => window.overt.observe('viewed.shelf', 'adventure', 'Adventure'))));
  await tell(page, 'close');
  return page;
}

/** What a panel dispatches on its host. */
const tell = (page, name, detail = {}) => page.evaluate(([name, detail]) => {
  document.querySelector('overt-panel').dispatchEvent(new CustomEvent(`overt:${name}`, { bubbles: true, composed: true, detail }));
}, [name, detail]);

/** Puts a panel in the place of ours that only notes what it is told. */
async function hearPanel(page) {
  await page.route('**/overt/panel.js', route => route.fulfill({
    contentType: 'text/javascript',
    body: `window.told = [];
      const hear = request => window.told.push(JSON.parse(request));
      export default async () => {};
      export const mount = (root, request, ...said) => { hear(request); window.said = said; return { refresh: hear, entries: () => '' }; };`
  }));
}

const told = page => page.evaluate(() => window.told.at(-1));

test('items glide to their places for less than a fifth of a second, and only those near the screen', async () => {
  const page = await learned();
  const seen = await page.evaluate(async () => {
    await window.overt.refresh();
    const glides = [...document.querySelectorAll('overt-slot > *')].flatMap(item => item.getAnimations().map(animation => {
      const [{ translate: from }] = animation.effect.getKeyframes();
      const { duration, easing } = animation.effect.getTiming();
      const start = item.getBoundingClientRect().top;
      animation.finish();
      return { id: item.dataset.overtItem, from, start, end: item.getBoundingClientRect().top, timing: { duration, easing } };
    }));
    return { glides, height: innerHeight };
  });
  assert.notDeepEqual(await order(page), at.site, 'the nodes stand in the new order at once');
  assert.ok(seen.glides.length >= 8 && seen.glides.length < at.site.length, `${seen.glides.length} glide`);
  for (const { id, from, start, end, timing } of seen.glides) {
    assert.deepEqual(timing, { duration: 180, easing: 'ease-out' });
    assert.match(from, /px/, id);
    const near = top => top > -seen.height && top < 2 * seen.height;
    assert.ok(near(start) || near(end), `${id} glides from ${start} to ${end}`);
  }
  assertQuiet(page);
});

test('a glide that is interrupted goes on from where the items are seen', async () => {
  const page = await learned();
  const jumps = await page.evaluate(async () => {
    const slot = document.querySelector('overt-slot');
    const places = () => [...slot.children].map(item => [item, item.getBoundingClientRect()]).filter(([, { top }]) => top > 0 && top < innerHeight);
    await window.overt.refresh();
    await new Promise(done => setTimeout(done, 70));
    const before = places();
    const back = new CustomEvent('overt:preview', { bubbles: true, composed: true, detail: { slot: 'for-you', order: slot.site.map((_, place) => place) } });
    document.querySelector('overt-panel').dispatchEvent(back);
    // What the site does not show in its new place can't glide there.
    return before.map(([item, rect]) => [rect, item.getBoundingClientRect()]).filter(([, now]) => now.width)
      .map(([rect, now]) => Math.hypot(now.left - rect.left, now.top - rect.top));
  });
  assert.ok(jumps.length >= 4);
  assert.ok(Math.max(...jumps) < 1, `the farthest jump: ${Math.max(...jumps)} px`);
});

test('nothing glides when the page is opened, nor under reduced motion', async () => {
  for (const [reducedMotion, act] of [['no-preference', page => page.goto(at.shop)], ['reduce', page => page.evaluate(() => window.overt.refresh())]]) {
    const page = await learned({ reducedMotion });
    const count = () => {
      window.animated = 0;
      const { animate } = Element.prototype;
      Element.prototype.animate = function (...words) {
        window.animated++;
        return animate.apply(this, words);
      };
    };
    await page.addInitScript(count);
    await page.evaluate(count);
    await act(page);
    await page.evaluate(() => window.overt.ready());
    assert.notDeepEqual(await order(page), at.site);
    assert.equal(await page.evaluate(() => window.animated), 0, reducedMotion);
    assertQuiet(page);
  }
});

for (const able of ['with moveBefore', 'without it']) {
  test(`focus and scroll survive a rearrangement, ${able}`, async () => {
    const page = await learned();
    const state = await page.evaluate(async able => {
      if (able == 'without it') {
        delete Element.prototype.moveBefore;
        delete Node.prototype.moveBefore;
      }
      const slot = document.querySelector('overt-slot');
      const link = slot.children[6].querySelector('a');
      link.focus();
      scrollTo(0, 400);
      await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
      const before = scrollY;
      await window.overt.refresh();
      await new Promise(done => setTimeout(done, 400));
      return { able: 'moveBefore' in slot, place: [...slot.children].indexOf(link.closest('[data-overt-item]')), focused: document.activeElement == link, before, after: scrollY };
    }, able);
    assert.equal(state.able, able == 'with moveBefore');
    assert.notDeepEqual(await order(page), at.site);
    assert.ok(state.focused, 'the focus stays on the link');
    assert.equal(state.after, state.before, 'the page stays where it was scrolled to');
    assertQuiet(page);
  });
}

test('a list shown as it would stand goes back by itself, when the panel closes and when the record changes, and nothing is stored', async () => {
  const page = await learned();
  await page.evaluate(() => window.overt.refresh());
  const personal = await order(page);
  const kept = await stored(page);
  const back = at.site.map((_, place) => at.site.length - 1 - place);
  const other = at.site.toReversed();
  const ends = {
    'by itself': () => tell(page, 'preview', { slot: 'for-you', order: null }),
    'the panel closes': () => tell(page, 'close')
  };
  for (const [when, end] of Object.entries(ends)) {
    await tell(page, 'preview', { slot: 'for-you', order: back });
    assert.deepEqual(await order(page), other);
    assert.equal(await stored(page), kept);
    await end();
    assert.deepEqual(await order(page), personal, when);
  }
  await tell(page, 'preview', { slot: 'for-you', order: [3, 1, 9999] });
  assert.deepEqual((await order(page)).slice(0, 4), [at.site[3], at.site[1], at.site[0], at.site[2]], 'what is not named follows, what is not there is left out');
  await page.evaluate(() => window.overt.pause());
  assert.deepEqual(await order(page), at.site, 'the record changes');
  assertQuiet(page);
});

test('a late list is said to be late, and put in order when the panel asks', async () => {
  const page = await learned({ hurried: true });
  await hearPanel(page);
  await page.route('**/gate.wasm', async route => {
    await new Promise(done => setTimeout(done, 900));
    await route.continue();
  });
  await page.goto(at.shop);
  await page.evaluate(() => window.overt.ready());
  await page.evaluate(() => window.overt.open('why:for-you'));
  assert.deepEqual(await page.evaluate(() => [window.told.at(-1).late, window.told.at(-1).offline]), [true, false]);
  assert.deepEqual((await told(page)).lists[0].stands, at.site);
  await tell(page, 'preview', { slot: 'for-you', order: at.site.map((_, place) => at.site.length - 1 - place) });
  await tell(page, 'preview', { slot: 'for-you', order: null });
  assert.deepEqual(await order(page), at.site, 'a late list goes back to the site\'s order');
  await tell(page, 'late');
  assert.notDeepEqual(await order(page), at.site);
  const now = await told(page);
  assert.equal(now.late, false);
  assert.deepEqual(now.lists[0].stands, await order(page));
  assert.equal(await badge(page).textContent(), 'Why these?');
  assertQuiet(page);
});

test('the panel hears how the lists stand after each change, and the page whether it took effect', async () => {
  const page = await learned();
  await hearPanel(page);
  await page.goto(at.shop);
  await page.evaluate(() => window.overt.open('why:for-you'));
  await page.evaluate(() => {
    window.effects = [];
    window.overt.on('effect', effect => window.effects.push(effect));
  });
  assert.notDeepEqual((await told(page)).lists[0].stands, at.site);
  await page.evaluate(() => window.overt.pause());
  assert.deepEqual((await told(page)).lists[0].stands, at.site);
  await page.evaluate(() => {
    window.overt.on('change', () => {
      const slot = document.querySelector('overt-slot');
      slot.append(slot.firstElementChild);
    });
    return window.overt.optOut();
  });
  assert.deepEqual(await page.evaluate(() => window.effects), [{ slot: 'for-you', done: true }, { slot: 'for-you', done: false }]);
  await page.context().setOffline(true);
  await page.evaluate(() => window.overt.optIn().catch(() => {}));
  assert.equal((await told(page)).offline, true);
});

test('a visit that was set apart stays so for the session, in no other, and is erased with the rest', async () => {
  const page = await learned();
  await page.evaluate(() => window.overt.refresh());
  const personal = await order(page);
  await page.evaluate(() => window.overt.pause('visit:visit-1'));
  assert.deepEqual(await order(page), personal, 'that visit is not this one yet');
  await hearPanel(page);
  await tell(page, 'record', { visit: 'visit-1' });
  await page.waitForFunction(() => /^Paused/.test(document.querySelector('overt-slot').shadowRoot.querySelector('button').textContent));
  assert.deepEqual(await order(page), at.site);
  assert.deepEqual(await page.evaluate(() => Object.entries(sessionStorage)), [['overt.visit', 'visit-1']]);
  await page.goto(at.shop);
  await page.evaluate(() => window.overt.open('why:for-you'));
  assert.deepEqual(await order(page), at.site, 'after a reload');
  assert.equal((await told(page)).visit, 'visit-1');

  const next = await visit(null, { context: page.context() });
  await patient(next);
  await next.goto(at.shop);
  await next.evaluate(() => window.overt.ready());
  assert.deepEqual(await order(next), personal, 'another session');
  assert.deepEqual(await next.evaluate(() => Object.keys(sessionStorage)), []);

  await next.evaluate(() => window.overt.eraseAll());
  await page.waitForFunction(() => sessionStorage.length === 0, null, { timeout: 2000 });
  assertQuiet(page);
  assertQuiet(next);
});

/** The shop's page, changed on its way. */
const rewritten = (page, change) => page.route('**/demo/bookshop/', async route => {
  const response = await route.fetch();
  await route.fulfill({ response, body: change(await response.text()) });
});

const inLanguage = lang => html => html.replace('<html lang="en"', lang ? `<html lang="${lang}"` : '<html');

test('a first visit is told in the language of the page, of the site\'s choice, or of the browser', async () => {
  const cases = [
    ['de', {}, 'Nicht personalisiert', ''], ['de-AT', {}, 'Nicht personalisiert', ''], ['pt-BR', {}, 'Sem personalização', ''],
    ['zh', {}, '未个性化', ''], ['zh-CN', {}, '未个性化', ''], ['zh-SG', {}, '未个性化', ''], ['zh-Hans-HK', {}, '未个性化', ''],
    ['iw', {}, 'ללא התאמה אישית', ''], ['ar-EG', {}, 'غير مخصَّص', ''], ['en-GB', {}, 'Not personalized', ''],
    ['zh-TW', {}, 'Not personalized', 'en'], ['da', {}, 'Not personalized', 'en'], ['not a tag', {}, 'Not personalized', 'en'],
    ['', { locale: 'sv-SE' }, 'Inte personanpassat', 'sv-SE'], ['', { locale: 'da-DK' }, 'Not personalized', 'en'],
    ['en', { tag: 'ja' }, 'パーソナライズなし', 'ja']
  ];
  for (const [lang, { locale = 'en-GB', tag }, words, marked] of cases) {
    const page = await visit(at.browser, { locale });
    await rewritten(page, html => inLanguage(lang)(html).replace('<script async', tag ? `<script async data-lang="${tag}"` : '<script async'));
    await page.goto(at.shop);
    await page.evaluate(() => window.overt.ready());
    assert.equal(await badge(page).textContent(), words, `${lang || locale} ${tag ?? ''}`);
    assert.equal(await badge(page).evaluate(button => button.lang), marked, `the badge says which language it speaks where the page does not: ${lang || locale}`);
    const ours = page.seen.requests.filter(url => url.includes('/overt/'));
    assert.equal(ours.length, 1, 'the word is in the loader');
    assertQuiet(page);
    await page.context().close();
  }
});

test('a language is spoken by its own files, and English where they can\'t be had', async () => {
  for (const there of [true, false]) {
    const page = await learned();
    await hearPanel(page);
    await rewritten(page, inLanguage('sv-FI'));
    const english = JSON.parse(await (await fetch(`${at.origin}/overt/en.json`)).text());
    const swedish = { ...english, badge: { ...english.badge, off: 'Inte personanpassat', why: 'Varför dessa?' } };
    await page.route('**/overt/sv.badge.json', route => there ? route.fulfill({ json: swedish.badge }) : route.fulfill({ status: 404, body: 'no' }));
    await page.route('**/overt/sv.json', route => there ? route.fulfill({ json: swedish }) : route.fulfill({ status: 404, body: 'no' }));
    await page.goto(at.shop);
    await page.evaluate(() => window.overt.ready());
    assert.equal(await badge(page).textContent(), there ? 'Varför dessa?' : 'Why these?');
    assert.equal(await badge(page).evaluate(button => button.lang), there ? '' : 'en');
    await page.evaluate(() => window.overt.open('why:for-you'));
    assert.equal((await told(page)).lang, there ? 'sv-FI' : 'en');
    assert.equal(JSON.parse(await page.evaluate(() => window.said[0])).badge.why, there ? 'Varför dessa?' : 'Why these?');
    assert.deepEqual(page.seen.uncaught, []);
    assert.deepEqual(page.seen.errors.filter(text => !/404/.test(text)), []);
  }
});

test('the site\'s own words reach the panel in the language that is spoken, and a file that can\'t be read changes nothing', async () => {
  for (const [body, words] of [['{"en": {"verb.pause": "Take a break", "no.such.key": "x"}, "de": {"verb.pause": "Pause machen"}}', 'Take a break'], ['{', 'Pause']]) {
    const page = await visit(at.browser);
    await hearPanel(page);
    await rewritten(page, html => html.replace('<script async', '<script async data-words="/words.json"'));
    await page.route('**/words.json', route => route.fulfill({ contentType: 'application/json', body }));
    await page.goto(at.shop);
    await page.evaluate(() => window.overt.open('why:for-you'));
    assert.equal(await page.evaluate(() => JSON.parse(window.said[0]).verb.pause), words);
    assertQuiet(page);
  }
});

test('"show me on this page" outlines the personal lists for four seconds', async () => {
  const page = await learned();
  const outlined = () => page.locator('overt-slot').evaluate(slot => getComputedStyle(slot).outlineStyle);
  assert.equal(await outlined(), 'none');
  await tell(page, 'outline');
  await page.waitForTimeout(500);
  await tell(page, 'outline');
  assert.equal(await outlined(), 'solid');
  await page.waitForTimeout(4700);
  assert.equal(await outlined(), 'none');
  await page.evaluate(() => window.overt.pause());
  await tell(page, 'outline');
  assert.equal(await outlined(), 'none', 'a list that is not personal is not outlined');
  assertQuiet(page);
});

test('receipts are saved as a file of the visitor\'s, and the panel hears where that failed', async () => {
  const page = await visit(at.browser);
  await hearPanel(page);
  await page.goto(at.shop);
  await page.evaluate(() => window.overt.open('why:for-you'));
  await page.route('**/overt/receipts.js', route => route.fulfill({ status: 404, body: 'no' }));
  await tell(page, 'receipts');
  await page.waitForFunction(() => window.told.at(-1).failed === 'receipts');
  await page.unroute('**/overt/receipts.js');
  await page.goto(at.shop);
  await page.route('**/overt/receipts.js', route => route.fulfill({
    contentType: 'text/javascript',
    body: 'export default async () => {}; export const receipts = (registry, record, now) => JSON.stringify([registry.length > 0, record, typeof now]);'
  }));
  await page.evaluate(() => window.overt.open('why:for-you'));
  const [download] = await Promise.all([page.waitForEvent('download'), tell(page, 'receipts')]);
  assert.equal(download.suggestedFilename(), 'overt-receipts.json');
  assert.deepEqual(JSON.parse(await readFile(await download.path(), 'utf8')), [true, '', 'number']);
  assert.deepEqual(page.seen.violations, []);
});
