// What the tests of the recipes share: each recipe in a folder of its own, as a person would copy it, built by its framework.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { control, patient, visit } from '../embed/support.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
/** Where the recipes are. */
export const recipes = path.join(here, '../../docs/recipes');
const modules = path.join(here, 'node_modules');

/** A temporary folder in which a recipe finds its packages one level up, and Overt's types as the package has them. */
export function workshop() {
  assert.ok(process.env.OVERT_PACKED, 'OVERT_PACKED is set by `cargo xtask test`');
  const packed = path.join(process.env.OVERT_PACKED, 'package');
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'overt-recipes-')));
  fs.symlinkSync(modules, path.join(root, 'node_modules'));
  const place = (name, from) => {
    const folder = path.join(root, name);
    if (fs.existsSync(folder)) return folder;
    fs.cpSync(from, folder, { recursive: true, filter: file => !/[\\/](node_modules|dist|\.astro)$|public[\\/]overt$/.test(file) });
    fs.cpSync(packed, path.join(folder, 'public/overt'), { recursive: true });
    fs.mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
    fs.symlinkSync(packed, path.join(folder, 'node_modules/overt'));
    return folder;
  };
  return {
    /** Copies a recipe, with Overt's files in its public folder. */
    copy: name => place(name, path.join(recipes, name)),
    /** The same for a folder beside the tests. */
    copyOwn: name => place(name, path.join(here, name)),
    close: () => fs.rmSync(root, { recursive: true, force: true })
  };
}

/** Runs what `npm run` would run by this name in the recipe; it fails with all that was printed. */
export async function run(folder, name) {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const [program, ...words] = scripts[name].split(' ');
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' };
  await promisify(execFile)(path.join(modules, '.bin', program), words, { cwd: folder, env }).catch(({ stdout, stderr }) => assert.fail(`${name}: ${stdout}${stderr}`));
}

/** Builds a recipe, and returns the folder that is to be served. */
export async function build(folder) {
  await run(folder, 'build');
  return path.join(folder, 'dist');
}

/** A visitor of a site whose console is heard, warnings and all. */
export async function visitor(browser, origin) {
  const page = await visit(browser);
  page.seen.warnings = [];
  page.on('console', message => message.type() === 'warning' && page.seen.warnings.push(message.text()));
  await patient(page);
  await page.goto(origin);
  await page.evaluate(() => window.overt.ready());
  return page;
}

/** The badge, in the slot or where the page wants it. */
export const badge = page => page.locator('overt-slot button[part=badge], overt-why button[part=badge]');

/** Opens the panel from the badge. */
export async function open(page) {
  await badge(page).click();
  await page.locator('overt-panel [data-overt-focus]').waitFor({ state: 'visible' });
  // As long as a person needs to see it: a press that comes sooner turns nothing on.
  await page.waitForTimeout(400);
}

/** Turns personalization on as a visitor does. */
export async function turnOn(page) {
  await open(page);
  await control(page, 'on').first().click();
  await page.waitForFunction(() => localStorage.getItem('overt')?.includes('"given"'));
}
