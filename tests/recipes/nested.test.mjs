// What frameworks do with children that a slot has moved: whether rendering again fails, and in which order the list then stands.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertQuiet, launch, serve } from '../embed/support.mjs';
import { build, turnOn, visitor, workshop } from './workshop.mjs';

const SHELVES = ['romance', 'poetry', 'mystery', 'adventure'];
const ITEMS = Array.from({ length: 12 }, (_, at) => [`book-${at}`, SHELVES[at % SHELVES.length]]);

const at = {};
before(async () => {
  const shop = workshop();
  Object.assign(at, { shop, browser: await launch(), server: await serve(await build(shop.copyOwn('nested'))) });
});
after(async () => {
  await at.browser?.close();
  at.server?.close();
  at.shop?.close();
});

/** Numbers that are the same in every run. */
const dice = (seed = 7) => sides => (seed = seed * 48271 % 2147483647) % sides;
const shuffled = (list, roll) => list.map(item => [roll(1e6), item]).sort(([a], [b]) => a - b).map(([, item]) => item);
const stand = page => page.evaluate(() => [...document.querySelectorAll('overt-slot > *')].map(item => item.dataset.overtItem));
const show = (page, ...lists) => page.evaluate(lists => window.render(lists), lists);

async function regular(framework) {
  const page = await visitor(at.browser, `${at.server.origin}/?${framework}`);
  await page.waitForFunction(() => window.render);
  await show(page, ITEMS);
  await turnOn(page);
  await page.keyboard.press('Escape');
  await page.evaluate(async () => {
    for (let time = 0; time < 4; time++) await window.overt.observe('viewed.shelf', 'adventure', 'Adventure');
    await window.overt.refresh();
  });
  assert.notDeepEqual(await stand(page), ITEMS.map(([id]) => id), 'the slot has moved the items');
  return page;
}

for (const framework of ['react', 'vue', 'svelte']) {
  test(`${framework}: a list that is rendered again and again keeps exactly its items, wherever the slot has moved them`, async () => {
    const page = await regular(framework);
    const roll = dice();
    for (let round = 0; round < 80; round++) {
      const items = shuffled(ITEMS, roll).slice(0, roll(ITEMS.length + 1));
      await show(page, items);
      assert.deepEqual((await stand(page)).sort(), items.map(([id]) => id).sort(), `round ${round}`);
      if (roll(2)) await page.evaluate(() => window.overt.refresh());
    }
    assertQuiet(page);
    assert.deepEqual(page.seen.warnings, [], 'warnings in the console');
    await page.context().close();
  });
}
