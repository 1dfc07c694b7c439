// A visitor's moves, by WebDriver alone: only presses and keys that the browser itself calls trusted; what is read of the page changes nothing in it.
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { By, Key } from 'selenium-webdriver';

/** A slow machine is no failure. */
const PATIENCE_MS = 30_000;

/** A visitor in this browser, at this bookshop. */
export function visitor(browser, { shop, assertQuiet }) {
  const run = (script, ...words) => browser.executeScript(script, ...words);

  const until = async (what, holds) => {
    const end = Date.now() + PATIENCE_MS;
    let last;
    while (!(last = await holds())) {
      if (Date.now() > end) assert.fail(`waited in vain until ${what}`);
      await wait(50);
    }
    return last;
  };

  const root = async host => browser.findElement(By.css(host)).getShadowRoot();
  const inside = async (host, css) => (await root(host)).findElement(By.css(css));
  const stored = () => run('return localStorage.getItem("overt")');
  const badge = () => run('return document.querySelector("overt-slot").shadowRoot.querySelector("button").textContent');
  const isOpen = () => run('return !document.querySelector("overt-panel")?.hidden && !!document.querySelector("overt-panel")?.shadowRoot.querySelector("[data-overt-focus]")');

  /** Where the focus is, through shadow roots. */
  const focus = () => run(`
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return { tag: at?.tagName, part: at?.getAttribute('part'), control: at?.dataset.overtControl, inPanel: at?.getRootNode().host?.tagName == 'OVERT-PANEL' };`);

  const keys = (...all) => browser.actions().sendKeys(...all).perform();

  return {
    run, until, stored, badge, isOpen, focus, keys,
    order: () => run('return [...document.querySelector("overt-slot").children].map(item => item.dataset.overtItem)'),
    /** All that this site has in the browser. */
    kept: () => run('return [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie].flat().filter(Boolean)'),
    words: () => run('return document.querySelector("overt-panel").shadowRoot.textContent.replace(/\\s+/g, " ")'),

    /** Goes to a page, after a look at the one that is left. */
    async go(path = '') {
      if ((await browser.getCurrentUrl()).startsWith(shop)) await assertQuiet(browser);
      await browser.get(path.startsWith('http') ? path : shop + path);
      await browser.executeAsyncScript('const done = arguments[0]; const look = () => window.overt?.ready ? window.overt.ready().then(done) : setTimeout(look, 20); look();');
    },

    /** Opens the panel from the badge, and looks at it for as long as a person needs. */
    async openPanel() {
      await (await inside('overt-slot', 'button[part=badge]')).click();
      await until('the panel is open', isOpen);
      await wait(500);
    },

    /** Opens a part of the panel by its heading. */
    async openPart(name) {
      await (await inside('overt-panel', `details[data-overt-part="${name}"] > summary`)).click();
      await until(`${name} is open`, () => run('return document.querySelector("overt-panel").shadowRoot.querySelector(`details[data-overt-part=${arguments[0]}]`).open', name));
      await wait(500);
    },

    /** Presses a control of the panel, and waits for what that writes. */
    async press(name) {
      const before = await stored();
      await (await inside('overt-panel', `[data-overt-control="${name}"]`)).click();
      await until(`${name} is stored`, async () => await stored() != before);
    },

    /** Tabs until the focus is on what is wanted. */
    async tabTo(wanted) {
      const path = [];
      for (let step = 0; step < 60; step++) {
        const at = await focus();
        if (wanted(at)) return;
        path.push(`${at.tag} ${at.control ?? at.part ?? ''}`);
        await keys(Key.TAB);
      }
      assert.fail(`the keyboard never got there: ${path.join(' → ')}`);
    },

    /** Opens books of a shelf, one after the other, each until it is learned. */
    async readBooks(shelf, count) {
      await this.go(`shelves/${shelf}/`);
      const links = await run('return [...new Set([...document.querySelectorAll("main a[href*=\'books/\']")].map(a => a.href))]');
      assert.ok(links.length >= count, `${links.length} books on the shelf`);
      for (const link of links.slice(0, count)) {
        const before = await stored();
        await this.go(link);
        await until('the book is learned', async () => await stored() != before);
      }
    }
  };
}
