// The log that the page keeps is the one that the core verifies: on the command line, with nothing of the page at hand.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { assertQuiet, atTheBookshop, control, stored, turnOn, visit } from './support.mjs';

const at = atTheBookshop();

const log = page => page.evaluate(() => localStorage.getItem('overt.log'));
const entries = async page => ((await log(page)) ?? '').split('\n').filter(Boolean).map(line => JSON.parse(line));
const deeds = async page => (await entries(page)).map(({ event }) => event.deed);
const until = (page, count) => page.waitForFunction(count => (localStorage.getItem('overt.log') ?? '').split('\n').length > count, count);

function overt(...words) {
  assert.ok(process.env.OVERT_COMMAND, 'OVERT_COMMAND is set by `cargo xtask test`');
  return spawnSync(process.env.OVERT_COMMAND, words, { encoding: 'utf8' });
}

/** What `overt verify` says of what is stored, changed by whoever asks. */
async function verified(page, change = text => text) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'overt-log-'));
  try {
    const file = (name, text) => {
      fs.writeFileSync(path.join(folder, name), text);
      return path.join(folder, name);
    };
    const registry = await page.evaluate(async () => (await fetch('/demo/bookshop/overt.json')).text());
    const made = overt('bundle', '--registry', file('overt.json', registry), '--record', file('record.json', await stored(page)),
      '--log', file('log', change(await log(page))), '--now', String(Date.now()));
    assert.equal(made.status, 0, made.stderr);
    const checked = overt('verify', file('bundle.json', made.stdout), '--format', 'json');
    return { status: checked.status, checks: JSON.parse(checked.stdout).checks };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

test('every act by hand and by script is in the log, and the command line verifies and replays it', async () => {
  const page = await visit(at.browser);
  await turnOn(page, at.shop);
  await until(page, 2);
  assert.deepEqual(await deeds(page), ['joined', 'on'], 'where the log begins, and the act');
  await page.evaluate(() => window.overt.pause('all', Date.now() + 3_600_000));
  await until(page, 3);
  await page.evaluate(() => window.overt.optIn().catch(() => {}));
  await until(page, 4);
  await control(page, 'off').first().click();
  await until(page, 5);
  assert.deepEqual(await deeds(page), ['joined', 'on', 'pause', 'blocked', 'off']);
  assert.deepEqual((await entries(page)).map(({ event }) => event.actor), ['engine', 'gesture', 'script', 'script', 'gesture']);
  const { status, checks } = await verified(page);
  assert.equal(status, 0, JSON.stringify(checks));
  const result = Object.fromEntries(checks.map(({ check, result }) => [check, result]));
  for (const check of ['recordReadable', 'registryKnown', 'chainWhole', 'replayed', 'logEndsAtRecord', 'everySampleTheSame']) assert.equal(result[check], 'holds', check);
  assertQuiet(page);
});

test('a line that was changed, and one that was taken out, are named', async () => {
  const page = await visit(at.browser);
  await turnOn(page, at.shop);
  await page.evaluate(() => window.overt.pause('all', Date.now() + 3_600_000));
  await until(page, 3);
  for (const change of [text => text.replace('"actor":"gesture"', '"actor":"script"'), text => text.split('\n').filter((_, line) => line != 1).join('\n')]) {
    const { status, checks } = await verified(page, change);
    assert.equal(status, 1);
    assert.ok(checks.some(({ result }) => result == 'differs'), JSON.stringify(checks));
  }
});

test('what another tab did is in the one log that both keep, and erasing takes it away', async () => {
  const page = await visit(at.browser);
  await turnOn(page, at.shop);
  const other = await visit(null, { context: page.context() });
  await other.goto(at.shop);
  await until(page, 2);
  await Promise.all([page, other].map((tab, place) => tab.evaluate(place => window.overt.pause('all', Date.now() + (place + 1) * 3_600_000), place)));
  await until(page, 3);
  await page.waitForTimeout(500);
  const { status, checks } = await verified(page);
  assert.equal(status, 0, JSON.stringify(checks));
  await page.evaluate(() => window.overt.eraseAll());
  await page.waitForTimeout(300);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
});
