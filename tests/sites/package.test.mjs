// The package itself: what is in it, how it is reached, how its types are found, and the command that copies the files of a browser.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { ARCHIVE, emptyFolder, install, run, succeed, UNPACKED } from './site.mjs';

const manifest = JSON.parse(fs.readFileSync(path.join(UNPACKED, 'package.json'), 'utf8'));

const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'he', 'it', 'ja', 'nl', 'pl', 'pt', 'sv', 'zh-Hans'];
const WORDS = LANGUAGES.flatMap(language => language == 'en' ? ['en.json'] : [`${language}.badge.json`, `${language}.json`]);
const LOADED = ['embed.js', 'gate.js', 'gate.wasm', 'log.js', 'overt.js', 'page.js', 'panel.css', 'panel.js', 'panel.wasm', 'receipts.js', 'receipts.wasm', 'sheet.js', ...WORDS];
const DOCUMENTS = ['LICENSE-APACHE', 'LICENSE-MIT', 'README.md'];
const TYPES = ['embed.d.ts', 'overt.d.ts'];
const LISTS = ['custom-elements.json', 'imports.txt', 'manifest.json', 'overt.schema.json', 'package.json', 'sizes.json'];
const ALL = [...LOADED, ...DOCUMENTS, ...TYPES, ...LISTS, 'overt-files.js'].sort();
/** What lands in a site. */
const COPIED = [...LOADED, 'LICENSE-APACHE', 'LICENSE-MIT', 'manifest.json'].sort();

/** Where the package is installed, for the tests that don't build anything. */
let folder;
before(async () => { folder = await install(); });
const files = (...words) => run(folder, 'node_modules/.bin/overt-files', ...words);
const put = (file, text) => {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), text);
};

/** The files that a target of `exports` means. */
const matching = target => ALL.filter(file => new RegExp(`^\\./${target.slice(2).replace(/[.]/g, '\\.').replace('*', '.+')}$`).test(`./${file}`));
const targets = entry => typeof entry == 'string' ? [entry] : Object.values(entry).flatMap(targets);

test('the archive holds these files and no other', async () => {
  const listed = await succeed(emptyFolder(), 'tar', '-tzf', ARCHIVE);
  assert.deepEqual(listed.trim().split('\n').sort(), ALL.map(file => `package/${file}`));
});

test('nothing runs when the package is installed, and it brings no other along', () => {
  for (const field of ['scripts', 'dependencies', 'peerDependencies', 'optionalDependencies', 'bundleDependencies', 'bundledDependencies', 'gypfile']) {
    assert.equal(manifest[field], undefined, field);
  }
  assert.deepEqual(fs.readdirSync(UNPACKED).filter(name => name.endsWith('.gyp')), []);
});

test('everything that package.json names is there, and every file is a document or reached by exports or the command', () => {
  for (const named of [...targets(manifest.exports), ...manifest.files.map(file => `./${file}`), `./${manifest.customElements}`, manifest.types, `./${manifest.bin['overt-files']}`]) {
    assert.ok(matching(named).length > 0, named);
  }
  const reached = [...targets(manifest.exports).flatMap(matching), ...Object.values(manifest.bin), ...DOCUMENTS];
  assert.deepEqual([...new Set(reached)].sort(), ALL);
});

test('Node.js finds every file by its name, and importing the package there does nothing', async () => {
  const names = Object.keys(manifest.exports).filter(name => !name.includes('*')).concat(WORDS.map(file => `./${file}`), './overt.schema.json', './package.json');
  put('find.js', `
    import { createRequire } from 'node:module';
    import { fileURLToPath } from 'node:url';
    const require = createRequire(import.meta.url);
    const before = Object.keys(globalThis);
    const found = ${JSON.stringify(names)}.map(name => 'overt' + name.slice(1)).map(name => [require.resolve(name), fileURLToPath(import.meta.resolve(name))]);
    const { embed } = await import('overt');
    const refused = await embed({ src: '/overt/overt.js', config: '/overt.json' }).catch(error => error.message);
    console.log(JSON.stringify({ found, refused, kept: Object.keys(globalThis).join() == before.join() }));
  `);
  const { found, refused, kept } = JSON.parse(await succeed(folder, 'node', 'find.js'));
  for (const [at, [required, imported]] of found.entries()) {
    assert.equal(required, imported);
    assert.equal(path.relative(path.join(folder, 'node_modules/overt'), required), names[at] == '.' ? 'embed.js' : names[at].slice(2));
    assert.ok(fs.statSync(required).isFile());
  }
  assert.deepEqual([refused, kept], ['There is no page here: call embed() in the browser.', true]);
});

test('a strict compiler finds the types by both ways of finding modules, and what is wrong', async () => {
  const folder = await install('vite');
  const write = (file, text) => fs.writeFileSync(path.join(folder, file), text);
  write('window.ts', "import type {} from 'overt';\nimport type {} from 'overt/overt.js';\nwindow.overt?.q.push(['pause', 'all']);\n");
  write('wrong.ts', "import { embed } from 'overt';\nvoid embed({ src: '/overt/overt.js' });\nvoid embed({ src: '', config: '' }).then(overt => overt.inspect());\n");
  write('everywhere.ts', "window.overt?.q.push(['optOut']);\n");
  const tsc = async (...words) => (await run(folder, '../node_modules/.bin/tsc', ...words)).out;
  const strict = (way, ...words) => tsc('--ignoreConfig', '--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom', '--moduleResolution', way, ...words);
  const [project, types, ...ways] = await Promise.all([
    tsc('--project', '.'),
    strict('bundler', '--module', 'esnext', '--types', 'overt', 'everywhere.ts'),
    strict('bundler', '--module', 'esnext', '--types', '', 'main.ts', 'window.ts', 'wrong.ts'),
    strict('node16', '--module', 'node16', '--types', '', 'main.ts', 'window.ts', 'wrong.ts')
  ]);
  assert.deepEqual([project, types], ['', '']);
  for (const out of ways) {
    const errors = [...out.matchAll(/^(\w+\.\w+)\((\d+),\d+\): error (TS\d+)/gm)].map(([, file, line, code]) => `${file}:${line} ${code}`);
    assert.deepEqual(errors, ['wrong.ts:2 TS2741', 'wrong.ts:3 TS2339'], out);
  }
});

test('overt-files copies what a browser loads, and again over an older copy, whose leftovers it takes away', async () => {
  const there = () => fs.readdirSync(path.join(folder, 'public/overt')).sort();
  assert.deepEqual(await files('copy', 'public/overt'), { code: 0, out: `${COPIED.length} files are in public/overt.\n`, errors: '' });
  assert.deepEqual(there(), COPIED);

  const inside = file => path.join(folder, 'public/overt', file);
  const older = JSON.parse(fs.readFileSync(inside('manifest.json'), 'utf8'));
  delete older['log.js'];
  fs.writeFileSync(inside('manifest.json'), JSON.stringify({ ...older, 'gone.js': 'sha384-' }));
  fs.writeFileSync(inside('gone.js'), 'of an older version');
  fs.writeFileSync(inside('page.js'), 'of an older version');
  fs.writeFileSync(inside('.gitignore'), '*');
  fs.rmSync(inside('log.js'));
  const { code, errors } = await files('check', 'public/overt');
  assert.equal(code, 1);
  assert.deepEqual(errors.trim().split('\n'), [
    'log.js is missing', 'manifest.json is of another version, or was changed', 'page.js is of another version, or was changed', 'gone.js is not one of them',
    'public/overt is not as `overt-files copy` would leave it.'
  ]);
  assert.equal((await files('copy', 'public/overt')).code, 0);
  assert.deepEqual(there(), ['.gitignore', ...COPIED].sort());
  assert.deepEqual(await files('check', 'public/overt'), { code: 0, out: 'public/overt is as `overt-files copy` left it.\n', errors: '' });
});

test('overt-files copies nothing into a folder that holds something else, and says what', async () => {
  for (const name of ['about.html', 'cart.html', 'help.html', 'index.html']) put(`shop/${name}`, 'the site');
  put('words/en.json', 'the site\'s own words');
  put('app/manifest.json', '{"name": "How the site is installed as an app"}');
  for (const [name, what] of [['shop', 'about.html, cart.html, help.html and 1 more'], ['words', 'en.json'], ['app', 'manifest.json']]) {
    const before = fs.readdirSync(path.join(folder, name));
    const sentence = `${name} holds what is not Overt's: ${what}. Nothing was copied. Name a folder of its own, such as ${path.join(name, 'overt')}.\n`;
    assert.deepEqual(await files('copy', name), { code: 1, out: '', errors: sentence });
    assert.deepEqual(fs.readdirSync(path.join(folder, name)), before);
  }
  assert.equal(fs.readFileSync(path.join(folder, 'words/en.json'), 'utf8'), 'the site\'s own words');
  const { code, errors } = await files('copy', 'shop/index.html');
  assert.equal(code, 1);
  assert.match(errors, /^overt-files: ENOTDIR/);
  for (const words of [[], ['copy'], ['move', 'shop'], ['copy', 'shop', 'app'], ['copy', '--force'], ['constructor', 'shop']]) {
    const { code, errors } = await files(...words);
    assert.equal(code, 2);
    assert.match(errors, /^overt-files copy FOLDER /);
  }
  assert.match((await files('--help')).out, /^overt-files copy FOLDER /);
});
