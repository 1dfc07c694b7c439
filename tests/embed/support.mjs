// What the browser tests share: the server over the packed site, a real Chromium, and a visitor's moves.
import { spawn } from 'node:child_process';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';

/** Debian's Chromium, with no traffic of its own. */
export const LAUNCH = {
  executablePath: process.env.CHROME ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
};

export const DAY_MS = 86_400_000;

/** Serves a folder under the site's policy until it is closed. */
export async function serve(folder = process.env.OVERT_SITE) {
  assert.ok(folder && process.env.OVERT_SERVER, 'OVERT_SITE and OVERT_SERVER are set by `cargo xtask test`');
  const child = spawn(process.env.OVERT_SERVER, ['serve-site', folder, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const origin = await new Promise((resolve, reject) => {
    createInterface(child.stdout).on('line', line => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (found) resolve(found[0]);
    });
    child.once('exit', code => reject(new Error(`the server ended with ${code}`)));
  });
  return { origin, shop: `${origin}/demo/bookshop/`, close: () => child.kill() };
}

/** A visitor: a browser context of its own, whose every request, error and refused policy is noted. */
export async function visit(browser, { context, ...options } = {}) {
  context ??= await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  const seen = { requests: [], uncaught: [], errors: [], violations: [] };
  page.on('request', request => seen.requests.push(request.url()));
  page.on('pageerror', error => seen.uncaught.push(String(error)));
  page.on('console', message => {
    if (/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text())) seen.violations.push(message.text());
    else if (message.type() === 'error') seen.errors.push(message.text());
  });
  return Object.assign(page, { seen });
}

/** Lets the gate take its time: on a machine that is busy it may be late by itself, and most tests are not about that. */
export const patient = page => page.addInitScript(() => {
  const { setTimeout } = window;
  window.setTimeout = (act, ms, ...words) => setTimeout.call(window, act, ms === 150 ? 20_000 : ms, ...words);
});

/** The ids of the list, in the order of the page. */
export const order = page => page.locator('overt-slot').evaluate(slot => [...slot.children].map(item => item.dataset.overtItem));

/** The badge of the list. */
export const badge = page => page.locator('overt-slot button[part=badge]');

/** A control of the panel. */
export const control = (page, name) => page.locator(`overt-panel [data-overt-control="${name}"]`);

/** What is stored, as text. */
export const stored = page => page.evaluate(() => localStorage.getItem('overt'));

/** All words of the panel. */
export const words = page => page.locator('overt-panel').evaluate(panel => {
  const text = node => node.nodeType === 3 ? node.data : [...node.childNodes].map(text).join(node.nodeType === 1 && /^(P|LI|H\d|DIV|SECTION|DT|DD|BUTTON|OPTION)$/.test(node.tagName) ? ' ' : '');
  return [...panel.shadowRoot.childNodes].map(text).join(' ').replace(/\s+/g, ' ').trim();
});

/** Opens the panel from the badge, and waits as long as a person needs to see it. */
export async function openPanel(page) {
  await badge(page).click();
  await page.locator('overt-panel [data-overt-focus]').waitFor({ state: 'visible' });
  await page.waitForTimeout(400);
}

/** Turns personalization on as a visitor does. */
export async function turnOn(page, shop) {
  await page.goto(shop);
  await openPanel(page);
  await control(page, 'on').first().click();
  await page.waitForFunction(() => localStorage.getItem('overt')?.includes('"given"'));
}

/** Opens books of a shelf, one after the other, each until it is learned. */
export const readBooks = (page, shop, shelf, count = 5) => openBooks(page, shop, shelf, count, async before => {
  await page.waitForFunction(text => localStorage.getItem('overt') !== text, before, { timeout: 10_000 });
});

/** The same, each for twice as long as it takes to count as seen: for when nothing may be learned. */
export const glanceAtBooks = (page, shop, shelf, count) => openBooks(page, shop, shelf, count, () => page.waitForTimeout(2500));

async function openBooks(page, shop, shelf, count, seen) {
  await page.goto(`${shop}shelves/${shelf}/`);
  const links = await page.locator('main a[href*="books/"]').evaluateAll(all => [...new Set(all.map(a => a.href))]);
  for (const link of links.slice(0, count)) {
    const before = await stored(page);
    await page.goto(link);
    await seen(before);
  }
}

/** The site's own order, as the server sends it. */
export async function siteOrder(shop) {
  const html = await (await fetch(shop)).text();
  return [...html.matchAll(/data-overt-item="([^"]+)"/g)].map(match => match[1]);
}

/** Which of the site's books stand on a shelf. */
export async function onShelf(shop, shelf) {
  const html = await (await fetch(shop)).text();
  return [...html.matchAll(/data-overt-item="([^"]+)"[^>]*data-overt-features="([^"]*)"/g)]
    .filter(([, , features]) => features.split(' ').includes(`shelf:${shelf}`))
    .map(([, id]) => id);
}

/** Tabs until the focus is on what is wanted; the path is part of the failure. */
export async function tabTo(page, wanted) {
  const path = [];
  for (let step = 0; step < 400; step++) {
    const at = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return {
        control: element?.dataset?.overtControl, scope: element?.dataset?.overtScope, part: element?.getAttribute?.('part'), tag: element?.tagName,
        text: element?.textContent?.slice(0, 30), opens: element?.closest?.('details')?.dataset.overtPart
      };
    });
    if (wanted(at)) return;
    path.push(`${at.tag} ${at.control ?? at.part ?? at.text}`);
    await page.keyboard.press('Tab');
  }
  assert.fail(`the keyboard never got there: ${path.slice(-40).join(' → ')}`);
}

/** Nothing was thrown and no policy refused anything. */
export function assertQuiet(page) {
  assert.deepEqual(page.seen.uncaught, [], 'thrown and not caught');
  assert.deepEqual(page.seen.errors, [], 'errors in the console');
  assert.deepEqual(page.seen.violations, [], 'violations of the policy');
}

/** A browser whose user has told it to keep nothing for any site. */
export function launchWithoutStorage() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'overt-blocked-'));
  fs.mkdirSync(path.join(folder, 'Default'));
  fs.writeFileSync(path.join(folder, 'Default', 'Preferences'), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
  return chromium.launchPersistentContext(folder, { ...LAUNCH, locale: 'en-GB' });
}

export const launch = () => chromium.launch(LAUNCH);

/** The bookshop, a browser, and the list as the server sends it; there for all tests of a file, and gone after them. */
export function atTheBookshop() {
  const at = {};
  before(async () => {
    const server = await serve();
    Object.assign(at, { server, origin: server.origin, shop: server.shop, browser: await launch(), site: await siteOrder(server.shop) });
  });
  after(async () => {
    await at.browser?.close();
    at.server?.close();
  });
  return at;
}
