// Reach: axe, the keyboard alone, and equal weight.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { assertQuiet, atTheBookshop, badge, control, openPanel, order, readBooks, stored, turnOn, visit, words } from './support.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const at = atTheBookshop();

/** What axe finds; it is injected by the browser's own tools, so the page's policy stays as it is. */
async function findings(page) {
  await page.context().newCDPSession(page).then(devtools => devtools.send('Runtime.evaluate', { expression: AXE }));
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`);
}

for (const colorScheme of ['light', 'dark']) {
  for (const width of [360, 1280]) {
    test(`axe finds nothing, ${colorScheme}, ${width} wide`, async () => {
      const page = await visit(at.browser, { colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' });
      await page.goto(at.shop);
      assert.deepEqual(await findings(page), [], 'the page');
      await openPanel(page);
      assert.deepEqual(await findings(page), [], 'the panel, new');
      await control(page, 'on').first().click();
      await page.waitForFunction(() => localStorage.getItem('overt')?.includes('"given"'));
      assert.deepEqual(await findings(page), [], 'the panel, on');
      await readBooks(page, at.shop, 'adventure', 3);
      await page.goto(at.shop);
      await page.evaluate(() => window.overt.ready());
      await openPanel(page);
      assert.deepEqual(await findings(page), [], 'the panel, with reasons');
      for (const name of ['pause', 'reset', 'off']) {
        await control(page, name).first().click();
        await page.waitForTimeout(400);
        assert.deepEqual(await findings(page), [], `the panel after ${name}`);
      }
      assertQuiet(page);
    });
  }
}

/** Tabs until the focus is on what is wanted; the path is part of the failure. */
async function tabTo(page, wanted) {
  const path = [];
  for (let step = 0; step < 400; step++) {
    const at = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return { control: element?.dataset?.overtControl, part: element?.getAttribute?.('part'), tag: element?.tagName, text: element?.textContent?.slice(0, 30) };
    });
    if (wanted(at)) return;
    path.push(`${at.tag} ${at.control ?? at.part ?? at.text}`);
    await page.keyboard.press('Tab');
  }
  assert.fail(`the keyboard never got there: ${path.slice(-40).join(' → ')}`);
}

test('the keyboard alone opens the panel, turns on, pauses, starts over, undoes, turns off and leaves', async () => {
  const page = await visit(at.browser);
  await page.goto(at.shop);
  await page.evaluate(() => window.overt.ready());
  const deed = name => page.waitForFunction(wanted => JSON.parse(localStorage.getItem('overt') ?? '{"history":[]}').history.at(-1)?.deed === wanted, name, { timeout: 3000 });
  await tabTo(page, at => at.part === 'badge');
  await page.keyboard.press('Enter');
  await page.locator('overt-panel [data-overt-focus]').waitFor();
  await page.waitForTimeout(400);
  const press = async (name, expected) => {
    await tabTo(page, at => at.control === name);
    await page.keyboard.press('Enter');
    await deed(expected).catch(() => assert.fail(`${name} by the keyboard did not lead to ${expected}`));
    await page.waitForTimeout(100);
  };
  await press('on', 'on');
  await page.waitForFunction(() => document.querySelector('overt-slot').shadowRoot.querySelector('button').textContent === 'Nothing learned yet');
  await page.evaluate(() => Promise.all([1, 2, 3].map(() => window.overt.observe('viewed.shelf', 'adventure', 'Adventure'))));
  for (const [name, expected] of [['pause', 'pause'], ['resume', 'resume'], ['reset', 'reset'], ['undo', 'undoReset'], ['off', 'off']]) await press(name, expected);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('overt-panel').hidden);
  const back = await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('part'));
  assert.equal(back, 'badge', 'the focus goes back to where it came from');
  assert.deepEqual(await order(page), at.site);
  assertQuiet(page);
});

test('off weighs what on weighs: size, letters, contrast and steps', async () => {
  const page = await visit(at.browser);
  await turnOn(page, at.shop);
  const look = name => control(page, name).first().evaluate(button => {
    const style = getComputedStyle(button);
    const box = button.getBoundingClientRect();
    return { height: Math.round(box.height), font: style.fontSize, weight: style.fontWeight, color: style.color, background: style.backgroundColor, border: style.borderTopWidth };
  });
  const off = await look('off');
  await control(page, 'off').first().click();
  await page.waitForFunction(() => JSON.parse(localStorage.getItem('overt')).history.at(-1).deed === 'off');
  assert.deepEqual(await look('on'), off);
  assert.match(await stored(page), /"onlyAllowed":\[\]/, 'one press, no question asked');
  assert.match(await words(page), /\boff\b/i, 'off is called off');
});
