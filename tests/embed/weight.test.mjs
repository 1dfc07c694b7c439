// Off weighs no less than on, wherever both can be chosen: size, letters, contrast, place, presses and the way to them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from './measure.mjs';
import { SCENES, enter, openPart, press } from './scenes.mjs';
import { atTheBookshop } from './support.mjs';

const at = atTheBookshop();

/** What makes a visitor's data used again. */
const LOOSENS = ['on', 'resume'];

const look = ({ width, height, fontSize, fontWeight, edge, contrast }) => ({ width, height, fontSize, fontWeight, edge, contrast: Math.round(100 * contrast) });

/** From where the focus is when the panel opens, to the middle of a control. */
const travel = (page, { left, top, width, height }) => page.evaluate(([x, y]) => {
  const title = document.querySelector('overt-panel').shadowRoot.querySelector('[data-overt-focus]').getBoundingClientRect();
  return Math.hypot(x - title.left, y - title.top);
}, [left + width / 2, top + height / 2]);

test('on the first screen of every state, what turns off looks as what turns on does, and is no further away', async () => {
  let compared = 0;
  for (const name of Object.keys(SCENES)) {
    const page = await enter(at.browser, at, name);
    await page.locator('overt-panel .page').evaluate(sheet => { sheet.scrollTop = 0; });
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const verbs = (await measure(page)).controls.filter(({ kind }) => kind == 'verb');
      for (const verb of verbs) assert.deepEqual(look(verb), { ...look(verbs[0]), height: look(verb).height }, `${name}, ${width} wide: ${verb.control}`);
      const [off, ons] = [verbs.find(({ control }) => control == 'off'), verbs.filter(({ control }) => LOOSENS.includes(control))];
      for (const on of off ? ons : []) {
        compared++;
        assert.ok(look(off).height >= look(on).height, `${name}, ${width} wide: off is as high as ${on.control}`);
        assert.ok(verbs.indexOf(off) < verbs.indexOf(on), `${name}: off comes before ${on.control}`);
        assert.ok(await travel(page, off) <= await travel(page, on), `${name}, ${width} wide: off is no further than ${on.control}`);
      }
    }
    await page.context().close();
  }
  assert.ok(compared >= 4, `${compared} pairs were compared`);
});

test('one press turns off where one press turns on, and neither asks back', async () => {
  for (const [name, control, deed] of [['fresh', 'off', 'off'], ['fresh', 'on', 'on'], ['personal', 'off', 'off'], ['off', 'on', 'on'], ['lapsed', 'off', 'off'], ['lapsed', 'on', 'on']]) {
    const page = await enter(at.browser, at, name);
    await press(page, control);
    await page.waitForFunction(deed => JSON.parse(localStorage.getItem('overt')).history.at(-1).deed == deed, deed, { timeout: 2000 }).catch(() => assert.fail(`${name}: one press on ${control} did not do`));
    await page.context().close();
  }
});

test('in every row of the parts, off and on have one place and one size, and each is one press', async () => {
  const page = await enter(at.browser, at, 'personal', { viewport: { width: 360, height: 800 } });
  const part = page.locator('overt-panel details[data-overt-part=parts]');
  if (!await part.count()) assert.fail('there is no part "parts"');
  await openPart(page, 'parts');
  const scopes = await part.locator('[data-overt-control=off]').evaluateAll(all => all.map(button => button.dataset.overtScope));
  assert.ok(scopes.length >= 3, `rows that can be turned off: ${scopes}`);
  for (const scope of scopes) {
    await openPart(page, 'parts');
    const find = async wanted => (await measure(page)).controls.find(control => control.control == wanted && control.scope == scope && control.kind == 'small');
    const row = () => part.locator(`li:has([data-overt-scope="${scope}"])`).evaluate(li => li.getBoundingClientRect().left);
    const off = await find('off');
    assert.ok(off, `${scope} can be turned off`);
    const left = off.left - await row();
    await press(page, 'off', scope);
    const on = await find('on');
    assert.ok(on, `${scope}: where off was, there is on`);
    assert.deepEqual([on.width, on.height, on.fontSize, on.contrast, on.left - await row()], [off.width, off.height, off.fontSize, off.contrast, left], scope);
    await press(page, 'on', scope);
    assert.ok(await find('off'), `${scope}: one press turns it on again`);
  }
  await page.context().close();
});
