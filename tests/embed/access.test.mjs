// The keyboard alone; what is measured of every screen is in screens.test.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, atTheBookshop, order, tabTo, visit } from './support.mjs';

const at = atTheBookshop();

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
