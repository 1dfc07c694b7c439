// What the tests of the package share: a folder in which it is installed as a stranger would, a command run there, and a visit of the tea shop.
// No sample is built in the checkout.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { assertQuiet, badge, control, openPanel, order, patient, serve, stored, turnOn, visit } from '../embed/support.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const WAIT_MS = 30_000;

assert.ok(process.env.OVERT_PACKED && process.env.OVERT_COMMAND, 'OVERT_PACKED and OVERT_COMMAND are set by `cargo xtask test`');
/** The package as it was unpacked, and the archive that it came from. */
export const UNPACKED = path.join(process.env.OVERT_PACKED, 'package');
export const ARCHIVE = path.join(process.env.OVERT_PACKED, fs.readdirSync(process.env.OVERT_PACKED).find(name => name.endsWith('.tgz')) ?? 'no archive');
/** The bundlers, the compiler of types, and where they lie. */
const TOOLS = path.join(HERE, 'node_modules');

const folders = [];
after(() => folders.forEach(folder => fs.rmSync(folder, { recursive: true, force: true })));

/** A folder in which programs find the tools, gone after the tests of the file. */
export function emptyFolder(name = 'site') {
  const outer = fs.mkdtempSync(path.join(os.tmpdir(), 'overt-sites-'));
  folders.push(outer);
  fs.symlinkSync(TOOLS, path.join(outer, 'node_modules'), 'junction');
  const folder = path.join(outer, name);
  fs.mkdirSync(folder);
  return folder;
}

/** Runs a program without a network, with what npm keeps in the folder beside; what it wrote and how it ended. */
export async function run(folder, program, ...words) {
  const env = {
    ...process.env, npm_config_cache: path.join(folder, '..', 'npm-cache'), npm_config_offline: 'true', npm_config_update_notifier: 'false',
    npm_config_audit: 'false', npm_config_fund: 'false', npm_config_ignore_scripts: 'true', npm_config_loglevel: 'error'
  };
  try {
    const { stdout, stderr } = await promisify(execFile)(program, words, { cwd: folder, env });
    return { code: 0, out: stdout, errors: stderr };
  } catch (failure) {
    if (typeof failure.code != 'number') throw failure;
    return { code: failure.code, out: failure.stdout, errors: failure.stderr };
  }
}

/** The same, where it has to end well. */
export async function succeed(folder, program, ...words) {
  const { code, out, errors } = await run(folder, program, ...words);
  assert.equal(code, 0, `${program} ${words.join(' ')}\n${out}${errors}`);
  return out;
}

export const sample = (name, file) => path.join(HERE, name, file);

/** A copy of a sample, or an empty folder, with the package installed from the archive. */
export async function install(name) {
  const folder = emptyFolder(name);
  if (name) fs.cpSync(path.join(HERE, name), folder, { recursive: true });
  else fs.writeFileSync(path.join(folder, 'package.json'), '{"private": true, "type": "module"}\n');
  await succeed(folder, 'npm', 'install', '--no-save', ARCHIVE);
  return folder;
}

const TEAS = ['sencha', 'assam', 'earl-grey', 'jasmine', 'chamomile', 'peppermint'];
/** Waits for something, and says what there is instead where it does not come. */
async function becomes(page, read, wanted) {
  const deadline = Date.now() + WAIT_MS;
  while (`${await read(page)}` != `${wanted}` && Date.now() < deadline) await page.waitForTimeout(50);
  assert.deepEqual(await read(page), wanted);
}

const says = (page, text) => becomes(page, async page => await badge(page).count() ? badge(page).textContent() : '', text);
const stands = (page, teas) => becomes(page, order, teas);

/** Turns it on, chooses a herbal tea, finds the herbal teas first, and turns it off: on the site in this folder, under the strict policy. */
export async function visitTeaShop(browser, folder, atTheEnd = async () => {}) {
  // Every browser asks for it by itself, and none of the pages is about that.
  fs.writeFileSync(path.join(folder, 'favicon.ico'), '');
  const server = await serve(folder);
  const page = await visit(browser);
  try {
    await patient(page);
    await page.goto(server.origin);
    await says(page, 'Not personalized');
    assert.deepEqual(await order(page), TEAS);
    assert.equal(await stored(page), null);

    await turnOn(page, server.origin);
    await page.reload();
    await says(page, 'Nothing learned yet');
    assert.deepEqual(await order(page), TEAS);
    const before = await stored(page);
    await page.getByRole('link', { name: 'Peppermint' }).click();
    await page.waitForFunction(before => localStorage.getItem('overt') != before, before, { timeout: WAIT_MS });

    await page.reload();
    await says(page, 'Why these?');
    await stands(page, ['chamomile', 'peppermint', 'sencha', 'assam', 'earl-grey', 'jasmine']);
    const why = await page.evaluate(() => window.overt.explain('for-you', 'peppermint'));
    assert.deepEqual(why.reasons.map(({ signal, value, label }) => [signal, value, label]), [['chosen.leaf', 'herbal', 'Herbal tea']]);

    await openPanel(page);
    await control(page, 'off').first().click();
    await says(page, 'Not personalized');
    await stands(page, TEAS);
    assert.equal(await badge(page).count(), 1);
    assert.equal(await page.locator('script[src$="/overt.js"]').count(), 1);
    await atTheEnd(page);
    assertQuiet(page);
  } finally {
    await page.context().close();
    server.close();
  }
}
