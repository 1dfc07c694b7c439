// Journeys of a visitor's data: taken along, taken back, erased and brought back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { about, arrive, assertIn, at, badgeText, come, keys, lead, part, record, saved, settled } from './journey.mjs';
import { DAY_MS, NOW, on, text } from './records.mjs';
import { openPart, press } from './scenes.mjs';
import { assertQuiet, badge, control, openPanel, order, stored } from './support.mjs';

test('He takes his data along, erases everything, finds nothing left in storage, and brings it back', async () => {
  const page = await come(on());
  const [before, list] = [await record(page), await order(page)];
  await openPanel(page);
  await openPart(page, 'data');
  assert.match(await part(page, 'data').textContent(), /5 things learned/);
  const file = await saved(page, 'export');
  assert.equal(file.name, 'overt.json');
  const whole = JSON.parse(file.text);
  assert.equal(whole.record, await stored(page), 'to the byte');
  assert.ok(whole.registry.purposes.length > 0);

  await press(page, 'ask');
  await assertIn(page, 'data', 'before.eraseAllSure');
  await press(page, 'keep');
  assert.equal(await stored(page), whole.record, 'asked, and kept');
  await press(page, 'ask');
  await press(page, 'erase');
  await page.waitForFunction(() => localStorage.getItem('overt') == null);
  await page.waitForTimeout(300);
  assert.deepEqual(await keys(page), [[], [], '']);
  await assertIn(page, 'data', 'data.checked');
  assert.deepEqual([await order(page), await badgeText(page)], [at.site, 'Not personalized']);

  await control(page, 'import').setInputFiles(file.path);
  await control(page, 'bring-back').waitFor();
  assert.match(await part(page, 'data').textContent(), /2 choices, 5 things learned, 1 [^.]*history/);
  assert.deepEqual(await keys(page), [[], [], ''], 'a file that was read is not stored yet');
  await press(page, 'bring-back');
  await page.waitForFunction(() => localStorage.getItem('overt') != null);
  await page.waitForTimeout(300);
  const after = await record(page);
  for (const field of ['mode', 'choices', 'dials', 'consents', 'learned', 'resets']) assert.deepEqual(after[field], before[field], field);
  assert.deepEqual([await order(page), await badgeText(page)], [list, 'Why these?']);
  assertQuiet(page);
});

test('He brings back a file that is none of ours, and is told so', async () => {
  const page = await come(on());
  const kept = await stored(page);
  await openPanel(page);
  await openPart(page, 'data');
  for (const buffer of [Buffer.from('{"record":'), Buffer.from('[]'), Buffer.from(JSON.stringify({ record: text(on()).replace('adventure', 'Adventure') })), Buffer.alloc(1000)]) {
    await control(page, 'import').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer });
    await control(page, 'keep').waitFor();
    await assertIn(page, 'data', 'after.notRead');
    assert.equal(await control(page, 'bring-back').count(), 0);
    await press(page, 'keep');
  }
  assert.equal(await stored(page), kept);
  assertQuiet(page);
});

test('He takes back his yes and keeps the receipt', async () => {
  const earlier = [{ at: NOW - 20 * DAY_MS, id: 'h0', actor: 'gesture', deed: 'off', scope: 'all', before: [] }];
  const record_ = on();
  record_.history.unshift(...earlier);
  const page = await come(record_);
  await openPanel(page);
  await openPart(page, 'given');
  assert.match(await part(page, 'given').textContent(), /“A list in your order” on Thursday 12 November\./);
  assert.match(await part(page, 'given').textContent(), /Shelves you opened, 3 things/);
  assert.match(await part(page, 'given').textContent(), /Books from shelves you open come sooner/);
  const yes = JSON.parse((await saved(page, 'receipts')).text);
  assert.equal(yes.receipts.length, 1);
  await press(page, 'off', 'purpose:content');
  assert.deepEqual(await settled(page), at.site);
  assert.equal((await record(page)).consents.flatMap(({ register }) => register.values).at(-1).is.status, 'withdrawn');
  await assertIn(page, 'given', 'given.withdrawn', { label: 'A list in your order', date: 'today' });
  assert.equal(await about(page, 'off', 'purpose:content').count(), 0, 'there is no yes left to take back');
  const receipt = await saved(page, 'receipts');
  assert.equal(receipt.name, 'overt-receipts.json');
  const { receipts, trouble } = JSON.parse(receipt.text);
  assert.equal(trouble, undefined);
  assert.deepEqual(receipts.map(({ purpose }) => purpose), ['content']);
  assert.match(JSON.stringify(receipts), /Withdrawn/i);
  assert.equal(receipt.text.includes((await record(page)).device + '"'), false, 'the name of the device is in none');
  assert.doesNotMatch(await lead(page), /Monday 2 November/, 'off since now, and not since he was off another time');
  assert.equal(await badgeText(page), 'Not personalized');
  await arrive(page);
  assert.deepEqual([await order(page), await badgeText(page)], [at.site, 'Not personalized']);
  assertQuiet(page);
});

test('She erases everything by a script of the site, and nothing is left of what the panel remembered', async () => {
  const page = await come(on());
  await openPanel(page);
  await openPart(page, 'history');
  await openPart(page, 'data');
  await page.evaluate(() => window.overt.eraseAll());
  await page.waitForTimeout(300);
  assert.deepEqual(await keys(page), [[], [], '']);
  assert.deepEqual(await order(page), at.site);
  assertQuiet(page);
});

test('He erases where the panel cannot be had, and nothing is left of what it remembered', async () => {
  const page = await come(on());
  await openPanel(page);
  await openPart(page, 'history');
  await page.route('**/overt/panel.js', route => route.fulfill({ status: 404, body: '' }));
  await arrive(page);
  await badge(page).click();
  await control(page, 'erase').click();
  await page.waitForTimeout(300);
  assert.deepEqual(await keys(page), [[], [], '']);
});
