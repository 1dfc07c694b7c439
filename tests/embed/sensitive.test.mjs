// What a visitor told the site of which others should not hear is named only when they ask: whoever looks over their shoulder learns nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOLD } from './records.mjs';
import { enter, openPart, parts, press } from './scenes.mjs';
import { atTheBookshop, badge, control, order } from './support.mjs';

const at = atTheBookshop();
const NAME = /religio|spiritual/i;

/** All that is seen or heard of an element and what is in it. */
const perceived = element => element.evaluate(element => {
  const said = node => node.nodeType == 3 ? [node.data] : [
    ...['aria-label', 'aria-valuetext', 'aria-description', 'title', 'alt', 'placeholder'].map(name => node.getAttribute?.(name) ?? ''),
    ...[...node.childNodes].flatMap(said)
  ];
  return said(element.shadowRoot ?? element).join(' ');
});

const panel = page => page.locator('overt-panel');
const slot = page => page.locator('overt-slot');
const come = name => enter(at.browser, at, name, { viewport: { width: 360, height: 640 } });

for (const name of ['a sensitive reason', 'only a sensitive reason']) {
  test(`${name}: the list rests on it, and neither the badge nor the first screen names it until it is asked for`, async () => {
    const page = await come(name);
    const { reasons } = await page.evaluate(() => window.overt.explain('for-you'));
    assert.ok(reasons.some(({ value }) => value == TOLD.value), 'it is a reason');
    assert.equal(await badge(page).textContent(), 'Why these?');
    assert.doesNotMatch(await perceived(slot(page)), NAME, 'the badge');
    assert.doesNotMatch(await perceived(panel(page)), NAME, 'the first screen');
    assert.match(await perceived(panel(page)), /A reason that is shown only when you ask/, 'that there is one is said');

    await press(page, 'show');
    assert.match(await perceived(panel(page)), NAME);
    assert.doesNotMatch(await perceived(slot(page)), NAME, 'the badge never does');
    await control(page, 'show').first().click();
    assert.doesNotMatch(await perceived(panel(page)), NAME, 'hidden again');
    await page.context().close();
  });
}

test('what is sensitive is named in no part that opens until it is asked for', async () => {
  const page = await come('a sensitive reason');
  const naming = [];
  for (const part of await parts(page)) {
    await openPart(page, part);
    const fold = page.locator(`overt-panel details[data-overt-part="${part}"]`);
    if (NAME.test(await perceived(fold))) naming.push(part);
    await fold.locator('> summary').click();
  }
  assert.deepEqual(naming, []);
  await openPart(page, 'learned');
  await openPart(page, 'without');
  await press(page, 'show');
  for (const part of ['learned', 'without']) assert.match(await perceived(page.locator(`overt-panel details[data-overt-part="${part}"]`)), NAME, `${part}, asked for`);
  await page.context().close();
});

test('a book that moved up because of it is said to have such a reason, and no other', async () => {
  const page = await come('only a sensitive reason');
  const list = await order(page);
  const titles = await page.evaluate(() => [...document.querySelectorAll('overt-slot > [data-overt-features*="shelf:religion-spirituality"]')].map(item => [item.dataset.overtItem, item.querySelector('h3').textContent.trim().slice(0, 80)]));
  const up = titles.filter(([id]) => list.indexOf(id) < at.site.indexOf(id)).map(([, title]) => title);
  await openPart(page, 'moved');
  const lines = async () => (await page.locator('overt-panel [data-overt-part=moved] li').allTextContents()).filter(line => up.some(title => line.startsWith(`${title}: `)));
  const hidden = await lines();
  assert.ok(up.length > 0, 'some moved up');
  assert.equal(hidden.length, up.length);
  for (const line of hidden) assert.match(line, /A reason that is shown only when you ask/);
  await press(page, 'show');
  for (const line of await lines()) assert.match(line, NAME, 'asked for');
  await page.context().close();
});

test('what is sensitive is hidden again after the panel was closed, and on the next page', async () => {
  const page = await come('a sensitive reason');
  await press(page, 'show');
  assert.match(await perceived(panel(page)), NAME);
  const again = async () => {
    await badge(page).click();
    await page.locator('overt-panel [data-overt-focus]').waitFor({ state: 'visible' });
  };
  await page.goto(at.shop);
  await page.evaluate(() => window.overt.ready());
  await again();
  assert.doesNotMatch(await perceived(panel(page)), NAME, 'the next page');
  await press(page, 'show');
  await page.keyboard.press('Escape');
  await again();
  assert.doesNotMatch(await perceived(panel(page)), NAME, 'closed and opened again');
  await page.context().close();
});

test('without a yes that names it, what is sensitive is no reason at all', async () => {
  const page = await come('sensitive, without a yes to it');
  const { reasons } = await page.evaluate(() => window.overt.explain('for-you'));
  assert.ok(reasons.length > 0 && reasons.every(({ value }) => value != TOLD.value), JSON.stringify(reasons));
  assert.doesNotMatch(await perceived(panel(page)), NAME);
  await page.context().close();
});
