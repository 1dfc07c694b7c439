// The kit passes where it should: on every honest fixture site, on the bookshop, and on the dishonest site while it tells no lie.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { canary, effortParity, expectEffect, expectNoPunishment, expectPersistent } from '../../kit/overt-test.js';
import { launch, launchWithoutStorage, serve, visit as newVisitor, assertQuiet } from '../embed/support.mjs';

const at = {};
before(async () => Object.assign(at, { server: await serve(), browser: await launch() }));
after(async () => {
  await at.browser?.close();
  at.server?.close();
});

/** Every honest site, with what its owner tells the kit of it. With every change the kit is tried on three of them, and on all where no effort is spared. */
const ALL_SITES = {
  'bookshop': { path: 'demo/bookshop/' },
  'news': { path: 'fixtures/news/', lists: ['#briefing'] },
  'support': { path: 'fixtures/support/' },
  'single-page': { path: 'fixtures/single-page/', fromServer: [] },
  'strict': { path: 'fixtures/strict/' },
  'right-to-left': { path: 'fixtures/right-to-left/' },
  'no-storage': { path: 'fixtures/no-storage/' },
  'dishonest, without its lies': { path: 'fixtures/dishonest/?lies=none', purposes: { goods: ['collect.json'] } }
};

const EVERYDAY = ['bookshop', 'single-page', 'dishonest, without its lies'];
const SITES = Object.fromEntries(Object.entries(ALL_SITES).filter(([name]) => process.env.OVERT_EFFORT == 'full' || EVERYDAY.includes(name)));

/** A visitor of whom nothing is known; small and still, so that the suite stays quick. */
const newContext = (given = {}) => at.browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', viewport: { width: 900, height: 600 }, ...given });

/** A visitor of their own, whose page the check may use as it likes. */
async function withPage(check) {
  const context = await newContext();
  try {
    return await check(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

describe('on an honest site every check passes', { concurrency: 3 }, () => {
  for (const [name, { path, fromServer = ['server'], ...told }] of Object.entries(SITES)) {
    const options = () => ({ visit: page => page.goto(`${at.server.origin}/${path}`), newContext, ...told });

    test(`${name}: no punishment`, () => withPage(async page => {
      assert.deepEqual(await expectNoPunishment(page, options()), { compared: [...fromServer, 'new', 'on', 'paused', 'off'] });
    }));

    test(`${name}: a no persists`, () => withPage(async (_, context) => {
      const { looked } = await expectPersistent(context, { ...options(), days: [179] });
      assert.deepEqual(looked, ['after a reload', 'after going away and back', 'in a new tab', '179 days later']);
    }));

    test(`${name}: a stop has its effect`, () => withPage(async page => {
      const { stopped } = await expectEffect(page, options());
      assert.equal(stopped.length, 1, `${stopped}`);
    }));

    test(`${name}: off takes no more than on`, () => withPage(async page => {
      const { compared, presses } = await effortParity(page, options());
      assert.ok(compared >= 2, `${compared} pairs`);
      assert.deepEqual(presses, { off: 1, on: 1 });
    }));

    test(`${name}: a canary leaves no trace`, () => withPage(async page => {
      const { planted, item } = await canary(page, options());
      assert.match(planted, /^canary/);
      assert.ok(item);
    }));
  }
});

describe('other stops have their effect as well', { concurrency: 3 }, () => {
  const visit = page => page.goto(`${at.server.origin}/fixtures/support/`);

  test('a pause stops every purpose', () => withPage(async page => {
    assert.deepEqual(await expectEffect(page, { visit, newContext, act: 'pause' }), { stopped: ['help'] });
  }));

  test('a fresh start stops no purpose, and nothing of what was learned is left', () => withPage(async page => {
    assert.deepEqual(await expectEffect(page, { visit, newContext, act: 'reset' }), { stopped: [] });
  }));

  test('one signal that is stopped is cited no more', () => withPage(async page => {
    const learn = page => page.evaluate(async () => {
      for (const [signal, value, label] of [['told.role', 'installer', 'Installers'], ['opened.product', 'lamp', 'Lamp']]) for (let again = 0; again < 3; again++) await window.overt.observe(signal, value, label);
    });
    const act = page => page.evaluate(() => window.overt.pause('signal:told.role'));
    assert.deepEqual(await expectEffect(page, { visit, newContext, learn, act }), { stopped: [] });
  }));
});

/** In one context, and quietly: nothing thrown, nothing refused by the policy. */
async function quietly(path, check) {
  const page = await newVisitor(at.browser);
  await page.goto(`${at.server.origin}/fixtures/${path}`);
  await page.evaluate(() => window.overt.ready());
  await check(page);
  assertQuiet(page);
  await page.context().close();
}

const itemsOf = (page, name) => page.locator(`overt-slot[name=${name}]`).evaluate(slot => [...slot.children].map(item => item.dataset.overtItem));

test('with storage refused a page is the same as without scripts, and the kit says whom it compared', async () => {
  const context = await launchWithoutStorage();
  try {
    const page = await newVisitor(null, { context });
    const visit = page => page.goto(`${at.server.origin}/fixtures/no-storage/`);
    await visit(page);
    assert.match(await page.locator('#kept').textContent(), /keeps nothing/);
    const options = { visit, newContext: given => context.browser().newContext(given) };
    assert.deepEqual(await expectNoPunishment(page, options), { compared: ['server', 'new'] });
    assertQuiet(page);
  } finally {
    await context.close();
  }
});

test('names that are full of markup are text, in the list and in the panel', () => quietly('strict/', async page => {
  await page.evaluate(() => window.overt.open('overview'));
  await page.locator('overt-panel [data-overt-focus]').waitFor();
  const { headings, inPanel, struck } = await page.evaluate(() => {
    const root = document.querySelector('overt-panel').shadowRoot;
    return { headings: [...document.querySelectorAll('overt-slot h3')].map(h3 => h3.textContent), inPanel: root.textContent, struck: [...document.images, ...root.querySelectorAll('img, svg[onload], script')].length };
  });
  assert.ok(headings.includes('Chisel <img src=x onerror=strike()>'));
  assert.ok(inPanel.includes('<script>strike()</script>'), inPanel);
  assert.equal(struck, 0);
}));

test('in an app the lists follow what was learned wherever they are put, and go back when it is off', () => quietly('single-page/', async page => {
  const site = await itemsOf(page, 'picks');
  await page.evaluate(() => window.overt.open('overview'));
  await page.waitForTimeout(600);
  await page.locator('overt-panel [data-overt-control=on]').first().click();
  await page.waitForFunction(() => localStorage.getItem('overt')?.includes('"given"'));
  await page.keyboard.press('Escape');
  for (let again = 0; again < 3; again++) {
    // The gate follows the panel; what is seen before it is there is not learned.
    await page.waitForFunction(() => window.overt.observe('opened.genre', 'piano', 'Piano').then(({ learned }) => learned), null, { timeout: 30_000 });
  }
  await page.locator('a[href="?view=genre-jazz"]').first().click();
  assert.equal((await itemsOf(page, 'genre')).length, 12);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('overt-slot[name=picks]')?.children[0].dataset.overtItem == 'r4', null, { timeout: 30_000 });
  await page.getByRole('button', { name: 'Keep the picks beside' }).click();
  await page.locator('#aside overt-slot').waitFor();
  await page.evaluate(() => window.overt.refresh());
  assert.equal((await itemsOf(page, 'picks'))[0], 'r4', 'beside');
  await page.evaluate(() => window.overt.optOut());
  assert.deepEqual(await itemsOf(page, 'picks'), site, 'off');
  await page.getByRole('button', { name: 'Add the new ones' }).click();
  assert.deepEqual(await itemsOf(page, 'picks'), [...site, 'r13', 'r14'], 'what is new follows');
}));
