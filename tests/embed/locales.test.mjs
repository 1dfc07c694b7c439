// Every language that there is, as it is served: nothing for axe, nothing cut off, the way it runs, and one file of words fetched for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWhole, findings, measure } from './measure.mjs';
import { PARTS_OF, enter, openPart, parts } from './scenes.mjs';
import { assertNamesTell, assertTree, tree } from './spoken.mjs';
import { assertQuiet, atTheBookshop, badge } from './support.mjs';

const at = atTheBookshop();
const LOCALES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'sv', 'ja', 'zh-Hans', 'ar', 'he'];
const RIGHT_TO_LEFT = ['ar', 'he'];

const wordsOf = async locale => JSON.parse(await (await fetch(`${at.origin}/overt/${locale}.json`)).text());
const flat = words => Object.entries(words).flatMap(([key, value]) => key == 'meta' ? [] : typeof value == 'string' ? [value] : flat(value));

/** The texts that the panel shows and says. */
const texts = page => page.locator('overt-panel').evaluate(panel => [...panel.shadowRoot.querySelectorAll('*')].flatMap(element => [
  ...[...element.childNodes].filter(node => node.nodeType == 3).map(node => node.data.trim()),
  element.getAttribute('aria-label') ?? '', element.getAttribute('aria-valuetext') ?? ''
]).filter(Boolean));

async function assertSpoken(page, locale, where) {
  assert.deepEqual(await findings(page, 'overt-panel'), [], `${where}: axe`);
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 640 });
    assertWhole(await measure(page), `${where}, ${width} wide`);
  }
  assertTree(await tree(page), where);
  await assertNamesTell(page, where);
  const said = await texts(page);
  assert.deepEqual(said.filter(text => /\{\w*\}|undefined|NaN|Invalid/.test(text) && !text.startsWith('[')), [], `${where}: every gap is filled`);
  if (locale == 'en') return;
  const own = new Set(flat(await wordsOf(locale)));
  const english = new Set(flat(await wordsOf('en')).filter(words => /\w\w/.test(words) && !own.has(words)));
  assert.deepEqual(said.filter(text => english.has(text)), [], `${where}: nothing is left in English`);
}

for (const locale of LOCALES) {
  test(`${locale}: axe finds nothing with every part open, nothing is cut off at 360 px, and one file of words is fetched`, async () => {
    const dir = RIGHT_TO_LEFT.includes(locale) ? 'rtl' : 'ltr';
    const { badge: spoken } = await wordsOf(locale);
    for (const [name, says] of [['fresh', spoken.off], [PARTS_OF, spoken.why], ['off', spoken.off]]) {
      const page = await enter(at.browser, at, name, { lang: locale, dir, viewport: { width: 360, height: 640 } });
      assert.equal(await badge(page).textContent(), says);
      const sheet = await page.locator('overt-panel .sheet').evaluate(sheet => [sheet.lang, sheet.dir, getComputedStyle(sheet).direction]);
      assert.deepEqual(sheet, [locale, dir, dir], name);
      await assertSpoken(page, locale, `${locale}, ${name}`);
      if (name == PARTS_OF) {
        for (const part of await parts(page)) await openPart(page, part);
        await page.setViewportSize({ width: 360, height: 640 });
        await assertSpoken(page, locale, `${locale}, every part open`);
      }
      const files = page.seen.requests.map(url => new URL(url).pathname).filter(path => /^\/overt\/.*\.json$/.test(path));
      const ofBadge = locale == 'en' || name == 'fresh' ? [] : [`/overt/${locale}.badge.json`];
      assert.deepEqual([...new Set(files)].sort(), [...ofBadge, `/overt/${locale}.json`].sort(), `${name}: the files of this language and of no other`);
      assert.equal(files.length, new Set(files).size, `${name}: each once`);
      assertQuiet(page);
      await page.context().close();
    }
  });
}

test('in every language but Arabic a number below a thousand is its digits, as the panel writes it', async () => {
  const page = await at.browser.newPage();
  const others = await page.evaluate(locales => locales.filter(locale => {
    const form = new Intl.NumberFormat(locale);
    return Array.from({ length: 1000 }, (_, number) => number).some(number => form.format(number) != String(number));
  }), LOCALES);
  await page.close();
  assert.deepEqual(others.filter(locale => !locale.startsWith('ar')), []);
});
