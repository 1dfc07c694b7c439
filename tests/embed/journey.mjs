// What journeys through the panel share: a visitor of whom something is stored, their tabs, and what can be read of the page, the panel and the storage.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { DAY_MS, NOW, text } from './records.mjs';
import { press } from './scenes.mjs';
import { atTheBookshop, badge, order, patient, stored, visit } from './support.mjs';

export const at = atTheBookshop();
export const ADVENTURE = 'value:viewed.shelf=adventure';

/** A sentence of the English file, its gaps filled: which words they are is not what a journey is about. */
export async function sentence(key, gaps = {}) {
  const words = JSON.parse(await (await fetch(`${at.origin}/overt/en.json`)).text());
  return key.split('.').reduce((at, name) => at[name], words).replace(/\{(\w+)\}/g, (_, name) => gaps[name]);
}

export const part = (page, name) => page.locator(`overt-panel details[data-overt-part="${name}"]`);
export const said = page => page.locator('overt-panel [role=status]').textContent();
export const lead = page => page.locator('overt-panel .lead').textContent();

export async function assertSaid(page, key, gaps) {
  assert.equal(await said(page), await sentence(key, gaps));
}

/** That a part has this sentence. */
export async function assertIn(page, name, key, gaps) {
  const [text, wanted] = [await part(page, name).textContent(), await sentence(key, gaps)];
  assert.ok(text.includes(wanted), `"${wanted}" in ${name}: ${text}`);
}

/** Waits for the list to be there, with the badge that goes with it. */
export async function arrive(page, path = '') {
  await page.goto(at.shop + path);
  await page.evaluate(() => window.overt.ready());
  return page;
}

/** A tab of a visitor: in a context there is already, it is one more of theirs, and a session of its own. */
export async function tab(context) {
  const page = await visit(null, { context });
  await patient(page);
  return arrive(page);
}

/** Moves the clock of every page that is opened from now on. It goes on: acts of one millisecond have no order. */
export const moveClock = (context, milliseconds) => context.addInitScript(milliseconds => {
  const Before = Date;
  window.Date = class extends Before {
    constructor(...values) {
      super(...values.length ? values : [window.Date.now()]);
    }
    static now() {
      return Before.now() + milliseconds;
    }
  };
}, milliseconds);

/** A visitor of whom this is stored, on the morning of 22 November 2026; a stranger, where nothing is. */
export async function come(record, { lang, dir = 'ltr', ...options } = {}) {
  const localStorage = record ? [{ name: 'overt', value: text(record) }] : [];
  const context = await at.browser.newContext({
    locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce', acceptDownloads: true, storageState: { cookies: [], origins: [{ origin: at.origin, localStorage }] }, ...options
  });
  await moveClock(context, NOW - Date.now());
  if (lang) {
    await context.route('**/demo/bookshop/', async route => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('<html lang="en" dir="ltr">', `<html lang="${lang}" dir="${dir}">`) });
    });
  }
  return tab(context);
}

export const later = (page, days) => moveClock(page.context(), days * DAY_MS);
export const record = async page => JSON.parse(await stored(page));
export const deeds = async page => (await record(page)).history.map(({ deed, actor }) => [deed, actor]);
export const last = async page => (await record(page)).history.at(-1);
export const keys = page => page.evaluate(() => [Object.keys(localStorage).sort(), Object.keys(sessionStorage).sort(), document.cookie]);
export const open = page => page.locator('overt-panel details[data-overt-part][open]').evaluateAll(all => all.map(details => details.dataset.overtPart));
export const badgeText = page => badge(page).textContent();
export const titles = (page, count = Infinity) => page.locator('overt-slot > [data-overt-item] h3').allTextContents().then(all => all.slice(0, count).map(title => title.trim()));

/** The list after what was done, once the page has said that it stands so. */
export async function settled(page) {
  await page.locator('overt-panel .effect').filter({ hasText: 'Done on this page' }).waitFor();
  return order(page);
}

/** The one that is about this, of several controls of a name. */
export const about = (page, name, scope) => page.locator(`overt-panel [data-overt-control="${name}"][data-overt-scope="${scope}"]`);

/** Moves the pointer to the stops of a slider: the thumb is 16 px wide, and its middle is where the stop is. */
export async function pointerOver(page, slider) {
  await slider.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await slider.boundingBox();
  const last = Number(await slider.getAttribute('max'));
  return stop => page.mouse.move(x + 8 + (width - 16) * stop / last, y + height / 2, { steps: 4 });
}

export async function close(page) {
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('overt-panel').hidden);
}

/** What a press saves on the device. */
export async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, name)]);
  return { name: download.suggestedFilename(), path: await download.path(), text: await readFile(await download.path(), 'utf8') };
}
