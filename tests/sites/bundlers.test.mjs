// The package in the bundlers that sites use: each sample is installed, built by the bundler's own command, and visited.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from '../embed/support.mjs';
import { install, succeed, visitTeaShop } from './site.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** What each bundler writes, and where. */
const BUILT = { vite: 'dist', webpack: 'public', esbuild: 'public', rollup: 'public' };

for (const [bundler, out] of Object.entries(BUILT)) {
  test(`a site that ${bundler} builds is personalized, explained and turned off, under the strict policy`, async () => {
    const folder = await install(bundler);
    await succeed(folder, 'npm', 'run', 'build');
    await visitTeaShop(browser, path.join(folder, out), async page => {
      if (bundler == 'vite') assert.equal(await page.locator('output').textContent(), 'The shop has stopped too.');
    });
    await succeed(folder, 'node_modules/.bin/overt-files', 'check', path.join(out, 'overt'));
    const bundles = fs.readdirSync(path.join(folder, out), { recursive: true }).filter(file => /\.js$/.test(file) && !/^overt\b/.test(file));
    const bytes = bundles.reduce((sum, file) => sum + fs.statSync(path.join(folder, out, file)).size, 0);
    assert.ok(bundles.length == 1 && bytes < 3000, `nothing of the loader is in the bundle: ${bundles}, ${bytes} bytes`);
  });
}
