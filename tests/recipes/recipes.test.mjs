// Each recipe as a person would copy it: built by its framework, served under the strictest policy, and clicked.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { assertQuiet, control, launch, serve, stored, words } from '../embed/support.mjs';
import { badge, build, open, recipes, run, turnOn, visitor, workshop } from './workshop.mjs';

const SITE = ['pride-and-prejudice', 'leaves-of-grass', 'the-moonstone', 'treasure-island', 'jane-eyre', 'moby-dick'];
const ADVENTURE = ['treasure-island', 'moby-dick'];
const SHORT = ['leaves-of-grass', 'treasure-island'];
const MORE = ['the-waste-land', 'kidnapped'];
const SHELF = { 'pride-and-prejudice': 'romance', 'leaves-of-grass': 'poetry', 'the-moonstone': 'mystery', 'jane-eyre': 'romance', 'the-waste-land': 'poetry' };

const at = {};
before(async () => {
  Object.assign(at, { workshop: workshop(), browser: await launch() });
});
after(async () => {
  await at.browser?.close();
  at.workshop?.close();
});

/** Waits until the list stands so, and says how it stands where it never does. */
async function stands(page, wanted, when) {
  const shown = () => [...document.querySelectorAll('overt-slot > [data-overt-item]:not([hidden])')].map(item => item.dataset.overtItem);
  await page.waitForFunction(`(${shown})().join() === '${wanted.join()}'`).catch(() => {});
  assert.deepEqual(await page.evaluate(shown), wanted, when);
}

/** Waits until the list stands in the visitor's order of what the site shows now, as the rules themselves give it. */
async function follows(page, site, when, shown = site) {
  const candidates = site.map(id => ({ id, features: `shelf:${SHELF[id] ?? 'adventure'}` }));
  const wanted = await page.evaluate(async list => (await window.overt.rank('for-you', list)).map(({ id }) => id), candidates);
  assert.notDeepEqual(wanted, site, `${when}: the rules have something to say`);
  await stands(page, wanted.filter(id => shown.includes(id)), when);
}

/** Opens a book, waits until that is learned, and goes back. */
async function read(page, id) {
  const before = await stored(page);
  await page.locator(`[data-overt-item=${id}] h3 > *`).click();
  await page.getByText('Back to the list').waitFor();
  await page.waitForFunction(text => localStorage.getItem('overt') !== text, before);
  await page.getByText('Back to the list').click();
  await page.locator('overt-slot').waitFor();
}

const because = (page, id) => page.locator(`[data-overt-item=${id}] .because`);
const short = page => page.getByLabel('Only short books');

// Where the server makes the list, what does not fit a filter is hidden; a framework takes it away.
for (const { name, hides } of [{ name: 'react' }, { name: 'vue' }, { name: 'svelte' }, { name: 'astro', hides: true }]) {
  test(`${name}: the list follows the visitor, stays whole while the framework renders again, and is the site's own when it is off`, async () => {
    const server = await serve(await build(at.workshop.copy(name)));
    try {
      const page = await visitor(at.browser, server.origin);
      await stands(page, SITE, 'a new visitor sees the order of the site');
      assert.equal(await badge(page).textContent(), 'Not personalized');

      await turnOn(page);
      await page.keyboard.press('Escape');
      for (const id of [...ADVENTURE, ...ADVENTURE]) await read(page, id);
      await follows(page, SITE, 'the order follows what was opened');
      await page.reload();
      await follows(page, SITE, 'it does for who comes back');
      await because(page, 'moby-dick').getByText('Because of Adventure').waitFor();
      assert.equal(await because(page, 'jane-eyre').textContent(), '', 'what is not about the visitor has no reason');

      await page.getByText('Show more').click();
      await follows(page, [...SITE, ...MORE], 'what is added is in its place');
      await short(page).check();
      const few = [...SHORT, ...MORE];
      await follows(page, hides ? [...SITE, ...MORE] : few, 'what is left over is in its place', few);
      await short(page).uncheck();
      await follows(page, [...SITE, ...MORE], 'what comes back in the middle is in its place');
      await page.getByLabel('Remove Moby Dick').click();
      const left = [...SITE, ...MORE].filter(id => id !== 'moby-dick');
      await follows(page, left, 'what is removed is gone');
      await because(page, 'kidnapped').getByText('Because of Adventure').waitFor();

      await open(page);
      assert.match(await words(page), /Adventure/, 'the panel gives the reason');
      await control(page, 'off').first().click();
      await stands(page, left, 'off, the list is the site\'s own, with what was added and without what was removed');
      await page.waitForFunction(() => [...document.querySelectorAll('.because')].every(one => one.textContent === ''));
      assertQuiet(page);
      assert.deepEqual(page.seen.warnings, [], 'warnings in the console');
      await page.context().close();
    } finally {
      server.close();
    }
  });
}

test('the recipes share their books, their configuration and what they ask of Overt, and lint has nothing to say', () => {
  const files = fs.readdirSync(recipes, { recursive: true }).filter(file => !/node_modules|dist/.test(file));
  for (const [name, count] of [['books.ts', 6], ['overt.ts', 6], ['overt.json', 7]]) {
    const found = files.filter(file => path.basename(file) === name);
    assert.equal(found.length, count, `${name} is in ${found}`);
    assert.equal(new Set(found.map(file => fs.readFileSync(path.join(recipes, file), 'utf8'))).size, 1, `${name} is the same in all`);
  }
  execFileSync(process.env.OVERT_COMMAND, ['lint', path.join(recipes, 'react/public/overt.json')]);
});

test('react: its types hold, with those of the package', () => run(at.workshop.copy('react'), 'check'));
