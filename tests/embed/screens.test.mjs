// Every screen and state: nothing for axe, everything with its name, nothing lost in a small window, nothing too small to press or too faint to read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWhole, findings, measure, unreachable, zoomed } from './measure.mjs';
import { PARTS_OF, SCENES, enter, openPart, parts } from './scenes.mjs';
import { assertNamesTell, assertTree, assertVerbsSpoken, tree } from './spoken.mjs';
import { atTheBookshop } from './support.mjs';

const at = atTheBookshop();
const PANEL = 'overt-panel';
const round = number => Math.round(number * 100) / 100;

/** What the style guides of browsers and the rules for access ask for, in CSS pixels and ratios. */
const LEAST = { target: 24, touched: 44, contrast: 4.5, bodyContrast: 7, letters: 13 };

function assertTargets({ controls }, least, where) {
  // A link within a sentence is as high as its line.
  const small = controls.filter(({ seen, inline, width, height }) => seen && !inline && (width < least - 0.01 || height < least - 0.01));
  assert.deepEqual(small.map(({ name, width, height }) => `${name}: ${round(width)} × ${round(height)}`), [], `${where}: at least ${least} px`);
}

function assertReadable({ texts }, where) {
  const faint = texts.filter(({ contrast, disabled }) => contrast < (disabled ? 3 : LEAST.bodyContrast));
  assert.deepEqual(faint.map(({ text, contrast }) => `${text}: ${round(contrast)}`), [], `${where}: contrast`);
  const tiny = texts.filter(({ fontSize }) => fontSize < LEAST.letters - 0.01);
  assert.deepEqual(tiny.map(({ text, fontSize }) => `${text}: ${fontSize}`), [], `${where}: size of letters`);
}

async function assertReach(page, where) {
  for (const [width, height] of [[360, 640], [1280, 800]]) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      const here = `${where}, ${width} wide, ${colorScheme}`;
      assert.deepEqual(await findings(page, PANEL), [], here);
      const measured = await measure(page);
      assertReadable(measured, here);
      assertTargets(measured, LEAST.target, here);
      assertWhole(measured, here);
    }
  }
  for (const [width, height, zoom, what] of [[320, 568, 1, '320 wide'], [320, 256, 4, 'at 400 %']]) {
    const back = await zoomed(page, width, height, zoom);
    assertWhole(await measure(page), `${where}, ${what}`);
    assert.deepEqual(await unreachable(page), [], `${where}, ${what}`);
    await back();
  }
}

for (const name of Object.keys(SCENES)) {
  test(`${name}: axe finds nothing, all of it can be heard, read and pressed, and nothing is lost at 320 px or 400 %`, async () => {
    const page = await enter(at.browser, at, name, { viewport: { width: 360, height: 640 } });
    const read = await tree(page);
    assertTree(read, name);
    await assertVerbsSpoken(page, read, name);
    await assertNamesTell(page, name);
    await assertReach(page, name);
    await page.context().close();
  });
}

test('the first screen says why and what can be done without scrolling, at 360 × 640', async () => {
  for (const name of Object.keys(SCENES).filter(name => name != 'long names')) {
    const page = await enter(at.browser, at, name, { viewport: { width: 360, height: 640 } });
    // What follows a press belongs to the screen after it.
    const below = name.startsWith('after') || name == 'a script tried' ? [] : (await measure(page)).controls.filter(({ kind, top, height }) => kind == 'verb' && top + height > 640);
    assert.deepEqual(below.map(({ name, top, height }) => `${name} ends at ${Math.round(top + height)}`), [], name);
    await page.context().close();
  }
});

test('each part, opened: axe finds nothing, all of it can be read and pressed, and nothing is lost at 320 px or 400 %', async () => {
  const page = await enter(at.browser, at, PARTS_OF, { viewport: { width: 360, height: 640 } });
  for (const part of await parts(page)) {
    await openPart(page, part);
    await assertReach(page, part);
    await openPart(page, part);
    await page.locator(`overt-panel details[data-overt-part="${part}"] > summary`).click();
  }
  await page.context().close();
});

test('where a finger presses, everything to be pressed is 44 px or more', async () => {
  for (const name of ['fresh', PARTS_OF, 'erase asked']) {
    const page = await enter(at.browser, at, name, { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });
    assert.ok(await page.evaluate(() => matchMedia('(pointer: coarse)').matches));
    if (name == PARTS_OF) for (const part of await parts(page)) await openPart(page, part);
    assertTargets(await measure(page), LEAST.touched, name);
    const { height } = await page.locator('overt-slot button[part=badge]').evaluate(badge => badge.getBoundingClientRect());
    assert.ok(height >= LEAST.touched, 'the badge');
    await page.context().close();
  }
});

test('axe finds nothing on the page that has the badge, and none of it opens by itself or takes the focus', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await at.browser.newPage({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(at.shop);
    await page.evaluate(() => window.overt.ready());
    assert.deepEqual(await findings(page), [], colorScheme);
    assert.equal(await page.evaluate(() => document.activeElement.localName), 'body');
    await page.context().close();
  }
});

test('the panel keeps its size on a page that has made its letters small', async () => {
  const page = await enter(at.browser, at, PARTS_OF, {
    viewport: { width: 360, height: 640 },
    prepare: page => page.addInitScript(() => addEventListener('DOMContentLoaded', () => document.documentElement.style.setProperty('font-size', '10px')))
  });
  assertReadable(await measure(page), 'letters of 10 px');
  await page.context().close();
});

test('under reduced motion nothing moves; otherwise only for a moment, and only by opacity and transform', async () => {
  const animations = page => page.evaluate(() => document.getAnimations().concat(document.querySelector('overt-panel').shadowRoot.getAnimations()).map(animation => ({
    milliseconds: animation.effect.getComputedTiming().endTime,
    properties: [...new Set(animation.effect.getKeyframes().flatMap(Object.keys))].filter(name => !['offset', 'computedOffset', 'easing', 'composite'].includes(name))
  })));
  const styles = page => page.evaluate(() => [...document.querySelector('overt-panel').shadowRoot.querySelectorAll('*')].map(element => getComputedStyle(element))
    .filter(style => style.animationName != 'none' || parseFloat(style.transitionDuration)).length);
  const still = await enter(at.browser, at, PARTS_OF, { reducedMotion: 'reduce' });
  assert.deepEqual(await animations(still), []);
  for (const part of await parts(still)) await openPart(still, part);
  await still.waitForTimeout(400);
  await still.locator('overt-panel [data-overt-control=off]').first().click();
  assert.deepEqual(await animations(still), []);
  assert.equal(await styles(still), 0);
  await still.context().close();
  const moving = await enter(at.browser, at, PARTS_OF, { reducedMotion: 'no-preference' });
  assert.ok(await styles(moving) > 0, 'there is something to reduce');
  await moving.evaluate(() => { document.querySelector('overt-panel').hidden = true; });
  await moving.evaluate(() => { document.querySelector('overt-panel').hidden = false; });
  const seen = await animations(moving);
  assert.ok(seen.length > 0);
  for (const { milliseconds, properties } of seen) {
    assert.ok(milliseconds >= 150 && milliseconds <= 200, `${milliseconds} ms`);
    assert.ok(properties.every(name => ['opacity', 'transform', 'translate'].includes(name)), properties.join());
  }
  await moving.context().close();
});
