// The main job as a visitor does it, in every engine, by one script over WebDriver; what only one browser can be asked is tested in tests/embed.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { onShelf, serve, siteOrder } from '../embed/support.mjs';
import { engines, start } from './drivers.mjs';
import { visitor } from './visitor.mjs';
import { witness } from './witness.mjs';

const SHELF = 'adventure';

for (const engine of engines) {
  // One visitor from the first visit on: each test begins where the one before it ended.
  describe(engine, () => {
    let server, front, browser, stop, me, site, personal;

    before(async () => {
      server = await serve();
      front = await witness(server);
      site = await siteOrder(server.shop);
      ({ browser, stop } = await start(engine));
      me = visitor(browser, front);
      console.log(`${engine} ${(await browser.getCapabilities()).getBrowserVersion()}`);
    });
    after(async () => {
      await stop?.();
      front?.close();
      server?.close();
    });

    const led = async () => {
      const [order, shelf] = [await me.order(), new Set(await onShelf(server.shop, SHELF))];
      assert.deepEqual([...order].sort(), [...site].sort(), 'the same books');
      const many = order.slice(0, 10).filter(id => shelf.has(id)).length;
      assert.ok(many >= 8, `${many} of the first ten stand on the shelf`);
      return order;
    };

    test('a first visit has the site\'s order, stores nothing and fetches no Wasm', async () => {
      await me.go();
      assert.ok(site.length >= 120);
      assert.deepEqual(await me.order(), site);
      assert.equal(await me.badge(), 'Not personalized');
      assert.deepEqual(await me.kept(), []);
      const ours = front.asked().filter(path => path.includes('overt'));
      assert.deepEqual(ours.sort(), ['/demo/bookshop/overt.json', '/overt/overt.js']);
    });

    test('a script can\'t turn it on, by what it may call or by a press of its own', async () => {
      const refused = await browser.executeAsyncScript('const done = arguments[0]; window.overt.optIn().then(() => done("done"), error => done(error.code));');
      assert.equal(refused, 'NeedsGesture');
      await me.openPanel();
      await me.run('document.querySelector("overt-panel").shadowRoot.querySelector("[data-overt-control=on]").click()');
      await me.openPart('history');
      assert.match(await me.words(), /tried 2 times to turn personalization on\. Nothing changed\./, 'the visitor can see it');
      assert.equal(await me.stored(), null);
      assert.deepEqual(await me.order(), site);
    });

    test('a person turns it on with a press, reads five books of a shelf, and the list follows and says why', async () => {
      await me.go();
      await me.openPanel();
      await me.press('on');
      await me.readBooks(SHELF, 5);
      await me.go();
      assert.equal(await me.badge(), 'Why these?');
      personal = await led();
      await me.openPanel();
      assert.match(await me.words(), /because you opened books on the shelf Adventure 5 times here today/);
    });

    test('paused, the list is the site\'s; resumed, it is personal again', async () => {
      await me.press('pause');
      await me.until('the list is the site\'s', async () => same(await me.order(), site));
      assert.match(await me.badge(), /^Paused until /);
      await me.press('resume');
      await me.until('the list is personal again', async () => same(await me.order(), personal));
      assert.equal(await me.badge(), 'Why these?');
    });

    test('started over, the list is the site\'s; undone, it is personal again', async () => {
      await me.press('reset');
      await me.until('the list is the site\'s', async () => same(await me.order(), site));
      await me.press('undo');
      await me.until('the list is personal again', async () => same(await me.order(), personal));
    });

    test('the choice is there after the page is loaded again', async () => {
      await me.go();
      assert.equal(await me.badge(), 'Why these?');
      assert.deepEqual(await me.order(), personal);
    });

    test('by keys alone: the panel opens with the focus in it, Escape closes it, and the focus is back on the badge', async () => {
      await me.go();
      await me.tabTo(({ part }) => part == 'badge');
      await me.keys(Key.ENTER);
      await me.until('the focus is in the panel', async () => (await me.focus()).inPanel);
      assert.equal(await me.run('return getComputedStyle(document.querySelector("overt-panel").shadowRoot.querySelector(".close")).textDecorationLine'), 'underline', 'Close is seen to be a control');
      await me.keys(Key.ESCAPE);
      await me.until('the panel is closed', async () => !await me.isOpen());
      assert.equal((await me.focus()).part, 'badge');
    });

    test('turned off by keys, the list is the site\'s at once and after the page is loaded again', async () => {
      await me.keys(Key.ENTER);
      await me.until('the focus is in the panel', async () => (await me.focus()).inPanel);
      await me.tabTo(({ control }) => control == 'off');
      const before = await me.stored();
      await me.keys(Key.ENTER);
      await me.until('off is stored', async () => await me.stored() != before);
      await me.until('the list is the site\'s', async () => same(await me.order(), site));
      assert.equal(await me.badge(), 'Not personalized');
      await me.go();
      assert.deepEqual(await me.order(), site);
      assert.equal(await me.badge(), 'Not personalized');
    });

    test('nothing was thrown, refused by the policy or missing on the way', () => front.assertQuiet(browser));
  });
}

const same = (one, other) => one.length == other.length && one.every((item, place) => item == other[place]);
