// A walk through the panel by ear: each change is announced, and once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PARTS_OF, enter, openPart, parts, press } from './scenes.mjs';
import { announced, assertNamesTell, assertTree, listen, tree } from './spoken.mjs';
import { atTheBookshop, control } from './support.mjs';

const at = atTheBookshop();

test('each part says whether it is open, and everything in it has a name', async () => {
  const page = await enter(at.browser, at, PARTS_OF);
  const heading = part => page.locator(`overt-panel details[data-overt-part="${part}"] > summary`).textContent();
  for (const part of await parts(page)) {
    const summary = await heading(part);
    const stands = async () => (await tree(page)).find(({ role, name }) => role == 'DisclosureTriangle' && name == summary)?.expanded;
    assert.equal(await stands(), false, `${part}: closed`);
    await openPart(page, part);
    assert.equal(await stands(), true, `${part}: open`);
    assertTree(await tree(page), part);
    await assertNamesTell(page, part);
    await page.locator(`overt-panel details[data-overt-part="${part}"] > summary`).click();
  }
  await page.context().close();
});

const WALK = [
  ['fresh', 'on'], ['fresh', 'off'], ['personal', 'pause'], ['personal', 'reset'], ['personal', 'off'], ['paused', 'resume'],
  ['paused', 'off'], ['put away', 'undo'], ['off', 'on'], ['lapsed', 'on'], ['pause ended', 'off'], ['storage full', 'off']
];

test('each change is announced exactly once, in a sentence of its own', async () => {
  for (const [name, verb] of WALK) {
    const page = await enter(at.browser, at, name);
    await listen(page);
    if (!await control(page, verb).count()) {
      await page.context().close();
      continue;
    }
    await press(page, verb);
    await page.waitForTimeout(500);
    const said = await announced(page);
    assert.equal(said.length, 1, `${name}, ${verb}: ${JSON.stringify(said)}`);
    assert.match(said[0], /^\p{Lu}.*[.!?]$/u, `${name}, ${verb}`);
    assert.equal((await tree(page)).find(({ role }) => role == 'status').live, 'polite');
    await page.context().close();
  }
});

test('a walk through the whole panel by ear: on, paused, on again, started over, undone, off', async () => {
  const page = await enter(at.browser, at, 'personal');
  await listen(page);
  const heard = [];
  for (const verb of ['pause', 'resume', 'reset', 'undo', 'off', 'on']) {
    await press(page, verb);
    await page.waitForTimeout(300);
    const said = await announced(page);
    assert.equal(said.length, 1, `${verb}: ${JSON.stringify(said)}`);
    heard.push(said[0]);
    assertTree(await tree(page), verb);
  }
  assert.equal(new Set(heard).size, heard.length, `each its own sentence: ${heard}`);
  await page.context().close();
});

test('what changes in another tab is shown, and not spoken over what the visitor does here', async () => {
  const page = await enter(at.browser, at, 'personal');
  await listen(page);
  const other = await page.context().newPage();
  await other.goto(at.shop);
  await other.evaluate(() => window.overt.optOut());
  await control(page, 'on').first().waitFor();
  assert.deepEqual(await announced(page), []);
  await page.context().close();
});
