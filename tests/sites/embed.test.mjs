// What `import 'overt'` gives: the loader's tag, put into a page once, under any policy that allows it, with an answer where it can't be.
// That bundlers carry it is shown by the samples.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { assertQuiet, badge, launch, serve, visit } from '../embed/support.mjs';
import { emptyFolder, run, UNPACKED } from './site.mjs';

const HERE = { src: '/overt/overt.js', config: '/overt.json' };
const TAG = '<script async src="/overt/overt.js" data-config="/overt.json"></script>';
const page = (head = '') => `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>The Tea Shop</title>\n${head}\n<script type="module" src="/main.js"></script>\n<overt-slot name="for-you"></overt-slot>\n`;

const at = {};
before(async () => {
  const folder = emptyFolder();
  await run(folder, 'node', path.join(UNPACKED, 'overt-files.js'), 'copy', 'overt');
  const write = (file, text) => fs.writeFileSync(path.join(folder, file), text);
  write('index.html', page());
  write('tag.html', page(TAG));
  write('favicon.ico', '');
  write('overt.json', '{"version": 1, "purposes": []}');
  // Two addresses are two modules, as in a site of two bundles.
  write('main.js', "import { embed } from '/overt/embed.js';\nimport { embed as other } from '/overt/embed.js?other';\nObject.assign(window, { embed, other });\n");
  Object.assign(at, { server: await serve(folder), browser: await launch() });
});
after(async () => {
  await at.browser?.close();
  at.server?.close();
});

/** A page on which `embed` is there and was not called. */
async function open(file = '', prepare = () => {}) {
  const page = await visit(at.browser);
  await prepare(page);
  await page.goto(`${at.server.origin}/${file}`, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.embed && window.other);
  return page;
}

/** Calls it; the answer, or the sentence with which it refused. */
const embed = (page, options) => page.evaluate(options => window.embed(options).then(overt => overt == window.overt && typeof overt.optOut, error => error.message), options);
const tags = page => page.locator('script[src$="overt.js"]').evaluateAll(all => all.map(({ src, dataset }) => ({ src: new URL(src).pathname, ...dataset })));

/** Sends the page with another policy for Trusted Types. */
const withPolicy = words => page => page.route(url => url.pathname == '/', async route => {
  const response = await route.fetch();
  const headers = response.headers();
  headers['content-security-policy'] += `; trusted-types ${words}`;
  await route.fulfill({ response, headers });
});

test('importing it does nothing; asked for four times, by two bundles, the tag is there once and all get the same answer', async () => {
  const page = await open();
  assert.deepEqual([await tags(page), await page.evaluate(() => window.overt)], [[], undefined]);
  const same = await page.evaluate(async options => {
    (window.overt ??= { q: [] }).q.push(['on', 'ready', () => { window.heard = true; }]);
    const all = await Promise.all([window.embed(options), window.other(options), window.embed(options), window.other(options)]);
    await all[0].ready();
    return all.every(overt => overt == window.overt) && window.heard;
  }, HERE);
  assert.equal(same, true);
  assert.deepEqual(await tags(page), [{ src: '/overt/overt.js', config: '/overt.json' }]);
  assert.equal(await badge(page).textContent(), 'Not personalized');
  assertQuiet(page);
});

test('on a page that has the tag it adds none, before the loader has run and after', async () => {
  let release;
  const held = new Promise(resolve => { release = resolve; });
  const page = await open('tag.html', page => page.route('**/overt/overt.js', async route => {
    await held;
    await route.continue();
  }));
  const early = embed(page, HERE);
  await page.evaluate(() => 0);
  release();
  assert.equal(await early, 'function');
  assert.equal(await page.evaluate(options => window.other(options).then(overt => overt == window.overt), HERE), true);
  assert.deepEqual(await tags(page), [{ src: '/overt/overt.js', config: '/overt.json' }]);
  assertQuiet(page);
});

test('the language and the words go with the tag', async () => {
  const page = await open();
  assert.equal(await embed(page, { ...HERE, lang: 'de', words: '/words.json' }), 'function');
  assert.deepEqual(await tags(page), [{ src: '/overt/overt.js', config: '/overt.json', lang: 'de', words: '/words.json' }]);
  assert.equal(await badge(page).textContent(), 'Nicht personalisiert');
  assertQuiet(page);
});

test('a policy that names overt-loader and no other is enough, and one that names none is kept', async () => {
  const allowed = await open('', withPolicy('overt-loader'));
  await allowed.route('**/overt/overt.js', route => route.abort(), { times: 1 });
  assert.match(await embed(allowed, HERE), /is not there/);
  assert.equal(await embed(allowed, HERE), 'function', 'the policy may be made once, and the tag twice');
  assert.deepEqual([allowed.seen.uncaught, allowed.seen.violations], [[], []]);
  const refused = await open('', withPolicy("'none'"));
  assert.match(await embed(refused, HERE), /[Pp]olicy/);
  assert.deepEqual(await tags(refused), []);
});

test('it brings no script from elsewhere', async () => {
  const page = await open();
  for (const src of ['https://elsewhere.example/overt.js', '//elsewhere.example/overt.js', `${at.server.origin}@elsewhere.example/overt.js`, 'data:text/javascript,0', `blob:${at.server.origin}/1`]) {
    assert.match(await embed(page, { ...HERE, src }), /is not on this site: copy the files of Overt into a folder of it\.$/, src);
  }
  assert.deepEqual(await tags(page), []);
  assertQuiet(page);
});

test('where the loader is missing, or something else is in its place, the answer says so and the next call tries again', async () => {
  const page = await open();
  const sentence = `${at.server.origin}/overt/overt.js is not the loader, or is not there: \`overt-files copy\` puts it there.`;
  const answers = [{ status: 404, body: '' }, { status: 200, contentType: 'text/html', body: '<!doctype html>' }, { status: 200, contentType: 'text/javascript', body: '0' }];
  for (const answer of answers) {
    await page.route('**/overt/overt.js', route => route.fulfill(answer), { times: 1 });
    assert.equal(await embed(page, HERE), sentence);
    assert.deepEqual(await tags(page), []);
  }
  assert.equal(await embed(page, HERE), 'function');
  assert.deepEqual(page.seen.uncaught, ["SyntaxError: Unexpected token '<'"], 'what was in its place, and nothing of ours');
});
