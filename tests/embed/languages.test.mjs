// Words of other languages: longer ones, ones that run from right to left, and none of them cut off.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWhole, measure } from './measure.mjs';
import { PARTS_OF, SCENES, enter, openPart, parts } from './scenes.mjs';
import { atTheBookshop } from './support.mjs';

const at = atTheBookshop();
const ACCENTS = { a: 'á', c: 'ç', e: 'é', i: 'î', n: 'ñ', o: 'ö', s: 'š', u: 'ü', y: 'ÿ', A: 'Å', E: 'É', O: 'Ø', S: 'Š', T: 'Ŧ' };

/** English as a language that needs two fifths more: with accents, and between brackets that show where it begins and ends. */
export function stretched(sentence) {
  const accented = sentence.split(/(\{[^}]*\})/).map((part, place) => place % 2 ? part : part.replace(/[a-z]/gi, letter => ACCENTS[letter] ?? letter)).join('');
  const letters = sentence.replace(/\{[^}]*\}/g, '').length;
  return `[${accented}${' łöñg'.repeat(Math.ceil(0.4 * letters / 5))}]`;
}

const stretchedAll = words => typeof words == 'string' ? stretched(words) : Object.fromEntries(Object.entries(words).map(([key, value]) => [key, key == 'meta' ? value : stretchedAll(value)]));

const inStretched = page => page.route('**/en.json', async route => route.fulfill({ json: stretchedAll(await (await route.fetch()).json()) }));

/** Words that say of themselves that they run from right to left, whichever of the two files is asked for. */
const inMirrored = page => page.route(/\/(en|ar)\.json$/, async route => {
  const words = await (await route.fetch({ url: route.request().url().replace('ar.json', 'en.json') })).json();
  await route.fulfill({ json: { ...words, meta: { lang: 'ar', dir: 'rtl' } } });
});

test('words that are two fifths longer are cut off in no state, at 360 and at 320 px', async () => {
  let seen = 0;
  for (const name of Object.keys(SCENES)) {
    const page = await enter(at.browser, at, name, { viewport: { width: 360, height: 640 }, prepare: inStretched });
    if (name == PARTS_OF) for (const part of await parts(page)) await openPart(page, part);
    for (const width of [360, 320]) {
      await page.setViewportSize({ width, height: 640 });
      const measured = await measure(page);
      assertWhole(measured, `${name}, ${width} wide`);
      seen += measured.texts.filter(({ text }) => text.startsWith('[')).length;
    }
    await page.context().close();
  }
  assert.ok(seen > 100, `${seen} texts were stretched`);
});

test('from right to left the panel is the mirror of itself, and nothing is cut off', async () => {
  const places = async page => (await measure(page)).controls.filter(({ kind, seen }) => seen && /verb|close/.test(kind)).map(({ name, left, width }) => ({ name, left, width }));
  for (const width of [320, 1280]) {
    const [there, back] = [await enter(at.browser, at, PARTS_OF, { viewport: { width, height: 800 } }), await enter(at.browser, at, PARTS_OF, { viewport: { width, height: 800 }, dir: 'rtl', lang: 'ar', prepare: inMirrored })];
    for (const part of await parts(back)) await openPart(back, part);
    assertWhole(await measure(back), `${width} wide`);
    const sheet = page => page.locator('overt-panel .sheet').evaluate(sheet => ({ left: sheet.getBoundingClientRect().left, right: document.documentElement.clientWidth - sheet.getBoundingClientRect().right }));
    const [one, other] = [await sheet(there), await sheet(back)];
    assert.ok(Math.abs(one.left - other.right) < 1 && Math.abs(one.right - other.left) < 1, `${width} wide: the sheet is at the other side`);
    const [close] = (await places(there)).filter(({ name }) => name.includes('close'));
    const [mirrored] = (await places(back)).filter(({ name }) => name.includes('close'));
    assert.ok(close.left > width - 150 && mirrored.left < 150, `${width} wide: Close is at ${close.left} and at ${mirrored.left}`);
    for (const page of [there, back]) await page.context().close();
  }
});
