// Journeys that a visitor takes, from beginning to end: what they see, what is stored, and how the list stands.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADVENTURE, about, arrive, assertIn, assertSaid, at, badgeText, close, come, deeds, keys, last, later, lead, open, part, pointerOver, record, said, sentence, settled, tab, titles } from './journey.mjs';
import { learned, on } from './records.mjs';
import { openPart, parts, press } from './scenes.mjs';
import { assertQuiet, glanceAtBooks, openPanel, order, readBooks, stored, tabTo } from './support.mjs';

test('She wants to know why, looks one level deeper each time, and the depth that she likes is there the next day', async () => {
  const page = await come(on());
  const [before, list] = [await record(page), await order(page)];
  assert.equal(await badgeText(page), 'Why these?');
  await openPanel(page);
  assert.match(await lead(page), /Adventure 5 times here today\.$/);
  assert.deepEqual(await open(page), [], 'the first screen is all there is at first');
  assert.equal((await keys(page))[0].includes('overt.view'), false, 'looking at it stores nothing');

  await openPart(page, 'moved');
  const moved = await part(page, 'moved').locator('li').count();
  const inPlace = list.filter((id, place) => at.site[place] == id).length;
  assert.equal(moved, list.length - inPlace, 'a line for each that moved');
  assert.match(await part(page, 'moved').locator('summary').textContent(), new RegExp(`\\b${moved}\\b`));

  await openPart(page, 'learned');
  assert.match(await part(page, 'learned').textContent(), /Adventure 5 times here today\./);
  assert.match(await part(page, 'learned').textContent(), /Science-Fiction & Fantasy here on (Friday )?13 November/);

  await openPart(page, 'everything');
  const raw = JSON.parse(await part(page, 'everything').locator('pre').textContent());
  assert.deepEqual(raw.map(({ allow, rule }) => allow == (rule == 'allow')), Array(5).fill(true), 'five things learned, five decisions');

  await page.close();
  const next = await tab(page.context());
  await later(next, 1);
  await arrive(next);
  await openPanel(next);
  assert.deepEqual(await open(next), ['moved', 'everything', 'learned']);
  assert.match(await lead(next), /yesterday/);
  await openPart(next, 'moved');
  await part(next, 'everything').locator('> summary').click();
  await close(next);
  await arrive(next);
  await openPanel(next);
  assert.deepEqual(await open(next), ['moved', 'learned'], 'and what she closed stays closed');
  const after = await record(next);
  for (const field of ['mode', 'choices', 'dials', 'consents', 'learned', 'resets', 'history']) assert.deepEqual(after[field], before[field], `${field}: reading changes nothing`);
  assert.equal((await keys(next))[0].filter(key => !['overt', 'overt.log', 'overt.view'].includes(key)).length, 0);
  assertQuiet(next);
});

test('He turns one shelf down, sees the list follow while he holds the dial, and lets go', async () => {
  const page = await come(on());
  const [before, kept] = [await order(page), await stored(page)];
  await openPanel(page);
  await openPart(page, 'learned');
  const dial = about(page, 'dial', ADVENTURE);
  assert.deepEqual([await dial.inputValue(), await dial.getAttribute('aria-valuetext')], ['2', 'Normal']);
  const move = await pointerOver(page, dial);
  await move(2);
  await page.mouse.down();
  const shown = [];
  for (const stop of [1, 0]) {
    await move(stop);
    assert.equal(await dial.inputValue(), String(stop));
    shown.push(await order(page));
    assert.equal(await stored(page), kept, 'held is not stored');
  }
  assert.notDeepEqual(shown[0], before, 'less of it is another list');
  assert.notDeepEqual(shown[1], shown[0], 'none of it is another again');
  // Back to less, and only then does he let go.
  await move(1);
  await page.mouse.up();
  await page.waitForFunction(() => JSON.parse(localStorage.getItem('overt')).dials.length === 1);
  assert.deepEqual(await settled(page), shown[0], 'the list is the one that was shown while he held it');
  await assertSaid(page, 'after.dialed', { label: 'Adventure', stop: 'Less' });
  assert.deepEqual([await dial.inputValue(), await dial.getAttribute('aria-valuetext')], ['1', 'Less']);
  const { deed, scope, from, to } = await last(page);
  assert.deepEqual([deed, scope, from, to], ['dial', ADVENTURE, 'normal', 'less']);
  assert.deepEqual((await deeds(page)).length, 2, 'one act, however often he moved it');
  await arrive(page);
  assert.deepEqual(await order(page), shown[0], 'after a reload');
  assertQuiet(page);
});

test('He holds a dial, changes his mind, and nothing has happened', async () => {
  const page = await come(on());
  const [before, kept] = [await order(page), await stored(page)];
  await openPanel(page);
  await openPart(page, 'learned');
  const dial = about(page, 'dial', ADVENTURE);
  const move = await pointerOver(page, dial);
  await move(2);
  await page.mouse.down();
  await move(0);
  assert.notDeepEqual(await order(page), before);
  await move(2);
  await page.mouse.up();
  assert.deepEqual(await order(page), before);
  await close(page);
  assert.deepEqual([await order(page), await stored(page)], [before, kept]);
  assertQuiet(page);
});

test('She is shopping for someone else: this visit is left out, and the next one counts again', async () => {
  const page = await come(on({ likes: [learned('viewed.shelf', 'adventure', 'Adventure', 5, 1)] }));
  const personal = await order(page);
  await readBooks(page, at.shop, 'poetry', 2);
  await arrive(page);
  const mixed = await order(page);
  assert.notDeepEqual(mixed, personal, 'the poems already count');

  await openPanel(page);
  await openPart(page, 'visit');
  await assertIn(page, 'visit', 'visit.about');
  await press(page, 'exclude-visit');
  await settled(page);
  await assertSaid(page, 'after.visitOut');
  await assertIn(page, 'visit', 'visit.out');
  assert.deepEqual(await order(page), at.site);
  const visitId = await page.evaluate(() => sessionStorage.getItem('overt.visit'));
  assert.ok((await record(page)).choices.some(({ about }) => about == `visit:${visitId}`), 'the visit, by name');
  assert.notEqual(await lead(page), await sentence('lead.pausedOpen'), 'it ends with the tab, and not only when she says so');

  const before = (await record(page)).learned;
  await glanceAtBooks(page, at.shop, 'romance', 2);
  assert.deepEqual((await record(page)).learned, before, 'nothing of this visit is learned');
  await arrive(page);
  assert.deepEqual(await order(page), at.site, 'on every page of it');

  const context = page.context();
  await page.close();
  const next = await tab(context);
  assert.equal(await badgeText(next), 'Why these?');
  assert.deepEqual(await next.evaluate(() => sessionStorage.length), 0, 'a visit of its own');
  const now = await order(next);
  assert.deepEqual(now, personal, 'as before this day');
  await readBooks(next, at.shop, 'humour', 1);
  assert.ok((await record(next)).learned.some(({ value }) => value == 'humour'), 'and what she opens counts');
  assertQuiet(next);
});

test('She says that is not me, and undoes it in the history three days later', async () => {
  const page = await come(on());
  const before = await order(page);
  await openPanel(page);
  await openPart(page, 'learned');
  await press(page, 'not-me', ADVENTURE);
  const without = await settled(page);
  assert.notDeepEqual(without, before);
  await assertSaid(page, 'after.notMe', { label: 'Adventure' });
  const choice = (await record(page)).choices.find(({ about }) => about == ADVENTURE);
  assert.deepEqual([choice.register.values[0].is.state, choice.register.values[0].is.kind], ['off', 'notMe']);
  assert.doesNotMatch(await lead(page), /Adventure/);
  const count = () => record(page).then(({ learned }) => JSON.stringify(learned.find(({ value, signal }) => signal == 'viewed.shelf' && value == 'adventure')));
  const evidence = await count();
  await glanceAtBooks(page, at.shop, 'adventure', 1);
  assert.equal(await count(), evidence, 'not learned any more');

  await later(page, 3);
  await arrive(page);
  assert.equal(/Adventure/.test(await page.evaluate(async () => JSON.stringify(await window.overt.explain('for-you')))), false);
  await openPanel(page);
  await openPart(page, 'history');
  const entry = part(page, 'history').locator('li').filter({ hasText: await sentence('history.notMe', { label: 'Adventure' }) });
  assert.match(await entry.textContent(), /22 Nov/);
  await page.waitForTimeout(400);
  await entry.locator('[data-overt-control=undo]').click();
  await page.waitForFunction(() => JSON.parse(localStorage.getItem('overt')).history.at(-1).deed != 'turnOff');
  await settled(page);
  await assertSaid(page, 'after.turnedOn', { label: 'Adventure' });
  assert.equal(await entry.locator('[data-overt-control=undo]').count(), 0, 'it is undone already');
  const stranger = await come(on());
  await later(stranger, 3);
  await arrive(stranger);
  const expected = new Set((await stranger.evaluate(() => window.overt.explain('for-you'))).reasons.map(({ value }) => value));
  assert.ok(expected.has('adventure'));
  assert.ok((await page.evaluate(() => window.overt.explain('for-you'))).reasons.some(({ value }) => value == 'adventure'), 'it counts again');
  assertQuiet(page);
});

test('He turns everything off in one press and the shop looks as it does to a stranger', async () => {
  const [page, stranger] = [await come(on()), await come(null)];
  assert.notDeepEqual(await order(page), at.site);
  await openPanel(page);
  await press(page, 'off', 'all');
  assert.deepEqual(await settled(page), at.site);
  await assertSaid(page, 'after.off');
  await close(page);
  const mode = (await record(page)).mode.values.map(({ is }) => is);
  assert.deepEqual(mode, [{ onlyAllowed: [] }]);
  for (const path of ['', 'shelves/adventure/']) {
    const seen = [];
    for (const visitor of [page, stranger]) {
      await arrive(visitor, path);
      const html = await visitor.locator('body').evaluate(body => {
        const copy = body.cloneNode(true);
        copy.querySelectorAll('overt-panel').forEach(panel => panel.remove());
        return copy.innerHTML;
      });
      const profile = await visitor.evaluate(async () => JSON.stringify(await window.overt.profile({ purpose: 'content', slot: 'for-you' })));
      await visitor.mouse.move(1, 1);
      seen.push({ html, profile, badges: await visitor.locator('overt-slot button[part=badge]').allTextContents(), picture: (await visitor.screenshot()).toString('base64') });
    }
    assert.deepEqual(seen[0].badges, seen[1].badges);
    assert.equal(seen[0].profile, seen[1].profile);
    assert.ok(seen[0].html == seen[1].html, `${path}: the same page`);
    assert.ok(seen[0].picture == seen[1].picture, `${path}: the same picture`);
  }
  const before = (await record(page)).learned;
  await glanceAtBooks(page, at.shop, 'romance', 1);
  assert.deepEqual((await record(page)).learned, before, 'and learns nothing');
  assertQuiet(page);
});

test('She chooses Balanced, sees before what it would change, and changes one of its choices back', async () => {
  const page = await come(on());
  const before = await order(page);
  await openPanel(page);
  await openPart(page, 'ways');
  const way = part(page, 'ways').locator('li').filter({ hasText: 'Balanced' });
  const foreseen = (await way.locator('p').allTextContents()).slice(-2).sort();
  assert.deepEqual(foreseen, await Promise.all(['Authors you opened', 'Shelves you opened'].map(label => sentence('ways.off', { label }))));
  const careful = part(page, 'ways').locator('li').filter({ hasText: 'Careful' });
  assert.ok((await careful.textContent()).includes(await sentence('before.stanceSame')), 'what changes nothing is not offered');
  assert.equal(await careful.locator('button').count(), 0);

  await press(page, 'stance', 'balanced');
  const balanced = await settled(page);
  assert.notDeepEqual(balanced, before);
  await assertSaid(page, 'after.stance', { label: 'Balanced' });
  const off = (await record(page)).choices.filter(({ register }) => register.values.some(({ is }) => is.state == 'off')).map(({ about }) => about).sort();
  assert.deepEqual(off, ['signal:viewed.author', 'signal:viewed.shelf'], 'as was foreseen, and nothing else');
  assert.deepEqual((await deeds(page)).slice(1), [['turnOff', 'gesture'], ['turnOff', 'gesture']]);
  const reasons = async () => [...new Set((await page.evaluate(() => window.overt.explain('for-you'))).reasons.map(({ signal }) => signal))].sort();
  assert.deepEqual(await reasons(), ['bought.shelf']);
  assert.ok((await way.textContent()).includes(await sentence('before.stanceSame')));

  await openPart(page, 'parts');
  await press(page, 'on', 'signal:viewed.shelf');
  await settled(page);
  assert.deepEqual((await deeds(page)).at(-1)[1], 'gesture');
  assert.deepEqual(await reasons(), ['bought.shelf', 'viewed.shelf']);
  await openPart(page, 'history');
  const entry = part(page, 'history').locator('li[data-overt-deed=turnOff]').filter({ hasText: 'Authors you opened' });
  await page.waitForTimeout(400);
  await entry.locator('[data-overt-control=undo]').click();
  assert.deepEqual(await settled(page), before, 'with the second back as well, the list is what it was');
  assertQuiet(page);
});

test('He asks for something different and sees which books are not about him', async () => {
  const page = await come(on());
  const before = await order(page);
  await openPanel(page);
  await openPart(page, 'moved');
  assert.doesNotMatch(await part(page, 'moved').textContent(), /not based on you/);
  await openPart(page, 'ways');
  await press(page, 'more', 'all');
  const little = await settled(page);
  await assertSaid(page, 'after.varied', { share: '1 place in 10' });
  await press(page, 'more', 'all');
  await press(page, 'more', 'all');
  assert.ok(await about(page, 'more', 'all').isDisabled(), 'the last stop');
  const much = await settled(page);
  assert.equal((await record(page)).variety.values[0].is, 'much');
  assert.notDeepEqual(little, before);
  assert.notDeepEqual(much, little);
  // Three places in ten, spread evenly, whether what stands there has moved up or down for it.
  const lines = await part(page, 'moved').locator('li').allTextContents();
  const named = lines.filter(line => line.includes('not based on you'));
  const names = await titles(page, 30);
  const varied = names.filter(name => named.some(line => line.startsWith(`${name.slice(0, 80)}: `)));
  assert.ok(varied.length >= 7, `${varied.length} of the first thirty are said to be for variety`);
  for (const name of varied) {
    const { reasons } = await page.evaluate(id => window.overt.explain('for-you', id), much[names.indexOf(name)]);
    assert.deepEqual(reasons, [], `${name} has no reason that is about him`);
  }
  assert.equal(await about(page, 'variety', 'all').getAttribute('aria-valuetext'), '3 places in 10');
  for (let step = 0; step < 3; step++) await press(page, 'less', 'all');
  assert.deepEqual(await settled(page), before, 'none of it is the list that was');
  assertQuiet(page);
});

test('She compares the list with and without one reason and gets exactly the list that was shown', async () => {
  const page = await come(on());
  const kept = await stored(page);
  await openPanel(page);
  await openPart(page, 'without');
  await press(page, 'compare', ADVENTURE);
  const side = place => part(page, 'without').locator('.side').nth(place).locator('li').allTextContents();
  const [withIt, withoutIt] = [await side(0), await side(1)];
  assert.ok(withIt.length >= 8);
  assert.deepEqual(withIt, await titles(page, withIt.length), 'with it: the list as it stands');
  assert.notDeepEqual(withoutIt, withIt);
  assert.equal(await stored(page), kept, 'comparing stores nothing');
  assert.equal(await about(page, 'compare', ADVENTURE).getAttribute('aria-expanded'), 'true');
  await press(page, 'stop', ADVENTURE);
  await settled(page);
  assert.deepEqual(await titles(page, withoutIt.length), withoutIt, 'the list that was shown');
  await assertSaid(page, 'after.stopped', { label: 'Adventure' });
  assert.deepEqual((await record(page)).dials.map(({ about, register }) => [about, register.values[0].is]), [[ADVENTURE, 'off']]);

  await press(page, 'compare', 'all');
  const all = await side(1);
  await press(page, 'off', 'all');
  await settled(page);
  assert.deepEqual(await titles(page, all.length), all, 'without anything about her: the site\'s own order');
  assert.deepEqual(await order(page), at.site);
  assertQuiet(page);
});

for (const [language, lang, dir] of [['Arabic', 'ar', 'rtl'], ['German', 'de', 'ltr']]) {
  test(`He reads the panel in ${language}, by keyboard alone`, async () => {
    const spoken = JSON.parse(await (await fetch(`${at.origin}/overt/${lang}.json`)).text());
    const page = await come(on(), { lang, dir });
    assert.equal(await badgeText(page), spoken.badge.why);
    const before = await order(page);
    await tabTo(page, ({ part }) => part == 'badge');
    await page.keyboard.press('Enter');
    await page.locator('overt-panel [data-overt-focus]').waitFor({ state: 'visible' });
    await page.waitForTimeout(400);
    assert.deepEqual(await page.locator('overt-panel .sheet').evaluate(sheet => [sheet.lang, getComputedStyle(sheet).direction]), [lang, dir]);
    const path = url => new URL(url).pathname;
    assert.deepEqual(page.seen.requests.map(path).filter(path => /\/overt\/[^/]*\.json$/.test(path)).sort(), [`/overt/${lang}.badge.json`, `/overt/${lang}.json`]);

    const opened = await parts(page);
    for (const name of opened) {
      await tabTo(page, ({ tag, opens }) => tag == 'SUMMARY' && opens == name);
      await page.keyboard.press('Enter');
      assert.ok((await open(page)).includes(name), `${name} opens`);
    }
    const latin = /\b(you|your|the|because|opened|places?|nothing|here|this|stored|list)\b/i;
    const ours = await page.locator('overt-panel').evaluate(panel => {
      const root = panel.shadowRoot;
      return [...root.querySelectorAll('h2, h3.group, h4, summary, button, option, .source, .said')].map(element => element.textContent.trim());
    });
    const english = JSON.parse(await (await fetch(`${at.origin}/overt/en.json`)).text());
    const flat = words => Object.values(words).flatMap(value => typeof value == 'string' ? value : flat(value));
    const same = new Set(flat(spoken).filter(word => flat(english).includes(word)));
    assert.deepEqual(ours.filter(text => latin.test(text) && !same.has(text) && !/Shelves|Authors/.test(text)), [], 'nothing of ours is left in English');

    await tabTo(page, ({ control, scope }) => control == 'dial' && scope == ADVENTURE);
    // Less is towards the beginning of the line: the other arrow, from right to left.
    await page.keyboard.press(dir == 'rtl' ? 'ArrowRight' : 'ArrowLeft');
    await page.waitForFunction(() => JSON.parse(localStorage.getItem('overt')).dials[0]?.register.values[0].is == 'less');
    await page.waitForTimeout(200);
    assert.notDeepEqual(await order(page), before);
    assert.equal(await about(page, 'dial', ADVENTURE).getAttribute('aria-valuetext'), spoken.named.dial.less);
    assert.deepEqual(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.dataset.overtControl), 'dial', 'the focus stays');
    await tabTo(page, ({ control, scope }) => control == 'off' && scope == 'all');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => JSON.parse(localStorage.getItem('overt')).history.at(-1).deed == 'off');
    await page.waitForTimeout(200);
    assert.deepEqual(await order(page), at.site);
    await close(page);
    assert.equal(await badgeText(page), spoken.badge.off);
    assert.equal(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('part')), 'badge');
    assertQuiet(page);
  });
}

test('She pauses for a day and another tab follows; for this visit, and the other tab stays as it is', async () => {
  const page = await come(on());
  const personal = await order(page);
  const other = await tab(page.context());
  const span = page.locator('overt-panel select.span').first();
  await openPanel(page);
  await press(page, 'pause');
  assert.deepEqual(await settled(page), at.site);
  await other.waitForFunction(() => /^Paused until/.test(document.querySelector('overt-slot').shadowRoot.querySelector('button').textContent), null, { timeout: 2000 });
  assert.deepEqual(await order(other), at.site);
  await press(page, 'resume');
  assert.deepEqual(await settled(page), personal);
  await other.waitForFunction(() => document.querySelector('overt-slot').shadowRoot.querySelector('button').textContent == 'Why these?', null, { timeout: 2000 });
  assert.deepEqual(await order(other), personal);

  await span.selectOption('visit');
  await press(page, 'pause');
  assert.deepEqual(await settled(page), at.site);
  await assertSaid(page, 'after.pausedVisit');
  assert.notEqual(await lead(page), await sentence('lead.pausedOpen'), 'it ends with the tab, and not only when she says so');
  await other.waitForTimeout(500);
  assert.deepEqual([await order(other), await badgeText(other)], [personal, 'Why these?']);
  await readBooks(other, at.shop, 'poetry', 1);
  await arrive(page);
  assert.deepEqual(await order(page), at.site, 'it stays paused where she paused it');
  assert.ok((await record(page)).choices.some(({ about }) => about.startsWith('visit:')));
  await openPanel(page);
  await press(page, 'resume');
  await settled(page);
  assert.equal(await badgeText(page), 'Why these?');
  for (const visitor of [page, other]) assertQuiet(visitor);
});

test('He follows a link to one part, from another page and on this one', async () => {
  const page = await come(on());
  await page.goto(`${at.shop}#overt=history`);
  await page.locator('overt-panel [data-overt-focus]').waitFor({ state: 'visible' });
  assert.deepEqual(await open(page), ['history']);
  await close(page);
  await page.evaluate(() => { location.hash = '#overt=data'; });
  await page.locator('overt-panel [data-overt-focus]').waitFor({ state: 'visible' });
  assert.ok((await open(page)).includes('data'));
  await assertIn(page, 'data', 'data.heading');
  assertQuiet(page);
});
